"""The contracts: what was agreed, what happened, what is still to come."""
