"""Arrears and collectability: how late a contract is, and the class a rule set puts it in.

Rule sets are data with their source and version; a book names the one it follows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from klaster.rules import calendar
from klaster.rules.instalment import Instalment, Settlement

CURRENT = "lancar"
SUBSTANDARD = "kurang_lancar"
DOUBTFUL = "diragukan"
LOSS = "macet"
CLASSES = (CURRENT, SUBSTANDARD, DOUBTFUL, LOSS)

SHORT, MEDIUM, LONG, BULLET = "short", "medium", "long", "bullet"
MONTHS_OF_LONG = 6  # a period of six months or more


@dataclass(frozen=True, slots=True)
class Arrears:
    """How a contract stands on a day; money in smallest steps.

    A row due on the day itself is not late. `principal_since` and `margin_since` are the due
    dates of the oldest unpaid part, None where nothing of it is late.
    """

    on: date
    balance: int
    principal: int
    margin: int
    instalments_late: int
    principal_since: date | None
    margin_since: date | None

    @property
    def amount(self) -> int:
        """All that is late."""
        return self.principal + self.margin

    @property
    def days_late(self) -> int:
        """Days since the oldest unpaid row fell due, 0 when nothing is late."""
        since = [day for day in (self.principal_since, self.margin_since) if day]
        return (self.on - min(since)).days if since else 0


@dataclass(frozen=True, slots=True)
class Lateness:
    """`part` late by more than `above` and up to `up_to` months is substandard."""

    periods: str
    part: str
    above: int
    up_to: int


@dataclass(frozen=True, slots=True)
class MonthRules:
    """Collectability by months of lateness, by the length of the instalment period.

    Beyond `up_to` the class follows the collateral: doubtful when it covers the named percent
    of the debt, otherwise loss; doubtful for longer than `months_doubtful` is loss.
    """

    code: str
    source: str
    lateness: tuple[Lateness, ...]
    salvageable_cover_pct: int
    unsalvageable_cover_pct: int
    months_doubtful: int


@dataclass(frozen=True, slots=True)
class DayRules:
    """Collectability by days late: a class applies above its number of days, worst first."""

    code: str
    source: str
    above_days: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Collateral:
    """What stands behind a debt: value in smallest steps; whether the business can be saved."""

    value: int = 0
    is_salvageable: bool = False
    doubtful_since: date | None = None


NO_COLLATERAL = Collateral()

COOP_2009 = MonthRules(
    code="coop_2009",
    source="Permen KUKM 14/2009",
    lateness=(
        Lateness(SHORT, "principal", above=1, up_to=2),
        Lateness(SHORT, "margin", above=1, up_to=3),
        Lateness(MEDIUM, "principal", above=3, up_to=6),
        Lateness(MEDIUM, "margin", above=3, up_to=6),
        Lateness(LONG, "principal", above=6, up_to=12),
        Lateness(LONG, "margin", above=3, up_to=6),
        Lateness(BULLET, "principal", above=0, up_to=3),
        Lateness(BULLET, "margin", above=0, up_to=3),
    ),
    salvageable_cover_pct=75,
    unsalvageable_cover_pct=100,
    months_doubtful=21,
)

BANK_STYLE = DayRules(
    code="bank_style",
    source="Cara bank yang lazim dipakai BMT, menurut hari keterlambatan",
    above_days=((LOSS, 270), (DOUBTFUL, 180), (SUBSTANDARD, 90)),
)

RULE_SETS: dict[str, MonthRules | DayRules] = {
    rules.code: rules for rules in (COOP_2009, BANK_STYLE)
}


def arrears(rows: Sequence[Instalment], settled: Iterable[Settlement], on: date) -> Arrears:
    """How late the contract with these rows is on a day, given all it has settled."""
    principal_paid: dict[int, int] = {}
    margin_paid: dict[int, int] = {}
    for each in settled:
        principal_paid[each.n] = principal_paid.get(each.n, 0) + each.principal
        margin_paid[each.n] = margin_paid.get(each.n, 0) + each.margin
    balance = principal = margin = instalments = 0
    principal_since: date | None = None
    margin_since: date | None = None
    for row in rows:
        principal_left = row.principal - principal_paid.get(row.n, 0)
        margin_left = row.margin - margin_paid.get(row.n, 0)
        balance += principal_left + margin_left
        if row.due_date >= on:
            continue
        principal += principal_left
        margin += margin_left
        instalments += principal_left + margin_left > 0
        if principal_left and principal_since is None:
            principal_since = row.due_date
        if margin_left and margin_since is None:
            margin_since = row.due_date
    return Arrears(on, balance, principal, margin, instalments, principal_since, margin_since)


def collectability(
    rules: MonthRules | DayRules,
    late: Arrears,
    timing: calendar.Timing,
    collateral: Collateral = NO_COLLATERAL,
) -> str:
    """The class (one of `CLASSES`) under a rule set.

    Monthly instalments, principal four months late: `COOP_2009` says kurang lancar. Weekly
    ones: beyond its two months, so macet unless collateral covers the debt.
    """
    if isinstance(rules, DayRules):
        reached = (name for name, days in rules.above_days if late.days_late > days)
        return next(reached, CURRENT)
    periods = period_class(timing)
    worst = CURRENT
    for part, since in (("principal", late.principal_since), ("margin", late.margin_since)):
        if since is None:
            continue
        limits = next(x for x in rules.lateness if (x.periods, x.part) == (periods, part))
        if late.on > calendar.add_months(since, limits.up_to):
            return _beyond(rules, late, collateral)
        if late.on > calendar.add_months(since, limits.above):
            worst = SUBSTANDARD
    return worst


def period_class(timing: calendar.Timing) -> str:
    """Class of period: short (under a month), medium, long (from six months), bullet (one row).

    The source names one, two and three months as one class; four and five are put with them.
    """
    if timing.instalments == 1:
        return BULLET
    if timing.unit != calendar.MONTH:
        days = timing.every * (7 if timing.unit == calendar.WEEK else 1)
        months = days // 30
    else:
        months = timing.every
    if months < 1:
        return SHORT
    return MEDIUM if months < MONTHS_OF_LONG else LONG


def _beyond(rules: MonthRules, late: Arrears, collateral: Collateral) -> str:
    since = collateral.doubtful_since
    if since and late.on >= calendar.add_months(since, rules.months_doubtful):
        return LOSS
    is_salvageable = collateral.is_salvageable
    cover = rules.salvageable_cover_pct if is_salvageable else rules.unsalvageable_cover_pct
    return DOUBTFUL if collateral.value * 100 >= late.balance * cover else LOSS
