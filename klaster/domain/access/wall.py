"""The second wall between organisations: row-level security, raised for the length of a request.

Every query filters by organisation; should one forget to, the database still gives a signed-in
visitor nothing of others. While the wall is up the connection acts as `ROLE`, to which a policy on
every owned table shows only rows of the organisations named (`install`). Command line and worker
serve the whole installation and stay outside. Where two organisations meet by design (a deed, a
cooperative that opens its figures), the code says so with `opened`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus

ROLE = "klaster_web"

_within: ContextVar[frozenset[UUID] | None] = ContextVar("within", default=None)

# Run by the owner after each migration. `walled` is inlined, so an index still finds the rows.
_FUNCTION = """
create or replace function walled() returns uuid[] language sql stable parallel safe as $$
    select coalesce(nullif(current_setting('klaster.organisations', true), ''), '{}')::uuid[]
$$
"""
_TABLES = """
select attrelid::regclass::text
  from pg_attribute join pg_class on pg_class.oid = attrelid
 where attname = 'organisation_id' and relkind in ('r', 'p')
   and relnamespace = 'public'::regnamespace and not attisdropped
"""


def install(owner: object) -> None:
    """Put the policy on every table with an organisation, over a connection of their owner."""
    with owner.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(_FUNCTION)
        cursor.execute(_TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f"alter table {table} enable row level security")
            cursor.execute(f"drop policy if exists wall on {table}")
            cursor.execute(
                f"create policy wall on {table} to {ROLE} using (organisation_id = any (walled()))"
            )


def is_raised() -> bool:
    """Say whether the wall stands around the current request."""
    return _within.get() is not None


def raise_around(organisation_id: UUID) -> None:
    """Let this request's queries meet the rows of one organisation only, until `lower`."""
    _set(frozenset({organisation_id}))


def lower() -> None:
    """Give the connection its own role back; at the end of every request."""
    if is_raised():
        _set(None)


@contextmanager
def opened(*organisation_ids: UUID) -> Iterator[None]:
    """Let rows of these organisations be met as well, where two of them meet by design.

    Changes nothing outside a wall.
    """
    before = _within.get()
    if before is None:
        yield
        return
    _set(before | set(organisation_ids))
    try:
        yield
    finally:
        _set(before)


@contextmanager
def outside() -> Iterator[None]:
    """Ask without the wall what filters by itself and cannot be asked behind it.

    Search: the database may not try an index of likeness (`%`, `like`) on rows that a policy hides.
    Receivers: an institution chooses among the cooperatives it founded.
    """
    before = _within.get()
    if before is None:
        yield
        return
    _set(None)
    try:
        yield
    finally:
        _set(before)


def _set(organisations: frozenset[UUID] | None) -> None:
    _within.set(organisations)
    under_way = connection.connection
    if under_way is not None and under_way.info.transaction_status == TransactionStatus.INERROR:
        return  # what is rolled back takes the settings with it
    named = "{" + ",".join(sorted(str(each) for each in organisations or ())) + "}"
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, false), set_config('klaster.organisations', %s, false)",
            ["none" if organisations is None else ROLE, named],
        )
