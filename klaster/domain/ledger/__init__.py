"""The one double-entry, multi-unit, fund-accounting ledger of every organisation."""
