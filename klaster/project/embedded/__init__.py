"""A PostgreSQL that Klaster brings along and runs itself, and Django's backend for it."""
