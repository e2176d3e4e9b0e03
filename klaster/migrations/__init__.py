"""Schema history: Django migrations by app, with the SQL of functions beside them."""
