"""Klaster: the whole life of a cluster, from the donor's rupiah to the independent cooperative.

The map of the package is docs/architecture.md; imports run down the layers it draws.
"""
