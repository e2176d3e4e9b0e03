"""Payments settle oldest first; what is paid beyond the current row goes where the terms say."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaster.rules import settlement
from klaster.rules.instalment import Instalment, Settlement

FIRST_DUE = date(2012, 1, 1)
ROWS = tuple(Instalment(n, date(2012, n, 1), 90, 10) for n in (1, 2, 3))

DRAWN_ROWS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 90)), min_size=1, max_size=20)
PAYMENTS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 1500)), max_size=12)


def made(drawn: list[tuple[int, int]]) -> tuple[Instalment, ...]:
    return tuple(
        Instalment(n, FIRST_DUE + timedelta(days=7 * n), principal, margin)
        for n, (principal, margin) in enumerate(drawn, start=1)
    )


def settled(paid: int, on: date = FIRST_DUE, **rule: str) -> list[Settlement]:
    return list(settlement.settle(settlement.open_rows(ROWS), on, paid, **rule))


def test_late_payment_settles_oldest_first_margin_before_principal() -> None:
    assert settled(105, date(2012, 3, 15)) == [Settlement(1, 90, 10), Settlement(2, 0, 5)]


def test_principal_first_where_the_terms_say_so() -> None:
    paid = settled(95, allocation=settlement.PRINCIPAL_FIRST)
    assert paid == [Settlement(1, 90, 5)]


@pytest.mark.parametrize(
    ("rule", "totals"),
    [
        (settlement.NEXT, {1: 100, 2: 50}),
        (settlement.LAST, {1: 100, 3: 50}),
        (settlement.RESPREAD, {1: 100, 2: 25, 3: 25}),
    ],
)
def test_overpayment_goes_where_the_terms_say(rule: str, totals: dict[int, int]) -> None:
    assert {each.n: each.total for each in settled(150, overpayment=rule)} == totals


def test_paying_a_few_days_early_is_no_overpayment() -> None:
    paid = settled(100, date(2011, 12, 28), overpayment=settlement.LAST)
    assert paid == [Settlement(1, 90, 10)]


def test_respread_keeps_the_remaining_instalments_round() -> None:
    rows = settlement.open_rows(ROWS)
    settlement.settle(rows, FIRST_DUE, 133, overpayment=settlement.RESPREAD, rounding=10)
    left = [p + m for p, m in zip(rows.principal, rows.margin, strict=True)]
    assert left == [0, 90, 77]  # 10 each in round steps, the odd 13 off the last row


def test_due_today_is_not_overdue() -> None:
    rows = settlement.open_rows(ROWS)
    assert settlement.overdue(rows, date(2012, 1, 1)) == 0
    assert settlement.overdue(rows, date(2012, 1, 2)) == 100


@settings(max_examples=150, deadline=None)
@given(
    DRAWN_ROWS,
    PAYMENTS,
    st.sampled_from(settlement.ALLOCATIONS),
    st.sampled_from(settlement.OVERPAYMENTS),
    st.integers(1, 50),
)
def test_settlements_add_up_to_the_payment_and_never_exceed_a_row(
    drawn: list[tuple[int, int]],
    payments: list[tuple[int, int]],
    allocation: str,
    overpayment: str,
    rounding: int,
) -> None:
    rows = made(drawn)
    open_rows = settlement.open_rows(rows)
    by_row = {row.n: [row.principal, row.margin] for row in rows}
    for day, wanted in payments:
        paid = min(wanted, open_rows.left)
        before = open_rows.left
        on = FIRST_DUE + timedelta(days=day)
        found = settlement.settle(open_rows, on, paid, allocation, overpayment, rounding)
        assert sum(each.total for each in found) == paid == before - open_rows.left
        assert len({each.n for each in found}) == len(found)
        for each in found:
            by_row[each.n][0] -= each.principal
            by_row[each.n][1] -= each.margin
    assert all(min(left) >= 0 for left in by_row.values())
    assert [left[0] for left in by_row.values()] == open_rows.principal
    assert [left[1] for left in by_row.values()] == open_rows.margin
    assert open_rows.principal_left == sum(open_rows.principal)
    assert open_rows.margin_left == sum(open_rows.margin)


@settings(max_examples=100, deadline=None)
@given(DRAWN_ROWS, PAYMENTS, st.sampled_from(settlement.ALLOCATIONS))
def test_order_of_arrival_does_not_matter_where_rows_settle_in_order(
    drawn: list[tuple[int, int]], payments: list[tuple[int, int]], allocation: str
) -> None:
    rows = made(drawn)
    ends = []
    total = sum(row.total for row in rows)
    fitting: list[tuple[int, int]] = []
    for day, wanted in payments:
        fitting.append((day, min(wanted, total)))
        total -= fitting[-1][1]
    for order in (fitting, sorted(fitting), fitting[::-1]):
        open_rows = settlement.open_rows(rows)
        for day, paid in order:
            settlement.settle(open_rows, FIRST_DUE + timedelta(days=day), paid, allocation)
        ends.append((open_rows.principal, open_rows.margin))
    replayed = settlement.open_rows(rows)
    settlement.advance(replayed, sum(paid for _, paid in fitting), allocation)
    ends.append((replayed.principal, replayed.margin))
    assert ends == [ends[0]] * 4
