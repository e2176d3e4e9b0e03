"""The terms every contract kind carries, read from JSON; the reading itself is `rules/reading`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klaster.rules import amount, reading, settlement


@dataclass(frozen=True, slots=True)
class Common:
    """How amounts are rounded, how payments are put to rows, and who stands in for whom.

    `rounding` is in smallest steps. `allocation`: what a payment settles first within a row.
    `overpayment`: where money beyond the current row goes. `tanggung_renteng`: the group is
    jointly liable.
    """

    decimals: int = 0
    rounding: int = 1
    rounding_mode: str = amount.HALF_EVEN
    allocation: str = settlement.MARGIN_FIRST
    overpayment: str = settlement.NEXT
    tanggung_renteng: bool = False


def read_common(values: Mapping[str, Any]) -> Common:
    """`Common` from the keys of the same names; every one has a default."""
    decimals = reading.read_int(
        values, "decimals", least=0, most=amount.LARGEST_DECIMALS, default=0
    )
    return Common(
        decimals=decimals,
        rounding=reading.read_money(values, "rounding", decimals, least=1, default=10**decimals),
        rounding_mode=reading.read_choice(
            values, "rounding_mode", amount.ROUNDING_MODES, default=amount.HALF_EVEN
        ),
        allocation=reading.read_choice(
            values, "allocation", settlement.ALLOCATIONS, default=settlement.MARGIN_FIRST
        ),
        overpayment=reading.read_choice(
            values, "overpayment", settlement.OVERPAYMENTS, default=settlement.NEXT
        ),
        tanggung_renteng=reading.read_flag(values, "tanggung_renteng", default=False),
    )
