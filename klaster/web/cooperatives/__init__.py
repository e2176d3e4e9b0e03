"""The cooperatives: one's own with members and balance sheet, or those that received assets."""
