"""Buying and selling goods for members and others: items, deals, stock, what is owed for them."""
