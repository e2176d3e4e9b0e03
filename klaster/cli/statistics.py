"""What PostgreSQL must know after many rows came at once, before anything reads them.

Autovacuum gets there a minute later; until then the planner takes the new rows for none and a
report may run for many minutes.
"""

from django.db import connections


def refresh() -> None:
    """Count the tables anew, as their owner; call it after the transaction that filled them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")
