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

# What only lowers another role's value leaves against that role, not against the distribution.
_LOWERS = {"deferred_margin": "receivable", "accumulated_depreciation": "managed_asset"}


@dataclass(frozen=True, slots=True)
class Holding:
    """What one role of a contract holds: debits less credits, in the unit's smallest step."""

    role: str
    unit: str
    amount: int


def hand_over(holdings: Iterable[Holding]) -> tuple[Transfer, ...]:
    """Bring every holding to zero: rupiah is distributed, head and kilograms leave the book.

    A barn of 48,000,000 of which 18,000,000 is worn is distributed at 30,000,000: the wear is set
    off against the asset. So is margin not yet earned against its receivable.
    """
    return _moves(holdings, GIVEN, GIVEN_IN_KIND, arrives=False)


def take_over(holdings: Iterable[Holding], against: str) -> tuple[Transfer, ...]:
    """Set every holding up as it was, rupiah against the role that the deed's policy names.

    `against` is `donated_capital`, `conditional_liability` or `savings_special`.
    """
    return _moves(holdings, against, RECEIVED_IN_KIND, arrives=True)


def value(holdings: Iterable[Holding]) -> int:
    """Rupiah that the holdings carry, contra accounts taken off."""
    return sum(one.amount for one in holdings if one.unit == RUPIAH)


def _moves(
    holdings: Iterable[Holding], rupiah: str, in_kind: str, *, arrives: bool
) -> tuple[Transfer, ...]:
    """Each holding against its counterpart; what lowers a role is first set off against that."""
    held = [one for one in holdings if one.amount]
    rest = {one.role: one.amount for one in held if one.unit == RUPIAH}
    transfers = []
    for one in held:
        role = _LOWERS.get(one.role, "")
        set_off = min(max(0, -one.amount), max(0, rest.get(role, 0)))
        if one.unit == RUPIAH and set_off:
            rest[one.role] += set_off
            rest[role] -= set_off
            transfers.append(_moved(Holding(one.role, RUPIAH, -set_off), role, arrives=arrives))
    for one in held:
        if one.unit != RUPIAH:
            transfers.append(_moved(one, in_kind, arrives=arrives))
        elif rest[one.role]:
            left = Holding(one.role, RUPIAH, rest[one.role])
            transfers.append(_moved(left, rupiah, arrives=arrives))
    return tuple(transfers)


def _moved(one: Holding, against: str, *, arrives: bool) -> Transfer:
    """What one role's balance moves; `arrives`: it is set up, else brought to zero."""
    is_debit = (one.amount > 0) == arrives
    debit, credit = (one.role, against) if is_debit else (against, one.role)
    return Transfer(debit, credit, abs(one.amount), one.unit)
