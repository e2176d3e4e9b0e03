"""Ending a month in one act, and the year with it."""
