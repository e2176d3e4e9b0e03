"""The way to independence: decisions, rehearsal of the exit, and the asset reform itself."""
