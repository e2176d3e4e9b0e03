"""What a register is: a sheet, its columns, its key, and the one call that writes a chunk of rows.

The key of a row gives it its id, whatever day it is imported: the same workbook again, or next
month's, means the same rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Model

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.access.once import SentBefore
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused
from klaster.workbook.columns import Column

# Ids carry no day of their own: a voucher whose date is corrected is still the same voucher.
_NO_DAY = date(1970, 1, 1)


ORGANISATIONS = "Lembaga"


def organisation_id(code: str) -> UUID:
    """The id that a workbook gives to an organisation that nobody has set up yet."""
    return derived_id(_NO_DAY, ORGANISATIONS, code)


def organisations_by_code() -> dict[str, UUID]:
    """Every organisation of the installation."""
    return dict(Organisation.objects.values_list("code", "id"))


class RowRefused(Refused):
    """A row that no command would refuse and that is wrong all the same; `column` may be blank."""

    code = "row_refused"
    message = "{reason}"


@lru_cache(maxsize=4_096)  # groups and funds are named by row after row
def _derived_id(organisation_id: UUID, space: str, *key: Any) -> UUID:
    return derived_id(_NO_DAY, organisation_id, space, *key)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number on the sheet, its id, and a value for each column by name."""

    number: int
    id: UUID
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(slots=True)
class Context:
    """What writing rows needs: who imports, when, and things looked up once for all chunks.

    `warnings` are collected on the way: what stands in nobody's way, and readers should know.
    """

    by: Actor
    on: date
    found: dict[Any, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def id(self, space: str, *key: Any) -> UUID:
        """The id of the row with this key on the sheets that share `space`.

        Organisations are shared by all who use the installation: they are known by their code.
        """
        if space == ORGANISATIONS:
            known = self.once(space, organisations_by_code)
            return known.get(key[0]) or organisation_id(key[0])
        return _derived_id(self.by.organisation_id, space, *key)

    def once(self, what: Any, look: Callable[[], Any]) -> Any:
        """The answer of `look`, asked only the first time for `what`."""
        if what not in self.found:
            self.found[what] = look()
        return self.found[what]


def new_rows(
    rows: Sequence[Row],
    before: Mapping[UUID, Model],
    content: Callable[[Row], Mapping[str, Any]],
) -> list[Row]:
    """The rows that are not on record; those that are, by row id in `before`, must say the same.

    `content` gives the values of a row by field. Raises `SentBefore` for the first that differs.
    """
    for number, row in enumerate(rows, 1):
        if earlier := before.get(row.id):
            said = content(row)
            differing = [name for name, value in said.items() if getattr(earlier, name) != value]
            if differing:
                what = earlier._meta.verbose_name
                raise SentBefore(what=what, fields=", ".join(differing), row=number, before=earlier)
    return [row for row in rows if row.id not in before]


@dataclass(frozen=True, slots=True)
class Register:
    """One sheet. `table` is where its rows' ids are found again; `write` takes rows in order.

    `check` answers (column, reason) for a row whose cells are right one by one and not together.
    `fields` maps names that refusals of the domain use to columns. Sheets with one `space` share
    their keys: no two parties have the same code, whichever sheet they stand on. `chain` names the
    column whose rows mean something only after one another, so one faulty row hides the later ones.
    `known` counts rows already on record where the table keeps them under other ids. Rows that are
    `is_elsewhere` belong to another organisation than the one that imports. A sheet that
    `is_one_act` is written by one call or not at all, never parted to find the faulty row. A sheet
    that is `part_of` another means nothing without it.
    """

    sheet: str
    about: str
    columns: tuple[Column, ...]
    space: str
    key: tuple[str, ...]
    table: type[Model]
    write: Callable[[Context, Sequence[Row]], None]
    check: Callable[[Mapping[str, Any]], tuple[str, str] | None] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    chain: str = ""
    known: Callable[[Context, Sequence[Row]], int] | None = None
    is_elsewhere: bool = False
    is_one_act: bool = False
    part_of: str = ""

    def column(self, name: str) -> Column | None:
        """The column of a name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)

    def on_record(self, context: Context, ids: Sequence[UUID]) -> set[UUID]:
        """Which of `ids` are rows of the table already."""
        rows = self.table._default_manager.filter(pk__any=ids)
        is_owned = any(each.name == "organisation" for each in self.table._meta.fields)
        if is_owned and not self.is_elsewhere:
            rows = rows.filter(organisation_id=context.by.organisation_id)
        return set(rows.values_list("pk", flat=True))

    def unchanged(self, context: Context, rows: Sequence[Row]) -> int:
        """How many of `rows` were imported before."""
        if self.known is not None:
            return self.known(context, rows)
        return len(self.on_record(context, [row.id for row in rows]))
