"""Other ledgers, measured in an environment of their own."""
