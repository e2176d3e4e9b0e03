"""A programme as everyone may read it: no names of people, and nobody found among few.

What may be said is decided here; the public page shows it. A figure that is None is hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.reports.claims import claims
from klaster.reports.donor import deeds
from klaster.reports.impact import programme_facts
from klaster.reports.public import identity
from klaster.reports.report import Report, Row
from klaster.reports.run import run
from klaster.rules.suppression import THRESHOLD, hidden_in_table

# Columns of the reports that claims are held to which count no people and value nothing of theirs.
_ABOUT_NOBODY = {None, "groups", "cooperatives", "cooperative", "implementer", "handed_over_on"}
_FIGURES = {"mitra": "families", "independent": "independent", "rolled": "rolled"}
_PLAIN = {"column", "row", "rounded_to"}  # a claim of the day that the page speaks of


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector's families, those independent and those not yet, and the rupiah placed with them."""

    name: str
    implementer: str
    independent: int | None
    others: int | None
    families: int | None
    rolled: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What passed to a cooperative; no fair value is told where a sector's families are hidden."""

    number: str
    on: date
    place: str
    cooperative: str
    fair_value: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A published figure, what the records say ("" where they cannot), and whether they agree."""

    sentence: str
    published_in: str
    url: str
    records: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Public:
    """All that is said of a programme in public. `is_closed`: nothing that rolled is missing."""

    sectors: tuple[Sector, ...]
    whole: Sector
    steps: tuple[Row, ...]
    is_closed: bool
    deeds: tuple[Deed, ...]
    claims: tuple[Claim, ...]


def in_public(*, organisation: UUID, programme: str, on: date) -> Public:
    """Return what may be said of a programme (its code) as of a day."""

    def rows(report: Report) -> tuple[Row, ...]:
        given = {"programme": programme}
        return run(report, organisation=organisation, on=on, given=given).rows

    facts = rows(programme_facts.REPORT)
    *sectors, whole = _sectors(facts)
    steps = run(identity.REPORT, organisation=organisation, on=on, given={"programme": programme})
    is_of_few = any(sector.rolled is None for sector in sectors)
    told = {row["sector"]: said for row, said in zip(facts, sectors, strict=True)} | {None: whole}
    return Public(
        sectors=tuple(sectors),
        whole=whole,
        steps=steps.rows,
        is_closed=steps.agrees,
        deeds=tuple(_deed(row, is_of_few) for row in rows(deeds.REPORT)),
        claims=tuple(_claim(row) for row in rows(claims.REPORT) if _may_be_told(row, told)),
    )


def _sectors(facts: Sequence[Row]) -> list[Sector]:
    """The sectors and, last, all of them together."""
    cells = [(row["independent"], row["mitra"] - row["independent"]) for row in facts]
    hidden = hidden_in_table(cells)
    named = [(row["sector_name"], row["implementer"], row["rolled"]) for row in facts]
    named.append(("", "", sum(row["rolled"] for row in facts)))
    cells.append((sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)))
    said = []
    for n, ((name, implementer, rolled), cell) in enumerate(zip(named, cells, strict=True)):
        shown = [
            None if (n, column) in hidden else count
            for column, count in enumerate((*cell, sum(cell)))
        ]
        money = None if shown[2] is None else rolled
        said.append(Sector(name, implementer, shown[0], shown[1], shown[2], money))
    return said


def _deed(row: Row, is_of_few: bool) -> Deed:
    value = None if is_of_few else row["fair_value"]
    return Deed(row["number"], row["on"], row["place"], row["cooperative"], value)


def _may_be_told(row: Row, told: Mapping[str | None, Sector]) -> bool:
    """Whether a claim is about nobody, or held to a figure that the page itself tells.

    Any other would tell a hidden figure: by what the records say, or by agreeing with it.
    """
    given = row["parameters"]
    column, wanted = given.get("column"), given.get("row") or {}
    if column in _ABOUT_NOBODY:
        return True
    is_plain = row["report"] == programme_facts.REPORT.code and not set(given) - _PLAIN
    if not is_plain or set(wanted) - {"sector"} or _says_few(row["published"]):
        return False
    sector = told.get(wanted.get("sector"))
    figure = _FIGURES.get(column)
    return sector is not None and figure is not None and getattr(sector, figure) is not None


def _says_few(published: str) -> bool:
    return published.split(" ")[0] in {str(count) for count in range(1, THRESHOLD)}


def _claim(row: Row) -> Claim:
    return Claim(row["sentence"], row["published_in"], row["url"], row["records"], row["verdict"])
