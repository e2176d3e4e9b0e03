"""What a cooperative reports: statements in SAK EP form, members, savings, surplus, meetings."""
