"""Reports of the books themselves."""
