"""Lateness is counted from the oldest unpaid row; the class follows the book's rule set."""

from datetime import date
from fractions import Fraction

import pytest

from klaster.rules import ageing, revolving_fund
from klaster.rules.ageing import BANK_STYLE, COOP_2009, Arrears, Collateral
from klaster.rules.calendar import Timing
from klaster.rules.instalment import Instalment, Settlement
from klaster.rules.revolving_fund import Exposure

ROWS = tuple(Instalment(n, date(2012, n, 1), 100, 10) for n in range(1, 7))
MONTHLY = Timing(date(2011, 12, 1), 6)
WEEKLY = Timing(date(2011, 12, 1), 30, unit="week")
HALF_YEARLY = Timing(date(2011, 12, 1), 4, every=6)
ONCE = Timing(date(2011, 12, 1), 1)


def late(since: date | None, on: date, margin_since: date | None = None) -> Arrears:
    return Arrears(on, 1000, 100, 10, 1, since, margin_since)


def test_arrears_count_from_the_oldest_unpaid_row() -> None:
    paid = [Settlement(1, 100, 10), Settlement(2, 60, 10), Settlement(3, 0, 4), Settlement(3, 0, 6)]
    found = ageing.arrears(ROWS, paid, date(2012, 4, 1))
    assert (found.principal, found.margin) == (140, 0)
    assert (found.amount, found.balance) == (140, 470)
    assert found.instalments_late == 2
    assert found.principal_since == date(2012, 2, 1)
    assert found.margin_since is None
    assert found.days_late == 60


def test_a_row_with_only_its_margin_unpaid_is_late() -> None:
    found = ageing.arrears(ROWS[:1], [Settlement(1, 100, 0)], date(2012, 2, 1))
    assert (found.instalments_late, found.margin_since) == (1, date(2012, 1, 1))


def test_a_row_due_today_is_not_late() -> None:
    assert ageing.arrears(ROWS, [], date(2012, 1, 1)).amount == 0
    assert ageing.arrears(ROWS, [], date(2012, 1, 2)).days_late == 1


@pytest.mark.parametrize(
    ("timing", "since", "on", "expected"),
    [
        (MONTHLY, date(2012, 1, 31), date(2012, 4, 30), ageing.CURRENT),
        (MONTHLY, date(2012, 1, 31), date(2012, 5, 1), ageing.SUBSTANDARD),
        (MONTHLY, date(2012, 1, 31), date(2012, 7, 31), ageing.SUBSTANDARD),
        (MONTHLY, date(2012, 1, 31), date(2012, 8, 1), ageing.LOSS),
        (WEEKLY, date(2012, 1, 5), date(2012, 2, 5), ageing.CURRENT),
        (WEEKLY, date(2012, 1, 5), date(2012, 2, 6), ageing.SUBSTANDARD),
        (WEEKLY, date(2012, 1, 5), date(2012, 3, 6), ageing.LOSS),
        (HALF_YEARLY, date(2012, 1, 5), date(2012, 7, 5), ageing.CURRENT),
        (HALF_YEARLY, date(2012, 1, 5), date(2013, 1, 5), ageing.SUBSTANDARD),
        (ONCE, date(2012, 1, 5), date(2012, 1, 6), ageing.SUBSTANDARD),
        (ONCE, date(2012, 1, 5), date(2012, 4, 6), ageing.LOSS),
        (MONTHLY, None, date(2012, 4, 30), ageing.CURRENT),
    ],
)
def test_cooperative_rule_counts_instalment_periods(
    timing: Timing, since: date | None, on: date, expected: str
) -> None:
    assert ageing.collectability(COOP_2009, late(since, on), timing) == expected


def test_late_margin_alone_is_substandard() -> None:
    found = late(None, date(2012, 3, 1), margin_since=date(2012, 1, 5))
    assert ageing.collectability(COOP_2009, found, WEEKLY) == ageing.SUBSTANDARD


@pytest.mark.parametrize(
    ("collateral", "expected"),
    [
        (Collateral(750, is_salvageable=True), ageing.DOUBTFUL),
        (Collateral(749, is_salvageable=True), ageing.LOSS),
        (Collateral(999), ageing.LOSS),
        (Collateral(1000), ageing.DOUBTFUL),
        (Collateral(1000, doubtful_since=date(2011, 1, 2)), ageing.DOUBTFUL),
        (Collateral(1000, doubtful_since=date(2011, 1, 1)), ageing.LOSS),  # 21 months
    ],
)
def test_collateral_decides_between_doubtful_and_loss(
    collateral: Collateral, expected: str
) -> None:
    found = late(date(2012, 1, 1), date(2012, 10, 1))
    assert ageing.collectability(COOP_2009, found, MONTHLY, collateral) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, ageing.CURRENT),
        (90, ageing.CURRENT),
        (91, ageing.SUBSTANDARD),
        (181, ageing.DOUBTFUL),
        (270, ageing.DOUBTFUL),
        (271, ageing.LOSS),
    ],
)
def test_bank_style_counts_days(days: int, expected: str) -> None:
    found = late(date(2012, 1, 1), date.fromordinal(date(2012, 1, 1).toordinal() + days))
    assert ageing.collectability(BANK_STYLE, found, WEEKLY) == expected


def test_rule_sets_are_known_by_code() -> None:
    assert set(ageing.RULE_SETS) == {"coop_2009", "bank_style"}


def test_fund_health_counts_from_the_third_late_instalment() -> None:
    found = revolving_fund.health(
        [
            Exposure("Mawar", balance=600, arrears=300, instalments_late=3),
            Exposure("Mawar", balance=400, arrears=100, instalments_late=2),
            Exposure("Melati", balance=1000, arrears=0, instalments_late=0),
            Exposure("Kenanga", balance=0, arrears=0, instalments_late=0),
        ]
    )
    assert found.loans_at_risk == Fraction(1, 2)
    assert found.portfolio_at_risk == Fraction(600, 2000)
    assert found.repayment_rate == Fraction(1700, 2000)


def test_fund_health_of_nothing_lent_is_unknown() -> None:
    assert revolving_fund.health([]) == revolving_fund.Health(None, None, None)


@pytest.mark.parametrize(
    ("measure", "percent", "expected"),
    [
        ("portfolio_at_risk", 10, revolving_fund.SATISFACTORY),
        ("portfolio_at_risk", 20, revolving_fund.MINIMUM),
        ("loans_at_risk", 21, revolving_fund.INADEQUATE),
        ("repayment_rate", 90, revolving_fund.SATISFACTORY),
        ("repayment_rate", 80, revolving_fund.MINIMUM),
        ("repayment_rate", 79, revolving_fund.INADEQUATE),
    ],
)
def test_bands_include_their_limits(measure: str, percent: int, expected: str) -> None:
    assert revolving_fund.band(measure, Fraction(percent, 100)) == expected
