"""What a cooperative sets aside for financing that may not come back, by collectability class.

The percentages are a policy, not the weights of a health rating: two tables that are often mixed
up. SAK EP asks for evidence of loss; which table is used is a dated choice (`rules.choices`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from klaster.rules.ageing import CURRENT, DOUBTFUL, LOSS, SUBSTANDARD


@dataclass(frozen=True, slots=True)
class Table:
    """Percent of the balance to set aside, by class, with its source."""

    code: str
    source: str
    percent: Mapping[str, Fraction]


# 0.5 % for current financing is a bank rule (BPR) that many BMT follow; unverified for KSPPS.
PPAP = Table(
    "ppap",
    "PPAP yang lazim dipakai BMT, mengikuti BPR",
    {
        CURRENT: Fraction(1, 2),
        SUBSTANDARD: Fraction(10),
        DOUBTFUL: Fraction(50),
        LOSS: Fraction(100),
    },
)
NONE = Table("none", "Tanpa penyisihan", {})

TABLES = {table.code: table for table in (PPAP, NONE)}


def required(table: Table, balances: Mapping[str, int]) -> int:
    """Rupiah to have set aside for balances by class, rounded up.

    Under PPAP 1,000,000 current and 200,000 doubtful: 5,000 + 100,000.
    """
    exact = sum(
        (
            balance * table.percent.get(name, Fraction(0)) / 100
            for name, balance in balances.items()
        ),
        start=Fraction(0),
    )
    return -(-exact.numerator // exact.denominator)
