"""Reports on people: who takes part, how far they are, what they earn."""
