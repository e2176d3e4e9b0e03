"""What a report is: what it answers, what may be asked of it, its columns, and its check.

A report is a module with a `.sql` of the same name beside it (one select) and a `.check.sql`
(the same figures by another way through the ledger). `run` runs it, `render` shows it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

Row = dict[str, Any]
Words = str | Promise  # said in the reader's language when it is shown
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Kind(StrEnum):
    """How a value is written, aligned and added up; amounts are in the smallest step."""

    TEXT = "text"
    RUPIAH = "rupiah"
    COUNT = "count"
    HEAD = "head"
    KG = "kg"
    PERCENT = "percent"
    RATIO = "ratio"
    DATE = "date"
    ID = "id"  # carried for links, not shown

    @property
    def is_number(self) -> bool:
        """True for what is aligned right and may be added up."""
        return self not in (Kind.TEXT, Kind.DATE, Kind.ID)


@dataclass(frozen=True, slots=True)
class Opens:
    """The report that shows the records behind a figure: its code, and parameter → column."""

    report: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in the order of the select; `labels` say stored codes in words."""

    name: str
    title: Words
    kind: Kind = Kind.TEXT
    total: bool = False
    labels: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    opens: Opens | None = None


class Default(StrEnum):
    """What a parameter is when it is not given: the day of asking, or everything."""

    ON = "on"
    ALL = "all"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that may be asked; of kind TEXT or DATE. A text as default is taken as it is."""

    name: str
    title: Words
    kind: Kind = Kind.TEXT
    default: Default | str = Default.ALL


Figures = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Check:
    """What proves the report: `figures(rows)` must equal the rows (key, figure) of `.check.sql`.

    `sentence` says what is compared with what.
    """

    sentence: Words
    figures: Callable[[Sequence[Row]], Figures]
    kind: Kind = Kind.RUPIAH


def added(column: str, by: str | None = None) -> Callable[[Sequence[Row]], Figures]:
    """The sum of a column, whole (key "") or for each value of the column `by`."""

    def figures(rows: Sequence[Row]) -> Figures:
        sums: dict[str, int] = {}
        for row in rows:
            key = "" if by is None else str(row[by])
            sums[key] = sums.get(key, 0) + (row[column] or 0)
        return sums

    return figures


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: of which organisation, on which day, with which parameters (none missing)."""

    organisation: UUID
    on: date
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the catalogue.

    `grain` says what one row is and `source` where it was read; both are printed under it.
    `totals_by` names the column whose values may not be added together (units). `finish` adds
    to the rows what SQL does not know: the rules. `is_spiritual` reports speak of worship and
    belief; only the roles of `access.policy.SPIRITUAL` see them.
    """

    code: str
    title: Words
    answers: Words
    sql: Path
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    grain: Words
    source: Words
    check: Check
    totals_by: str | None = None
    finish: Callable[[Asked, list[Row]], list[Row]] | None = None
    is_spiritual: bool = False

    @property
    def check_sql(self) -> Path:
        """The file of the check."""
        return self.sql.with_suffix(".check.sql")

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns a reader sees."""
        return tuple(column for column in self.columns if column.kind is not Kind.ID)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of the report against the same figure by the other way."""

    key: str
    reported: int
    ledger: int

    @property
    def difference(self) -> int:
        """Zero when they agree."""
        return self.reported - self.ledger


@dataclass(frozen=True, slots=True)
class Result:
    """A report as it came out: rows by column name, totals, and its check."""

    report: Report
    asked: Asked
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    check: tuple[Compared, ...] = field(default=())

    @property
    def agrees(self) -> bool:
        """True when the report reconciles."""
        return all(not each.difference for each in self.check)


def totals(report: Report, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of sums, one for each value of `totals_by`; none where no column is added up."""
    summed = [column.name for column in report.columns if column.total]
    sums: dict[Any, Row] = {}
    for row in rows:
        key = row[report.totals_by] if report.totals_by else None
        total = sums.setdefault(key, dict.fromkeys((c.name for c in report.columns), None))
        if report.totals_by:
            total[report.totals_by] = key
        for name in summed:
            total[name] = (total[name] or 0) + (row[name] or 0)
    return tuple(sums.values()) if summed else ()
