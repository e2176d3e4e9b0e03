"""Reports on what became of mitra and cooperatives after the exit."""
