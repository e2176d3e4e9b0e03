"""Amounts: text and `Decimal` at the edges, integers of a unit's smallest step inside.

The one place where a value is scaled, rounded or shared out; every rule and face uses it.
No float ever passes: a float has already lost what was meant.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from klaster.rules.refusal import BadField, Refused

LONGEST = 18  # digits; one less than what the ledger's bigint holds
LARGEST = 10**LONGEST - 1
LARGEST_DECIMALS = 6

HALF_EVEN, HALF_UP, FLOOR, CEIL = "half_even", "half_up", "floor", "ceil"
ROUNDING_MODES = (HALF_EVEN, HALF_UP, FLOOR, CEIL)

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


class NothingToShareBy(Refused):
    """A total is to be shared, and every weight is zero."""

    code = "nothing_to_share_by"
    message = "Tidak ada dasar pembagian: semua bobot nol. Periksa data dasar pembagiannya."


def to_decimal(value: object, field: str) -> Decimal:
    """Plain number from text, int or Decimal: no float, exponent, NaN, or more than 18 digits."""
    if isinstance(value, Decimal):
        # Bounded before it is spelled out: 1E+400 would become 400 digits.
        if not value.is_finite() or value.adjusted() >= LONGEST or len(value.as_tuple()[1]) > 40:
            raise BadField(field=field, reason="bukan angka yang wajar")
        value = format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > LARGEST:
            raise BadField(field=field, reason="lebih dari {most} angka", most=LONGEST)
        return Decimal(value)
    if not isinstance(value, str):
        raise BadField(field=field, reason='harus berupa angka dalam teks, misalnya "1500000"')
    if len(value) > 2 * LONGEST:
        raise BadField(field=field, reason="lebih dari {most} angka", most=LONGEST)
    if not _PLAIN_NUMBER.fullmatch(value):
        raise BadField(field=field, reason='bukan angka; tulis misalnya "1500000" atau "12.5"')
    number = Decimal(value)
    if number.adjusted() >= LONGEST or len(number.as_tuple()[1]) > LONGEST:
        raise BadField(field=field, reason="lebih dari {most} angka", most=LONGEST)
    return number


def to_steps(value: object, decimals: int = 0, field: str = "amount") -> int:
    """`value` in smallest steps: `to_steps("12.50", 2)` is 1250; finer than a step is refused."""
    number = to_decimal(value, field) * 10**decimals
    steps = int(number)
    if steps != number:
        raise BadField(
            field=field, reason="paling banyak {decimals} angka di belakang koma", decimals=decimals
        )
    if abs(steps) > LARGEST:
        raise BadField(field=field, reason="lebih dari {most} angka", most=LONGEST)
    return steps


def to_text(steps: int, decimals: int = 0) -> str:
    """Plain text of `steps`, always with all `decimals`: `to_text(1250, 2)` is "12.50"."""
    if not decimals:
        return str(steps)
    whole, rest = divmod(abs(steps), 10**decimals)
    return f"{'-' if steps < 0 else ''}{whole}.{rest:0{decimals}d}"


def round_to(value: Fraction | int, unit: int = 1, mode: str = HALF_EVEN) -> int:
    """The multiple of `unit` nearest to `value` (in steps) under the named mode.

    `round_to(Fraction(625, 2), 1)` is 312 (half to even), with `half_up` 313.
    Half up means away from zero, floor and ceil mean down and up the number line.
    """
    scaled = Fraction(value) / unit
    below = scaled.numerator // scaled.denominator
    if mode == FLOOR:
        return below * unit
    if mode == CEIL:
        return (below + (below != scaled)) * unit
    twice_rest = 2 * (scaled - below)
    if twice_rest != 1:
        return (below + (twice_rest > 1)) * unit
    upward = scaled > 0 if mode == HALF_UP else below % 2 == 1
    return (below + upward) * unit


def share_out(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` shared by `weights` (>= 0) with nothing lost: largest remainder, earlier first.

    `share_out(100, (1, 1, 1))` is (34, 33, 33). A zero weight gets nothing.
    Raises `NothingToShareBy` when all weights are zero and there is something to share.
    """
    assert all(weight >= 0 for weight in weights), "a weight is not negative"
    if total < 0:
        return tuple(-share for share in share_out(-total, weights))
    sum_of_weights = sum(weights)
    if not sum_of_weights:
        if total:
            raise NothingToShareBy
        return (0,) * len(weights)
    parts = [divmod(total * weight, sum_of_weights) for weight in weights]
    shares = [share for share, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return tuple(shares)
