"""Sent twice, done once: adding rows whose ids the sender made.

Called by the commands of all apps. A row that is there already with the same content is left as
it is; with other content it is refused, because the sender then believes something untrue.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import DatabaseDefault
from psycopg import sql

from klaster.domain.access import wall
from klaster.domain.owned import Owned
from klaster.rules.refusal import Refused

M = TypeVar("M", bound=models.Model)
_BATCH = 5_000
_USUAL: dict[type[Any], type] = {
    models.ForeignKey: UUID,
    models.UUIDField: UUID,
    models.CharField: str,
    models.DateField: date,
    models.BooleanField: bool,
    models.IntegerField: int,
}


class SentBefore(Refused):
    code = "sent_before"
    message = (
        "{what} dengan nomor kirim yang sama sudah tercatat dengan isi lain ({fields})."
        " Muat ulang data terbaru, lalu ubah yang perlu diubah."
    )


def add(row: M, *, later: Collection[str] = ()) -> M:
    """Add a row, or return the one that was added before under its id.

    `later` names the fields that other commands change after the row is made; they are not
    compared. Raises `SentBefore`.
    """
    (added,) = add_many([row], later=later)
    return added


def add_many(rows: Sequence[M], *, later: Collection[str] = ()) -> list[M]:
    """Add rows of one model (and organisation, if owned): a query for each 5,000, and one COPY.

    Returns them in the order given, those of an earlier sending as they are now.
    """
    if not rows:
        return []
    model = type(rows[0])
    known = model._default_manager.all()
    if isinstance(rows[0], Owned):
        known = known.filter(organisation_id=rows[0].organisation_id)
    before: dict[object, M] = {}
    for start in range(0, len(rows), _BATCH):
        ids = [row.pk for row in rows[start : start + _BATCH]]
        found = known.filter(pk__any=ids)
        before.update({row.pk: row for row in found})
    new: dict[object, M] = {}
    for row in rows:
        earlier = before.get(row.pk) or new.get(row.pk)
        if earlier is None:
            new[row.pk] = row
        else:
            _compare(row, earlier, later)
    copy(list(new.values()))
    return [before.get(row.pk) or new[row.pk] for row in rows]


def copy(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model by COPY, which takes a third of the time of `bulk_create`.

    Values that the database makes (generated columns, defaults) are read when first asked for.
    PostgreSQL has no COPY behind row-level security; the few rows of a request are inserted.
    """
    if not rows:
        return
    if wall.is_raised():
        type(rows[0])._base_manager.bulk_create(rows, batch_size=_BATCH)
        return
    table = rows[0]._meta
    fields = [
        field
        for field in table.local_concrete_fields
        if not field.generated and not isinstance(getattr(rows[0], field.attname), DatabaseDefault)
    ]
    plain = [(field, field.attname, _python_type(field)) for field in fields]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.db_table), columns)
    here = connections[DEFAULT_DB_ALIAS]
    with (
        here.wrap_database_errors,
        here.cursor() as cursor,
        cursor.copy(statement) as into,
    ):
        for row in rows:
            into.write_row(
                [
                    value
                    if type(value := getattr(row, name)) is usual or (value is None and usual)
                    else field.get_db_prep_save(value, here)
                    for field, name, usual in plain
                ]
            )
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _python_type(field: Any) -> type | None:
    """The type whose values the driver takes as they are: Django's own way costs ten times more."""
    return next((usual for kind, usual in _USUAL.items() if isinstance(field, kind)), None)


def _compare(row: models.Model, earlier: models.Model, later: Collection[str]) -> None:
    differing = [
        field.name
        for field in row._meta.local_fields
        if not field.generated
        and field.name not in later
        and field.to_python(getattr(row, field.attname)) != getattr(earlier, field.attname)
    ]
    if differing:
        raise SentBefore(what=row._meta.verbose_name, fields=", ".join(differing))
