"""Instalment plans: how principal and margin fall on the rows, to the last smallest step.

Members pay round cash, so the *instalment* is rounded to the rounding unit; margin is even and
exact to the currency's decimals (declining plans: balance x rate) and principal is the rest.
Equal-principal plans round the principal instead. The last row takes the remainder of both; no
row takes more than what is left, none is negative, principal-grace rows carry margin only.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from klaster.rules import amount, calendar
from klaster.rules.instalment import Instalment
from klaster.rules.refusal import BadField

NONE = "none"
FLAT = "flat"
DECLINING_EQUAL_INSTALMENTS = "declining_equal_instalments"
DECLINING_EQUAL_PRINCIPAL = "declining_equal_principal"
METHODS = (NONE, FLAT, DECLINING_EQUAL_INSTALMENTS, DECLINING_EQUAL_PRINCIPAL)

_RATE_DIGITS = 50  # far finer than any amount of 18 digits can show
_BISECTIONS = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """Money and time of an instalment plan; money in smallest steps.

    Either `margin` is fixed beforehand (murabahah) or it follows from `annual_rate_pct`. Grace
    counts rows from the first: `grace_principal` without principal, `grace_margin` without
    margin (a flat margin falls on the later rows evenly, a declining one on the first of them).
    """

    timing: calendar.Timing
    principal: int
    method: str = NONE
    margin: int = 0
    annual_rate_pct: Decimal = Decimal(0)
    grace_principal: int = 0
    grace_margin: int = 0


@lru_cache(maxsize=1024)  # one contract's rows are asked for at each of its events
def rows(plan: Plan, rounding: int, mode: str = amount.HALF_EVEN) -> tuple[Instalment, ...]:
    """The plan's rows, instalments in multiples of `rounding` (steps) by the rounding `mode`.

    1,000 in 6 months, whole units: 167 five times, then 165. 5,000 flat 12 % in 18 months:
    margin 50 each, instalment 328, the last 324. Raises `BadField` when the margin runs away.
    """
    dates = calendar.due_dates(plan.timing)
    if plan.method in (NONE, FLAT):
        split = _level(plan, rounding, mode)
    else:
        split = _declining(plan, rounding, mode)
    if sum(margin for _, margin in split) + plan.principal > amount.LARGEST:
        field = "margin" if plan.margin else "annual_rate_pct"
        raise BadField(field=field, reason="pokok dan margin melampaui 18 angka")
    return tuple(
        Instalment(n, due, principal, margin)
        for n, (due, (principal, margin)) in enumerate(zip(dates, split, strict=True), start=1)
    )


def period_rate(timing: calendar.Timing, annual_rate_pct: Decimal) -> Fraction:
    """The rate of one period: 12 % a year is 1/100 a month; weeks x 7 / 365, days / 365."""
    annual = Fraction(annual_rate_pct) / 100
    if timing.unit == calendar.MONTH:
        return annual * timing.every / 12
    days = 7 * timing.every if timing.unit == calendar.WEEK else timing.every
    return annual * days / 365


def _level(plan: Plan, rounding: int, mode: str) -> list[tuple[int, int]]:
    """Even margin, equal instalments (methods none and flat)."""
    count = plan.timing.instalments
    total = plan.margin
    if plan.annual_rate_pct:
        rate = period_rate(plan.timing, plan.annual_rate_pct)
        total = amount.round_to(plan.principal * rate * count, 1, mode)
    with_margin = count - plan.grace_margin
    even = amount.round_to(Fraction(total, with_margin), 1, mode)
    margins = [0] * plan.grace_margin + _rest_last([even] * with_margin, total)
    paying = margins[plan.grace_principal :]
    instalment = amount.round_to(
        Fraction(plan.principal + sum(paying), len(paying)), rounding, mode
    )
    principals = _rest_last([instalment - margin for margin in paying], plan.principal)
    return list(zip([0] * plan.grace_principal + principals, margins, strict=True))


def _declining(plan: Plan, rounding: int, mode: str) -> list[tuple[int, int]]:
    """Margin on the balance: equal instalments or equal principal."""
    count, grace = plan.timing.instalments, plan.grace_principal
    paying = count - grace
    is_equal_principal = plan.method == DECLINING_EQUAL_PRINCIPAL
    if plan.margin:
        rate = _rate_of_margin(plan, paying, is_equal_principal)
    else:
        rate = period_rate(plan.timing, plan.annual_rate_pct)
    level = Fraction(plan.principal, paying)
    if not is_equal_principal:
        level = _annuity(plan.principal, rate, paying)
    level_rounded = amount.round_to(level, rounding, mode)
    balance, carried, margin_left = plan.principal, 0, plan.margin
    split: list[tuple[int, int]] = []
    for k in range(count):
        own = amount.round_to(balance * rate, 1, mode)
        if plan.margin:  # agreed beforehand: rounding may not add to it, the last row ends it
            own = margin_left if k == count - 1 else min(own, margin_left)
            margin_left -= own
        principal = 0
        if k == count - 1:
            principal = balance
        elif k >= grace:
            wanted = level_rounded if is_equal_principal else level_rounded - own
            principal = min(max(wanted, 0), balance)
        carried += own
        margin = carried if k >= plan.grace_margin else 0
        carried -= margin
        balance -= principal
        split.append((principal, margin))
    return split


def _rest_last(wanted: list[int], total: int) -> list[int]:
    """`wanted` row by row as far as `total` goes, the last row ending it exactly."""
    left, taken = total, []
    for each in wanted[:-1]:
        taken.append(min(max(each, 0), left))
        left -= taken[-1]
    return [*taken, left]


def _annuity(principal: int, rate: Fraction, count: int) -> Fraction:
    """Equal instalment: 5,000 at 1 % in 18 is 304.91 (305 in whole units)."""
    if not rate:
        return Fraction(principal, count)
    growth = (1 + rate) ** count
    return principal * rate * growth / (growth - 1)


def _rate_of_margin(plan: Plan, paying: int, is_equal_principal: bool) -> Fraction:
    """The rate per period at which the declining balance bears just the fixed margin."""
    grace = plan.grace_principal
    if is_equal_principal:  # the balances add to P x (grace + (paying + 1) / 2)
        return Fraction(plan.margin) / (plan.principal * (grace + Fraction(paying + 1, 2)))
    with localcontext() as context:
        context.prec = _RATE_DIGITS
        wanted = Decimal(plan.margin) / plan.principal
        low, high = Decimal(0), wanted
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            growth = (1 + middle) ** paying
            if growth == 1:  # finer than the digits: a margin next to nothing
                break
            borne = grace * middle + paying * middle * growth / (growth - 1) - 1
            low, high = (middle, high) if borne < wanted else (low, middle)
        return Fraction(high)
