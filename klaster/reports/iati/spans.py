"""Amounts by year and by month as they may be published: a budget's years, months with few people.

Pure functions; no database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from klaster.rules.suppression import THRESHOLD


@dataclass(frozen=True, slots=True)
class Span:
    """Whole rupiah planned from `first` to `last`, both included, within one calendar year."""

    first: date
    last: date
    amount: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Whole rupiah placed with `parties` in the time until `on`, the day of the last placing."""

    on: date
    amount: int
    parties: frozenset[UUID]


def by_year(first: date, last: date, amount: int) -> list[Span]:
    """An amount spread evenly over its days, by calendar year: IATI takes no budget of over a year.

    100 from 2011-12-31 to 2012-01-03 is 25 and 75. The parts add up to the amount.
    """
    days = (last - first).days + 1
    spans: list[Span] = []
    given, start = 0, first
    while start <= last:
        end = min(last, date(start.year, 12, 31))
        until = amount * ((end - first).days + 1) // days
        spans.append(Span(start, end, until - given))
        given, start = until, end + timedelta(days=1)
    return spans


def added(spans: Iterable[Span]) -> list[Span]:
    """Spans of one year made one, from the first day to the last, in order."""
    years: dict[int, Span] = {}
    for span in spans:
        there = years.get(span.first.year, Span(span.first, span.last, 0))
        years[span.first.year] = Span(
            min(there.first, span.first),
            max(there.last, span.last),
            there.amount + span.amount,
        )
    return [years[year] for year in sorted(years)]


def gathered(months: Sequence[Placed]) -> list[Placed]:
    """Months in order, made one with the next until at least `THRESHOLD` mitra stand behind each.

    What is left at the end joins the last one; of fewer mitra in all, nothing is told. Months of 3,
    2, 6 and 1 others are two: the first two together, and the last two.
    """
    blocks: list[Placed] = []
    is_open = False
    for month in months:
        if is_open:
            blocks[-1] = _joined(blocks[-1], month)
        else:
            blocks.append(month)
        is_open = len(blocks[-1].parties) < THRESHOLD
    if is_open and len(blocks) > 1:
        rest = blocks.pop()
        blocks[-1] = _joined(blocks[-1], rest)
        is_open = False
    return [] if is_open else blocks


def _joined(one: Placed, other: Placed) -> Placed:
    return Placed(other.on, one.amount + other.amount, one.parties | other.parties)
