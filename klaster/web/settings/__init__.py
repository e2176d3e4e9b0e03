"""Settings: who may do what where, which rules hold, and the trail of all that was done."""
