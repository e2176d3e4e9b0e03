"""Income poverty: how many are poor, how far below the line, and how unequally.

H is the headcount ratio, I the income-gap ratio of the poor, FGT(a) the mean of ((z - y) / z)^a
with nothing for who is not poor; FGT(0) is H and FGT(1) the poverty gap. Sen's index is
H [I + (1 - I) G], G being the Gini coefficient among the poor: the form for many poor.
Source: J. Foster, J. Greer and E. Thorbecke, "A class of decomposable poverty measures",
Econometrica 52(3), 1984; A. Sen, "Poverty: an ordinal approach to measurement", 44(2), 1976.
Income exactly on the line counts as poor, as CIBEST does; it adds to H and to no gap. Incomes
60, 80, 120, 140 against a line of 100: H = 0.5, I = 0.3, FGT(1) = 0.15, FGT(2) = 0.05, G = 1/14,
Sen = 0.175.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Household:
    """A household's income and line, both of a month in one currency; the line is above zero.

    `weight` is how many households (or people) it stands for.
    """

    income: Decimal
    line: Decimal
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Measures:
    """Poverty of `n` households, `poor` of them poor (both unweighted); ratios are weighted."""

    n: int
    poor: int
    headcount: Fraction
    income_gap: Fraction
    gap: Fraction
    squared_gap: Fraction
    gini: Fraction
    sen: Fraction


def is_poor(household: Household) -> bool:
    """Whether income is on the line or below it."""
    return household.income <= household.line


def measure(households: Sequence[Household]) -> Measures:
    """Measure the poverty of households, each against its own line; nothing for none."""
    whole = Fraction(sum(one.weight for one in households))
    # Incomes as parts of the line make households of different size comparable.
    poor = [
        (_part_of_line(one), Fraction(one.weight))
        for one in households
        if is_poor(one) and one.weight
    ]
    many = sum(weight for _, weight in poor)
    if not many:
        nothing = Fraction(0)
        return Measures(len(households), 0, *[nothing] * 6)
    headcount = many / whole
    gap = sum((1 - part) * weight for part, weight in poor)
    income_gap = gap / many
    gini = _gini(poor)
    return Measures(
        n=len(households),
        poor=len(poor),
        headcount=headcount,
        income_gap=income_gap,
        gap=gap / whole,
        squared_gap=sum((1 - part) ** 2 * weight for part, weight in poor) / whole,
        gini=gini,
        sen=headcount * (income_gap + (1 - income_gap) * gini),
    )


def household_line(per_capita: Decimal, mean_size: Decimal) -> int:
    """Return the line of a household from one per head: times the mean size of poor households.

    547,483 a head and 4.89 people (Banten, September 2021) make 2,677,192, as BPS published.
    """
    return int((per_capita * mean_size).quantize(Decimal(1), ROUND_HALF_UP))


def real(amount: Fraction, index: Decimal, base: Decimal) -> Fraction:
    """Return an amount at the prices of another month: 1,200 at an index of 120 is 1,000 at 100."""
    return amount * Fraction(base) / Fraction(index)


def _part_of_line(one: Household) -> Fraction:
    """What part of the line the income is; below nothing is nothing."""
    return max(Fraction(one.income), Fraction(0)) / Fraction(one.line)


def _gini(poor: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The Gini coefficient of weighted values: 0 when all have the same, or nobody anything."""
    many = sum(weight for _, weight in poor)
    total = sum(value * weight for value, weight in poor)
    if not total:
        return Fraction(0)
    # The Lorenz curve's area by trapezia, from the poorest up.
    below = area = Fraction(0)
    for value, weight in sorted(poor):
        area += weight * (2 * below + value * weight)
        below += value * weight
    return 1 - area / (many * total)
