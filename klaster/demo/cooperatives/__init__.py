"""The three cooperatives of Lebak after the exit, month by month to their second annual meeting."""
