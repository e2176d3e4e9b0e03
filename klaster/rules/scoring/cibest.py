"""CIBEST: households by whether their material and their spiritual needs are met.

Source: I. S. Beik and L. D. Arsyianti, "Construction of CIBEST Model as Measurement of Poverty and
Welfare Indices from Islamic Perspective", Al-Iqtishad 7(1), 2015, doi 10.15408/aiq.v7i1.1361. The
quadrants go by name, because sources number them differently. Of 71 households of which 46 have
enough and 25 are only materially poor: W = 46/71 = 0.6479, Pm = 25/71 = 0.3521, Ps = Pa = 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

VARIABLES = 5  # prayer, fasting, zakat and infaq, household environment, government policy
LOWEST, HIGHEST = 1, 5
ENOUGH = 3  # a mean above this is spiritually sufficient; exactly this is not


class Quadrant(StrEnum):
    """Where a household stands."""

    WELFARE = "welfare"
    MATERIAL_POVERTY = "material_poverty"
    SPIRITUAL_POVERTY = "spiritual_poverty"
    ABSOLUTE_POVERTY = "absolute_poverty"


INDICES: Mapping[Quadrant, str] = {
    Quadrant.WELFARE: "W",
    Quadrant.MATERIAL_POVERTY: "Pm",
    Quadrant.SPIRITUAL_POVERTY: "Ps",
    Quadrant.ABSOLUTE_POVERTY: "Pa",
}


@dataclass(frozen=True, slots=True)
class Household:
    """A household's welfare aggregate and its line, both of a month in one currency.

    `spiritual` are the five variables, each 1 to 5; `weight` is how many households it stands for.
    """

    income: Decimal
    line: Decimal
    spiritual: tuple[Decimal, ...]
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Counted:
    """Households by quadrant (weighted); `n` is how many were counted, unweighted."""

    n: int
    counts: Mapping[Quadrant, Decimal]

    @property
    def indices(self) -> dict[Quadrant, Fraction]:
        """Each quadrant's part of all households; all zero where there are none."""
        whole = sum(self.counts.values())
        return {
            name: Fraction(count) / Fraction(whole) if whole else Fraction(0)
            for name, count in self.counts.items()
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one index: shares of all, the points between them, the relative change.

    `points` are percentage points, `relative` per cent of what it was (None where it was zero).
    19 of 71 and then 46 of 71: 38.03 points, and 142.11 % more.
    """

    before: Fraction
    after: Fraction

    @property
    def points(self) -> Fraction:
        """After less before, in percentage points."""
        return 100 * (self.after - self.before)

    @property
    def relative(self) -> Fraction | None:
        """The change in per cent of what it was before."""
        return 100 * (self.after - self.before) / self.before if self.before else None


def quadrant(household: Household) -> Quadrant:
    """Say where a household stands: exactly on the line is poor, exactly 3 is spiritually poor."""
    has_enough = household.income > household.line
    is_devout = sum(household.spiritual) > ENOUGH * len(household.spiritual)
    if has_enough:
        return Quadrant.WELFARE if is_devout else Quadrant.SPIRITUAL_POVERTY
    return Quadrant.MATERIAL_POVERTY if is_devout else Quadrant.ABSOLUTE_POVERTY


def count(households: Iterable[Household]) -> Counted:
    """Count households by quadrant."""
    counts = dict.fromkeys(Quadrant, Decimal(0))
    n = 0
    for household in households:
        counts[quadrant(household)] += household.weight
        n += 1
    return Counted(n, counts)


def change(before: Counted, after: Counted) -> dict[Quadrant, Change]:
    """Compare two counts, quadrant by quadrant."""
    then, now = before.indices, after.indices
    return {name: Change(then[name], now[name]) for name in Quadrant}
