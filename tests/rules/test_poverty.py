"""Income poverty: a case worked by hand, the bounds, and what must not change the answer."""

import csv
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.scoring import poverty
from klaster.rules.scoring.poverty import Household, Measures, measure


def households(*incomes: int, line: int = 100) -> list[Household]:
    return [Household(Decimal(income), Decimal(line)) for income in incomes]


def test_four_households_worked_by_hand():
    """Gaps of 40 and 20 of 100: I = 0.3, squares 0.16 + 0.04; G of 60 and 80 is 20 / (2 × 140)."""
    assert measure(households(60, 80, 120, 140)) == Measures(
        n=4, poor=2,
        headcount=Fraction(1, 2), income_gap=Fraction(3, 10), gap=Fraction(3, 20),
        squared_gap=Fraction(1, 20), gini=Fraction(1, 14), sen=Fraction(7, 40),
    )  # fmt: skip


def test_exactly_on_the_line_is_poor_and_has_no_gap():
    found = measure(households(100, 101))
    assert (found.poor, found.headcount, found.gap) == (1, Fraction(1, 2), 0)


def test_each_household_is_held_against_its_own_line():
    mixed = households(60, line=100) + households(120, line=200)
    assert measure(mixed).income_gap == Fraction(4, 10)


def test_nobody_asked_and_nobody_poor_are_not_an_error():
    assert measure([]).headcount == 0
    assert measure(households(101, 102)).sen == 0


def test_the_real_income_of_a_month_is_told_at_the_prices_of_another():
    assert poverty.real(Fraction(1_200), Decimal(120), Decimal(100)) == 1_000


def test_the_published_line_of_a_household_comes_back():
    folder = os.environ.get("KLASTER_FACTS_DIR")
    if not folder:
        pytest.skip("KLASTER_FACTS_DIR names no folder of published facts")
    with (Path(folder) / "household_poverty_line.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            line = poverty.household_line(
                Decimal(row["gk_per_capita_month"]), Decimal(row["mean_poor_hh_size"])
            )
            assert line == int(row["expected_gk_household_published"])


some = st.lists(
    st.builds(
        Household,
        st.integers(0, 300).map(Decimal),
        st.integers(50, 200).map(Decimal),
        st.integers(1, 5).map(Decimal),
    ),
    min_size=1,
    max_size=25,
)


@given(some)
def test_the_measures_keep_their_order_and_bounds(asked):
    found = measure(asked)
    assert 0 <= found.squared_gap <= found.gap <= found.headcount <= 1
    assert found.gap == found.headcount * found.income_gap
    assert 0 <= found.gini < 1
    assert found.gap <= found.sen <= found.headcount


@given(some, some)
def test_headcount_and_gaps_add_up_over_groups(first, second):
    def weight(asked):
        return Fraction(sum(each.weight for each in asked))

    both, one, other = measure(first + second), measure(first), measure(second)
    for name in ("headcount", "gap", "squared_gap"):
        parts = getattr(one, name) * weight(first) + getattr(other, name) * weight(second)
        assert getattr(both, name) * weight(first + second) == parts


@given(some)
def test_a_weight_is_so_many_households(asked):
    told_one_by_one = [
        Household(each.income, each.line) for each in asked for _ in range(int(each.weight))
    ]
    found, again = measure(asked), measure(told_one_by_one)
    assert (found.headcount, found.gap, found.squared_gap, found.gini, found.sen) == (
        again.headcount, again.gap, again.squared_gap, again.gini, again.sen,
    )  # fmt: skip
