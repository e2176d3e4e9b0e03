"""Reports for those who gave: budget, and what was handed over."""
