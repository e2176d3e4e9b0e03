"""Read-only web pages over reports and domain queries."""
