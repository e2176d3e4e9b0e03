"""Faces and settings are wired together here; nothing below imports it."""
