"""Reports on what is rolled: where it is, how it comes back, what is late."""
