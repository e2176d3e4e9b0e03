"""What may be told to the public of a programme, read from its tables: no person is named.

A donor is named only where it is a body, or gave by a grant agreement (CSR); money placed with
mitra is told for at least `suppression.THRESHOLD` of them at once, counts of mitra likewise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from klaster.domain.access.models import Organisation
from klaster.domain.places.models import Area
from klaster.domain.programme.models import BudgetLine, FundSource, Programme, Sector
from klaster.domain.registry.models import Party
from klaster.reports import run
from klaster.reports.iati.spans import Placed, Span, added, by_year, gathered
from klaster.reports.impact import programme_facts
from klaster.reports.report import Asked, Row
from klaster.rules.suppression import hidden_in_table

_SQL = Path(__file__).with_name("transactions.sql")
COUNTS = ("independent", "accompanied", "left")


@dataclass(frozen=True, slots=True)
class Transaction:
    """Rupiah that moved; `step` is incoming, disbursement or expenditure.

    `about` is the code of the fund source for what came in, the kind of budget for what was spent.
    """

    step: str
    about: str
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of mitra of a sector ("" is all of them) in one of `COUNTS`."""

    count: str
    sector: str
    mitra: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A programme on a day; `unplaced_rp` is budgeted for a time without an end, so not told."""

    programme: Programme
    organisation: Organisation
    on: date
    places: tuple[str, ...]  # the area and those it lies in, the smallest first
    sectors: tuple[Sector, ...]
    sources: tuple[FundSource, ...]
    budget: tuple[Span, ...]
    unplaced_rp: int
    transactions: tuple[Transaction, ...]
    counted: tuple[Counted, ...]
    groups: int
    cooperatives: int


def facts(programme: Programme, on: date) -> Facts:
    """Return all that is told of a programme as of a day."""
    own = {"organisation_id": programme.organisation_id, "programme_id": programme.id}
    spans, unplaced = _budget(programme)
    rows = run.run(
        programme_facts.REPORT,
        organisation=programme.organisation_id,
        on=on,
        given={"programme": programme.code},
    ).rows
    return Facts(
        programme=programme,
        organisation=Organisation.objects.get(id=programme.organisation_id),
        on=on,
        places=tuple(_places(programme.area)),
        sectors=tuple(Sector.objects.filter(**own).select_related("implementer").order_by("code")),
        sources=tuple(FundSource.objects.filter(**own).select_related("donor").order_by("code")),
        budget=tuple(added(spans)),
        unplaced_rp=unplaced,
        transactions=tuple(_transactions(programme, on)),
        counted=tuple(_counted(rows)),
        groups=sum(row["groups"] for row in rows),
        cooperatives=sum(row["cooperatives"] for row in rows),
    )


def donor(source: FundSource) -> str:
    """Who gave, where that may be told; "" where it may be a person."""
    if source.donor is not None:
        return source.donor.name if source.donor.kind == Party.Kind.BODY else ""
    return source.donor_name if source.restriction == FundSource.Restriction.CSR else ""


def _places(area: Area | None) -> Iterator[str]:
    while area is not None:
        yield area.name
        area = area.parent


def _budget(programme: Programme) -> tuple[list[Span], int]:
    """The budget by calendar year, and what has no end to spread it to."""
    spans: list[Span] = []
    unplaced = 0
    lines = BudgetLine.objects.filter(
        organisation_id=programme.organisation_id, programme_id=programme.id
    ).select_related("phase")
    for line in lines:
        first = line.phase.starts_on if line.phase else programme.starts_on
        last = (line.phase.ends_on if line.phase else None) or _end(programme)
        if last is None or last < first:
            unplaced += line.amount_rp
        else:
            spans += by_year(first, last, line.amount_rp)
    return spans, unplaced


def _end(programme: Programme) -> date | None:
    return programme.ends_on or programme.exited_on


def _transactions(programme: Programme, on: date) -> Iterator[Transaction]:
    asked = Asked(programme.organisation_id, on, {"programme": programme.id})
    placed: list[Placed] = []
    for row in run.select(_SQL, asked):
        if row["step"] == "disbursement":
            placed.append(Placed(row["last_on"], row["amount"], frozenset(row["parties"])))
        elif row["amount"]:
            yield Transaction(row["step"], row["about"], row["last_on"], row["amount"])
    for block in gathered(placed):
        if block.amount:
            yield Transaction("disbursement", "", block.on, block.amount)


def _counted(rows: tuple[Row, ...]) -> Iterator[Counted]:
    """Mitra of each sector and of all, without those whom a small number would point at."""
    if not rows:
        return
    table = [(row["independent"], row["mitra"] - row["independent"], row["left"]) for row in rows]
    hidden = hidden_in_table(table)
    totals = [sum(column) for column in zip(*table, strict=True)]
    for column, count in enumerate(COUNTS):
        if (len(rows), column) not in hidden:
            yield Counted(count, "", totals[column])
        for number, row in enumerate(rows):
            if (number, column) not in hidden:
                yield Counted(count, row["sector_name"], table[number][column])
