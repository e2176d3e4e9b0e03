"""Members' savings: what is owed, what was saved, profit shared, paid out on leaving."""
