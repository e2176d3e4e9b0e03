"""The reports: what each answers, its filters, and its downloads."""
