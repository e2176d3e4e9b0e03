"""What Klaster knows and does: one app per topic, each with tables, commands and queries.

The apps have one total order (docs/architecture.md); an app imports only apps below it.
"""
