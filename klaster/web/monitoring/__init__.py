"""Pages of what comes after the exit: who is due, what lasts, what is slipping."""
