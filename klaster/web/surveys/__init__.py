"""Surveys: what is asked, who answered, one form to fill in, and one response to read."""
