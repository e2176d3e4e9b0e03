"""The herd: every head accounted for, which family's animals came from which, who is next."""
