"""A plan returns what was given to the last step, and no row is absurd."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaster.rules import schedule
from klaster.rules.amount import ROUNDING_MODES, round_to
from klaster.rules.calendar import Timing
from klaster.rules.contracts import KINDS
from klaster.rules.instalment import Instalment
from klaster.rules.refusal import BadField
from klaster.rules.schedule import Plan

START = date(2012, 1, 31)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, int, str]:
    """Any plan that terms may name, its rounding unit and its rounding mode."""
    instalments = draw(st.integers(1, 60))
    principal = draw(st.integers(1, 10**9))
    method = draw(st.sampled_from(schedule.METHODS))
    margin, rate = 0, Decimal(0)
    if method != schedule.NONE:
        if draw(st.booleans()):
            margin = draw(st.integers(0, 10**9))
        else:
            rate = draw(st.decimals(0, 100, places=2))
    plan = Plan(
        timing=Timing(START, instalments, draw(st.integers(1, 4)), draw(UNITS)),
        principal=principal,
        method=method,
        margin=margin,
        annual_rate_pct=rate,
        grace_principal=draw(st.integers(0, instalments - 1)),
        grace_margin=draw(st.integers(0, instalments - 1)),
    )
    return plan, draw(st.integers(1, principal)), draw(st.sampled_from(ROUNDING_MODES))


UNITS = st.sampled_from(("month", "week", "day"))


@settings(max_examples=200, deadline=None)
@given(plans())
def test_rows_return_the_principal_and_none_is_negative(drawn: tuple[Plan, int, str]) -> None:
    plan, rounding, mode = drawn
    rows = schedule.rows(plan, rounding, mode)
    assert [row.n for row in rows] == list(range(1, plan.timing.instalments + 1))
    assert sum(row.principal for row in rows) == plan.principal
    assert all(row.principal >= 0 and row.margin >= 0 for row in rows)
    assert not any(row.principal for row in rows[: plan.grace_principal])
    assert not any(row.margin for row in rows[: plan.grace_margin])
    if not plan.annual_rate_pct:
        assert sum(row.margin for row in rows) == plan.margin


@settings(max_examples=200, deadline=None)
@given(plans())
def test_instalments_are_round_until_the_principal_is_back(drawn: tuple[Plan, int, str]) -> None:
    plan, rounding, mode = drawn
    rows = schedule.rows(plan, rounding, mode)
    ordinary = rows[max(plan.grace_principal, plan.grace_margin + 1) : -1]
    left = plan.principal - sum(row.principal for row in rows[: len(rows) - 1 - len(ordinary)])
    for row in ordinary:
        left -= row.principal
        is_cut = left == 0 or row.principal == 0
        figure = row.principal if plan.method == "declining_equal_principal" else row.total
        assert is_cut or figure % rounding == 0


def rows_of(**values: Any) -> tuple[Instalment, ...]:
    given_terms = {"unit": "month", "start": "2023-01-01", **values}
    kind = KINDS["conventional"]
    return kind.schedule(kind.read_terms(given_terms))


def test_published_thousand_in_six_whole_units() -> None:
    rows = rows_of(principal="1000", instalments=6)
    assert [row.principal for row in rows] == [167] * 5 + [165]


def test_flat_margin_is_rounded_once_and_the_last_row_takes_its_remainder() -> None:
    rows = rows_of(principal="1000", annual_rate_pct="10", method="flat", instalments=7)
    assert sum(row.margin for row in rows) == 58  # 1000 x 10 % x 7 / 12 = 58.33
    assert [row.margin for row in rows] == [8] * 6 + [10]
    assert [row.total for row in rows] == [151] * 6 + [152]


def test_principal_grace_rows_carry_margin_only() -> None:
    rows = rows_of(
        principal="1200",
        annual_rate_pct="12",
        method="declining_equal_principal",
        instalments=5,
        grace_principal=2,
    )
    assert [(row.principal, row.margin) for row in rows] == [
        (0, 12),
        (0, 12),
        (400, 12),
        (400, 8),
        (400, 4),
    ]


def test_declining_margin_of_grace_falls_due_with_the_first_row_after_it() -> None:
    rows = rows_of(
        principal="1200",
        annual_rate_pct="12",
        method="declining_equal_principal",
        instalments=4,
        grace_margin=2,
    )
    assert [row.margin for row in rows] == [0, 0, 12 + 9 + 6, 3]


def test_fixed_margin_by_annuity_is_borne_by_the_balance_and_adds_up() -> None:
    rows = rows_of(
        principal="1000000",
        margin="66186",  # what 1 % a month brings over 12 months of equal instalments
        method="declining_equal_instalments",
        instalments=12,
    )
    assert [row.margin for row in rows[:3]] == [10000, 9212, 8415]
    assert sum(row.margin for row in rows) == 66186
    assert rows[0].total == 88849


def test_fixed_margin_on_equal_principal_falls_with_the_balance() -> None:
    rows = rows_of(
        principal="1000", margin="100", method="declining_equal_principal", instalments=4
    )
    assert [row.margin for row in rows] == [40, 30, 20, 10]


def test_weekly_rate_counts_days_of_a_year() -> None:
    timing = Timing(START, 1, every=2, unit="week")
    assert schedule.period_rate(timing, Decimal(12)) == Fraction(12 * 14, 36500)
    rows = rows_of(
        principal="1000000",
        annual_rate_pct="12",
        method="flat",
        instalments=10,
        every=2,
        unit="week",
    )
    assert sum(row.margin for row in rows) == round_to(Fraction(1000000 * 12 * 140, 36500))


def test_rounding_up_never_asks_for_more_than_is_left() -> None:
    rows = rows_of(principal="1000", instalments=6, rounding="300")
    assert [row.principal for row in rows] == [300, 300, 300, 100, 0, 0]


def test_a_margin_that_runs_away_is_refused() -> None:
    with pytest.raises(BadField) as refused:
        rows_of(
            principal="99999999999999999",
            annual_rate_pct="1000",
            method="declining_equal_principal",
            instalments=1200,
        )
    assert refused.value.data["field"] == "annual_rate_pct"
