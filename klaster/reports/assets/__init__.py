"""Reports on livestock and other assets placed with mitra."""
