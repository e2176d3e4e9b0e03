"""Published figures held against the records."""
