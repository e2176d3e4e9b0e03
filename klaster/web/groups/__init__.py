"""The groups: where and when they meet, who accompanies them, who belongs to them."""
