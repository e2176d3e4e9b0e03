"""Amounts are exact: what cannot be said exactly is refused, what is shared adds up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules import amount
from klaster.rules.refusal import BadField

STEPS = st.integers(-amount.LARGEST, amount.LARGEST)


@pytest.mark.parametrize(
    ("value", "decimals", "steps"),
    [
        ("1500000", 0, 1500000),
        ("12.50", 2, 1250),
        ("12.5", 2, 1250),
        ("1000.00", 0, 1000),
        ("-0.05", 2, -5),
        (7, 2, 700),
        (Decimal("0.1"), 1, 1),
        ("999999999999999999", 0, amount.LARGEST),
    ],
)
def test_plain_numbers_are_read_exactly(value: object, decimals: int, steps: int) -> None:
    assert amount.to_steps(value, decimals) == steps


@pytest.mark.parametrize(
    "value",
    [
        "",
        " 1",
        "1 000",
        "1,000",
        "1.",
        ".5",
        "+5",
        "1e3",
        "1E400",
        "NaN",
        "Infinity",
        "-inf",
        "٣",
        "0x10",
        "1_000",
        "1\n",
        "1000000000000000000",
        "0.1234567890123456789",
        "9" * 5000,
        None,
        True,
        1.5,
        float("nan"),
        float("inf"),
        [],
        Decimal("NaN"),
        Decimal("1E+400"),
        Decimal("1E-400"),
        10**18,
    ],
)
def test_what_is_no_plain_number_is_refused_by_field(value: object) -> None:
    with pytest.raises(BadField) as refused:
        amount.to_steps(value, 6, "principal")
    assert refused.value.data["field"] == "principal"


@pytest.mark.parametrize("value", ["0." + "1" * 19, "1" * 19, Decimal("0." + "1" * 19)])
def test_more_than_eighteen_digits_are_refused(value: object) -> None:
    assert amount.to_decimal("0." + "1" * 18, "rate")
    with pytest.raises(BadField, match="18 angka"):
        amount.to_decimal(value, "rate")


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    with pytest.raises(BadField, match="paling banyak 0 angka"):
        amount.to_steps("10.5", 0)


@given(STEPS, st.integers(0, 6))
def test_text_and_steps_are_two_ways_of_saying_the_same(steps: int, decimals: int) -> None:
    assert amount.to_steps(amount.to_text(steps, decimals), decimals) == steps


@pytest.mark.parametrize(
    ("mode", "rounded"),
    [
        (amount.HALF_EVEN, [312, 314, -312, 312, 313]),
        (amount.HALF_UP, [313, 314, -313, 312, 313]),
        (amount.FLOOR, [312, 313, -313, 312, 312]),
        (amount.CEIL, [313, 314, -312, 313, 313]),
    ],
)
def test_each_rounding_mode_keeps_its_promise(mode: str, rounded: list[int]) -> None:
    values = [Fraction(x, 10) for x in (3125, 3135, -3125, 3124, 3126)]
    assert [amount.round_to(value, 1, mode) for value in values] == rounded


@given(st.fractions(-(10**9), 10**9), st.integers(1, 10**6), st.sampled_from(amount.ROUNDING_MODES))
def test_rounding_stays_within_one_unit(value: Fraction, unit: int, mode: str) -> None:
    rounded = amount.round_to(value, unit, mode)
    assert rounded % unit == 0
    bound = Fraction(unit, 2) if mode.startswith("half") else unit
    assert abs(rounded - value) <= bound


@given(STEPS, st.lists(st.integers(0, 10**12), min_size=1, max_size=50).filter(any))
def test_shares_add_up_and_stay_within_a_step_of_fair(total: int, weights: list[int]) -> None:
    shares = amount.share_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1


def test_largest_remainder_goes_first_then_order() -> None:
    assert amount.share_out(100, (1, 1, 1)) == (34, 33, 33)
    assert amount.share_out(10, (0, 1, 2)) == (0, 3, 7)
    assert amount.share_out(0, (0, 0)) == (0, 0)
    with pytest.raises(amount.NothingToShareBy):
        amount.share_out(1, (0, 0))
