"""Contracts of every kind: terms and events stored, positions and arrears read."""
