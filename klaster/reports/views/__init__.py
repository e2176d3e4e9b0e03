"""The shared views of all reports, in the schema `report`: they carry the joins and the calendar.

They hold nothing, so `migrate` drops the schema before it changes tables and makes it again after.
"""

from pathlib import Path
from typing import Any

from django.conf import settings

from klaster.domain.access import wall

FOLDER = Path(__file__).parent
# Each may use those before it.
VIEWS = (
    "year_start", "movement", "contract", "flow", "family", "mitra", "cohort", "last_responses",
)  # fmt: skip


def drop(connection: Any) -> None:
    """Take the schema away, so that no view holds a table fast."""
    with connection.cursor() as cursor:
        cursor.execute("drop schema if exists report cascade")


def rebuild(connection: Any) -> None:
    """Make the schema anew over a connection of its owner; the application roles may read it."""
    drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("create schema report")
        for name in VIEWS:
            cursor.execute((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        cursor.execute("select viewname from pg_views where schemaname = 'report'")
        for (view,) in cursor.fetchall():
            # Rows that the reader may not see stay hidden through a view too.
            cursor.execute(f'alter view report."{view}" set (security_invoker = true)')
        for role in (settings.DATABASES["default"]["USER"], wall.ROLE):
            named = connection.ops.quote_name(role)
            cursor.execute(f"grant usage on schema report to {named}")
            cursor.execute(f"grant select on all tables in schema report to {named}")
