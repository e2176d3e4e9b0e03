"""The livelihoods behind the contracts, with books simple enough for a cheap phone."""
