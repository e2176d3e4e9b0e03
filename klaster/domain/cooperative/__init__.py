"""Member cooperatives: formation, officers, members and what they own."""
