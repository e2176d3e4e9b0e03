"""For who gave: what became of their own fund, without anyone found in it."""
