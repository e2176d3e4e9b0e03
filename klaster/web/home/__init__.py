"""The first page: how the organisation's programmes stand, and whether the books prove it."""
