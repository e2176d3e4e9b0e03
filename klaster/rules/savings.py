"""Members' savings: what falls due when, what of it is late, and a fair share of the profit.

Pokok is paid once and alike by all; wajib every so many months; sukarela when the member likes.
Pokok and wajib are capital and stay until the member leaves (UU 25/1992 art. 41, elucidation).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from klaster.rules.amount import share_out
from klaster.rules.calendar import add_months

PRINCIPAL, MANDATORY, VOLUNTARY, SPECIAL = "pokok", "wajib", "sukarela", "khusus"
ROLES = {
    PRINCIPAL: "savings_principal",
    MANDATORY: "savings_mandatory",
    VOLUNTARY: "savings_voluntary",
    SPECIAL: "savings_special",
}
HELD_WHILE_MEMBER = (PRINCIPAL, MANDATORY, SPECIAL)


@dataclass(frozen=True, slots=True)
class Plan:
    """What every member owes from a day: pokok once, wajib every `every_months` on `due_day`."""

    valid_from: date
    principal: int
    mandatory: int
    every_months: int
    due_day: int


@dataclass(frozen=True, slots=True)
class Due:
    """One amount that falls due; rupiah."""

    kind: str
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Late:
    """What is late on a day: rupiah, how many dues it is part of, and the oldest of them."""

    amount: int
    count: int
    since: date | None


def dues(plans: Sequence[Plan], joined: date, until: date) -> list[Due]:
    """All dues of a member who joined on a day, up to and including `until`.

    `plans` in the order of their days. Pokok falls due on joining, by the plan of that day or the
    first one after; wajib on the due day of every period from the month of joining on, when that
    day is not before joining. With 10,000 a month due on the 10th, who joins on 15 January owes
    first on 10 February.
    """
    found = []
    in_force = [plan for plan in plans if plan.valid_from <= joined]
    first = in_force[-1] if in_force else (plans[0] if plans else None)
    if first and first.principal and max(joined, first.valid_from) <= until:
        found.append(Due(PRINCIPAL, max(joined, first.valid_from), first.principal))
    for plan, after in zip(plans, [*plans, None][1:], strict=True):
        last = (
            until
            if after is None
            else min(until, date.fromordinal(after.valid_from.toordinal() - 1))
        )
        start = max(plan.valid_from, joined)
        for day in _due_days(plan, last):
            if day >= start and plan.mandatory:
                found.append(Due(MANDATORY, day, plan.mandatory))
    return found


def _due_days(plan: Plan, last: date) -> Iterable[date]:
    month = plan.valid_from.replace(day=1)
    while (day := add_months(month, 0, anchor_day=plan.due_day)) <= last:
        yield day
        month = add_months(month, plan.every_months)


def late(dues: Iterable[Due], paid: int, on: date) -> Late:
    """What of `dues` of one kind is late on a day, when `paid` settles the oldest first.

    What falls due on the day itself is not late.
    """
    left = paid
    amount, count, since = 0, 0, None
    for due in sorted(dues, key=lambda each: each.on):
        if due.on >= on:
            break
        settled = min(left, due.amount)
        left -= settled
        if settled < due.amount:
            amount += due.amount - settled
            count += 1
            since = since or due.on
    return Late(amount, count, since)


def savers_part(profit: int, savings: Fraction, funds: Fraction, savers_pct: int) -> int:
    """Rupiah of a period's reported profit that go to savers by mudharabah, rounded down.

    `savings` and `funds` are averages: savers' money, and all that was at work. Of a profit of
    1,000,000 with 6 of 10 million from savers and a nisbah of 40 %: 240,000. A loss shares nothing
    out; whether savers bear it is for the meeting to decide. Source: DSN-MUI 115/2017 (mudharabah:
    profit by the agreed nisbah).
    """
    if profit <= 0 or funds <= 0:
        return 0
    return int(profit * min(savings / funds, Fraction(1)) * savers_pct / 100)


def by_average(total: int, averages: Sequence[Fraction]) -> tuple[int, ...]:
    """`total` shared by average balances, nothing lost: largest remainder."""
    if not any(averages):
        return (0,) * len(averages)
    scale = lcm(*(each.denominator for each in averages))
    return share_out(total, [int(each * scale) for each in averages])
