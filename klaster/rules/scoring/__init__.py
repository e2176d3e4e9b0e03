"""Scores of households, groups and cooperatives: each a pure module with its source and version."""
