"""What every page shares: who may see it, its frame, its words, and going through long lists."""
