"""Parties as one organisation knows them: persons, households, groups and bodies."""
