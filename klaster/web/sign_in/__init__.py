"""Signing in and out, choosing for which organisation, and of which day the pages speak."""
