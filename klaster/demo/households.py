"""Households over the years: how many eat at the table, what comes in, what is owned. Made up.

Most grow, some stand still, a few fall back; whoever is held back at the exit stays below the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from klaster.demo.cast import EXIT, START, Mitra, is_held

# What a household needs in a month (rupiah) from a day on; an illustration, not a survey's result.
NEEDS: tuple[tuple[date, int], ...] = (
    (date(2011, 1, 1), 1_250_000),
    (date(2012, 1, 1), 1_330_000),
    (date(2013, 1, 1), 1_420_000),
    (date(2014, 1, 1), 1_530_000),
    (date(2015, 1, 1), 1_640_000),
    (date(2016, 1, 1), 1_720_000),
    (date(2017, 1, 1), 1_800_000),
)
# Prices of January of each year, 2011 = 100; an illustration, not the index of BPS.
PRICES = {2011: 100.0, 2012: 104.5, 2013: 110.0, 2014: 118.5, 2015: 126.0, 2016: 130.5, 2017: 135.0}
FIRST_INCOME = {
    "pertanian": (620_000, 1_350_000), "peternakan": (560_000, 1_250_000),
    "umkm": (680_000, 1_500_000),
}  # fmt: skip
STEP = 10_000
YEARS_TO_EXIT = (EXIT - START).days / 365


@dataclass(frozen=True, slots=True)
class Household:
    """A mitra's household: its size, first income a month, and how income grows until the exit."""

    mitra: Mitra
    size: int
    first: int
    growth: float
    afterwards: float

    def income(self, chance: Random, on: date) -> int:
        """Rupiah a month on a day, to the nearest 10,000, never the same year after year."""
        years = (on - START).days / 365
        grown = self.growth ** (min(years, YEARS_TO_EXIT) / YEARS_TO_EXIT)
        later = self.afterwards ** max(years - YEARS_TO_EXIT, 0)
        return rounded(self.first * grown * later * chance.uniform(0.92, 1.08))


def household(chance: Random, one: Mitra) -> Household:
    """One mitra's household."""
    first = chance.randrange(*FIRST_INCOME[one.sector], STEP)
    growth = chance.choice((0.95, 1.3, 1.6, 1.8, 2.0, 2.1, 2.3, 2.6, 3.0))
    if is_held(one):
        first, growth = min(first, 900_000), chance.uniform(0.95, 1.4)
    afterwards = chance.choice((0.94, 1.0, 1.04, 1.06, 1.08))
    return Household(one, chance.choice((2, 3, 3, 4, 4, 4, 5, 5, 6, 7)), first, growth, afterwards)


def rounded(amount: float) -> int:
    """Rupiah as people say them: to the nearest 10,000."""
    return round(amount / STEP) * STEP


def price_indices() -> Iterator[tuple[date, float]]:
    """Every month's index, in even steps from January to January, as long as that is known."""
    for year in list(PRICES)[:-1]:
        step = (PRICES[year + 1] - PRICES[year]) / 12
        for month in range(12):
            yield date(year, month + 1, 1), round(PRICES[year] + step * month, 2)
    for month in range(1, 7):
        yield date(2017, month, 1), round(PRICES[2017] + 0.35 * (month - 1), 2)
