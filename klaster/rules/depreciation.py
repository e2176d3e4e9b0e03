"""Straight-line depreciation of what a cooperative owns: even parts, the last takes the remainder.

The first month is the one after the thing was acquired, as for shared assets of a programme.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from klaster.rules.amount import round_to
from klaster.rules.calendar import add_months


def worn(cost: int, residual: int, useful_months: int, months: int) -> int:
    """Rupiah worn off after `months` full months: 0 at first, `cost - residual` from the last on.

    Source: SAK EP, straight line. 1,000,000 with 100,000 left over after 7 months: 128,571 after
    one month, 257,143 after two, 900,000 after seven and ever after.
    """
    return round_to(Fraction((cost - residual) * min(months, useful_months), useful_months))


def by_month(
    cost: int, residual: int, useful_months: int, acquired: date
) -> Iterator[tuple[date, int]]:
    """The last day of every month of use and what wears off in it, months of nothing left out."""
    for month in range(1, useful_months + 1):
        part = worn(cost, residual, useful_months, month) - worn(
            cost, residual, useful_months, month - 1
        )
        if part:
            yield add_months(acquired, month, anchor_day=31), part
