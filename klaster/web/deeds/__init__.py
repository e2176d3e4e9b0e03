"""The deeds of asset reform: what passed to which cooperative, item by item."""
