"""Sharing out the surplus (SHU): pots by percent, then the members' pots by savings and by usage.

`member = Va/VUK × JUA + Sa/TMS × JMA`: Va and Sa are a member's usage and savings, VUK and TMS the
denominators, JUA and JMA the two pots that go to members. By UU 25/1992 art. 45 the meeting decides
the pots and members share by what they did with the cooperative. A loss is never shared out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from klaster.rules import reading
from klaster.rules.amount import share_out
from klaster.rules.refusal import BadField, Refused

LARGEST_REMAINDER, FLOOR = "largest_remainder", "floor"
ROUNDINGS = (LARGEST_REMAINDER, FLOOR)


class PotsNotWhole(Refused):
    """The percents of a policy do not make one hundred."""

    code = "pots_not_whole"
    message = (
        "Bagian pots berjumlah {total} %, seharusnya tepat 100 %. Perbaiki keputusan pembagiannya."
    )


@dataclass(frozen=True, slots=True)
class Policy:
    """How a meeting shares the surplus.

    `pots` are percents in the order of the decision; `capital_pot` and `usage_pot` name the two
    that go to members, by savings of the kinds in `savings_base` and by usage. A denominator is
    None for the sum of the members given, or a total in rupiah that may exceed it: what falls to
    the difference stays undistributed. `remainder_to` takes what rounding leaves.
    """

    pots: Mapping[str, Decimal]
    capital_pot: str
    usage_pot: str
    savings_base: tuple[str, ...]
    remainder_to: str
    usage_denominator: int | None = None
    savings_denominator: int | None = None
    rounding: str = LARGEST_REMAINDER


@dataclass(frozen=True, slots=True)
class Basis:
    """What one member's share follows from; rupiah, not negative."""

    member: str
    savings: int
    usage: int


@dataclass(frozen=True, slots=True)
class MemberShare:
    """A member's part of both pots, in rupiah, and as it was before rounding."""

    member: str
    capital: int
    usage: int
    capital_exact: Fraction
    usage_exact: Fraction

    @property
    def total(self) -> int:
        """Both parts."""
        return self.capital + self.usage


@dataclass(frozen=True, slots=True)
class Sharing:
    """The surplus shared out: Σ members + Σ pots + undistributed = surplus.

    `pots` leaves out the two that went to members.
    """

    surplus: int
    pots: Mapping[str, int]
    members: tuple[MemberShare, ...]
    undistributed: int


def require_sound(policy: Policy) -> None:
    """Refuse a policy that cannot be carried out: `PotsNotWhole`, or `BadField` by its key."""
    for name, percent in policy.pots.items():
        if percent < 0:
            raise BadField(field=f"pots.{name}", reason="tidak boleh negatif")
    total = sum(policy.pots.values(), Decimal(0))
    if total != 100:
        raise PotsNotWhole(total=f"{total.normalize():f}")
    for key, pot in (
        ("capital_pot", policy.capital_pot),
        ("usage_pot", policy.usage_pot),
        ("remainder_to", policy.remainder_to),
    ):
        if pot not in policy.pots:
            raise BadField(field=key, reason="{pot} tidak ada di pots", pot=pot)
    if policy.capital_pot == policy.usage_pot:
        raise BadField(field="usage_pot", reason="harus berbeda dari capital_pot")
    if policy.remainder_to in (policy.capital_pot, policy.usage_pot):
        raise BadField(field="remainder_to", reason="harus bagian yang bukan untuk anggota")


def share(surplus: int, policy: Policy, members: Sequence[Basis]) -> Sharing:
    """Share `surplus` rupiah out.

    SHU 60,000,000 with 25 % by usage and 20 % by savings: a member with 5,000,000 of 75,000,000
    usage and 2,000,000 of 100,000,000 savings gets 1,000,000 + 240,000.
    """
    require_sound(policy)
    if surplus <= 0:
        nothing = tuple(
            MemberShare(each.member, 0, 0, Fraction(0), Fraction(0)) for each in members
        )
        return Sharing(surplus, dict.fromkeys(_own_pots(policy), 0), nothing, surplus)
    pots = _pots(surplus, policy)
    with reading.within("savings_denominator"):
        by_savings = _among(
            pots.pop(policy.capital_pot),
            surplus * Fraction(policy.pots[policy.capital_pot]) / 100,
            [each.savings for each in members],
            policy.savings_denominator,
            policy.rounding,
        )
    with reading.within("usage_denominator"):
        by_usage = _among(
            pots.pop(policy.usage_pot),
            surplus * Fraction(policy.pots[policy.usage_pot]) / 100,
            [each.usage for each in members],
            policy.usage_denominator,
            policy.rounding,
        )
    pots[policy.remainder_to] += by_savings.remainder + by_usage.remainder
    shares = tuple(
        MemberShare(
            each.member,
            by_savings.shares[i],
            by_usage.shares[i],
            by_savings.exact[i],
            by_usage.exact[i],
        )
        for i, each in enumerate(members)
    )
    return Sharing(surplus, pots, shares, by_savings.left + by_usage.left)


@dataclass(frozen=True, slots=True)
class _Shared:
    """A pot shared: by member, what rounding left, and what fell to nobody given."""

    shares: Sequence[int]
    exact: Sequence[Fraction]
    remainder: int
    left: int


def _own_pots(policy: Policy) -> list[str]:
    return [name for name in policy.pots if name not in (policy.capital_pot, policy.usage_pot)]


def _pots(surplus: int, policy: Policy) -> dict[str, int]:
    """Rupiah by pot; what rounding leaves is spread or goes to the pot named for it."""
    if policy.rounding == LARGEST_REMAINDER:
        scale = max(-int(percent.as_tuple().exponent) for percent in policy.pots.values())
        weights = [int(percent.scaleb(max(scale, 0))) for percent in policy.pots.values()]
        return dict(zip(policy.pots, share_out(surplus, weights), strict=True))
    pots = {name: int(surplus * Fraction(part) / 100) for name, part in policy.pots.items()}
    pots[policy.remainder_to] += surplus - sum(pots.values())
    return pots


def _among(
    pot: int, unrounded: Fraction, weights: Sequence[int], total: int | None, rounding: str
) -> _Shared:
    """Share a pot by `weights`; a `total` beyond their sum stands for all who are not given."""
    given = sum(weights)
    whole = given if total is None else total
    if whole < given:
        raise BadField(
            field="total", reason="lebih kecil dari jumlah anggota ({given})", given=given
        )
    if not whole:
        return _Shared([0] * len(weights), [Fraction(0)] * len(weights), 0, pot)
    exact = [unrounded * weight / whole for weight in weights]
    if rounding == LARGEST_REMAINDER:
        *shares, left = share_out(pot, [*weights, whole - given])
        return _Shared(shares, exact, 0, left)
    shares = [pot * weight // whole for weight in weights]
    left = pot * (whole - given) // whole
    return _Shared(shares, exact, pot - sum(shares) - left, left)
