"""Asset reform of one contract: all that it holds leaves one book and arrives in another.

The same for every kind, because it moves balances and not obligations: what the contract owes is
unchanged, only to whom. The two events, `handed_over` and `taken_over`, are therefore not part of
any kind; the kind's own history goes on in the receiving book as if nothing had happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from klaster.rules.entry import RUPIAH, Transfer

HANDED_OVER = "handed_over"
TAKEN_OVER = "taken_over"
EVENTS = (HANDED_OVER, TAKEN_OVER)

GIVEN = "asset_reform"  # the fund's distribution to the cooperative
GIVEN_IN_KIND = "handed_over"
RECEIVED_IN_KIND = "received_over"


@dataclass(frozen=True, slots=True)
class Holding:
    """What one role of a contract holds: debits less credits, in the unit's smallest step."""

    role: str
    unit: str
    amount: int


def hand_over(holdings: Iterable[Holding]) -> tuple[Transfer, ...]:
    """Bring every holding to zero: rupiah is distributed, head and kilograms leave the book.

    A receivable of 1,200 gross with 200 margin not yet earned is distributed at 1,000: the margin
    leaves with the claim (ledger.md, starting states A and B).
    """
    return tuple(
        _moved(one, GIVEN if one.unit == RUPIAH else GIVEN_IN_KIND, arrives=False)
        for one in holdings
        if one.amount
    )


def take_over(holdings: Iterable[Holding], against: str) -> tuple[Transfer, ...]:
    """Set every holding up as it was, rupiah against the role that the deed's policy names.

    `against` is `donated_capital`, `conditional_liability` or `savings_special`.
    """
    return tuple(
        _moved(one, against if one.unit == RUPIAH else RECEIVED_IN_KIND, arrives=True)
        for one in holdings
        if one.amount
    )


def value(holdings: Iterable[Holding]) -> int:
    """Rupiah that the holdings carry, contra accounts taken off."""
    return sum(one.amount for one in holdings if one.unit == RUPIAH)


def _moved(one: Holding, against: str, *, arrives: bool) -> Transfer:
    is_debit = (one.amount > 0) == arrives
    debit, credit = (one.role, against) if is_debit else (against, one.role)
    return Transfer(debit, credit, abs(one.amount), one.unit)
