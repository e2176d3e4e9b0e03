"""Monitoring after exit: who is due, what was found, who was lost from sight, who comes back."""
