"""Lost cases are censored, never failures; curves and tests equal lifelines to 1e-9."""

import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from scipy.stats import chi2

from klaster.rules.survival import Spell, chi_square_p, kaplan_meier, log_rank, median
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
CLOSE = 1e-9
SPELLS = st.lists(st.builds(Spell, st.integers(0, 40), st.booleans()), min_size=1, max_size=60)
GROUPS = st.lists(SPELLS, min_size=2, max_size=4)


def ended(*days: int) -> list[Spell]:
    return [Spell(day, True) for day in days]


def last_seen(*days: int) -> list[Spell]:
    return [Spell(day, False) for day in days]


@given(SPELLS)
def test_the_curve_and_its_interval_equal_lifelines(spells):
    ours = kaplan_meier(spells)
    theirs = KaplanMeierFitter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero at a share of 0 or 1
        theirs.fit([spell.time for spell in spells], [spell.is_ended for spell in spells])
    shares = theirs.survival_function_.iloc[:, 0].to_dict()
    bounds = theirs.confidence_interval_.to_dict("index")
    assert {point.time for point in ours} == set(shares)
    for point in ours:
        assert float(point.survival) == pytest.approx(shares[point.time], abs=CLOSE)
        if point.survival:
            low, high = bounds[point.time].values()
            assert float(point.low) == pytest.approx(low, abs=CLOSE)
            assert float(point.high) == pytest.approx(high, abs=CLOSE)
    if Fraction(1, 2) not in {point.survival for point in ours}:  # which they miss by 1e-16
        half = theirs.median_survival_time_
        assert median(ours) == (None if half == float("inf") else half)


@given(GROUPS)
def test_the_log_rank_test_equals_lifelines(groups):
    ours = log_rank({str(n): group for n, group in enumerate(groups)})
    spells = [(n, spell) for n, group in enumerate(groups) for spell in group]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = multivariate_logrank_test(
            [spell.time for _, spell in spells],
            [n for n, _ in spells],
            [spell.is_ended for _, spell in spells],
        )
    assert float(ours.statistic) == pytest.approx(theirs.test_statistic, rel=CLOSE, abs=CLOSE)
    if ours.degrees == len(groups) - 1:  # lifelines counts groups that never met, too
        assert float(ours.p) == pytest.approx(theirs.p_value, abs=CLOSE)


@given(st.fractions(Fraction(1, 1000), 390), st.integers(1, 12))
def test_the_chance_of_a_chi_square_equals_scipy(statistic, degrees):
    theirs = chi2.sf(float(statistic), degrees)
    assert float(chi_square_p(statistic, degrees)) == pytest.approx(theirs, abs=1e-12)


def test_a_chance_too_small_to_matter_is_none():
    assert chi_square_p(Fraction(10_000), 1) == 0
    assert chi_square_p(Fraction(0), 2) == 1


def test_one_lost_from_sight_is_at_risk_until_last_seen_and_no_failure():
    curve = {point.time: point for point in kaplan_meier(ended(90, 365) + last_seen(180, 400))}
    assert curve[180].survival == curve[90].survival == Fraction(3, 4)
    assert (curve[180].at_risk, curve[180].censored, curve[180].events) == (3, 1, 0)
    assert curve[365].survival == Fraction(3, 4) * Fraction(1, 2)


@given(SPELLS)
def test_censored_later_or_earlier_nobody_adds_a_failure(spells):
    without = [spell for spell in spells if spell.is_ended]
    points = kaplan_meier(spells)
    assert sum(point.events for point in points) == len(without)
    assert sum(point.events + point.censored for point in points) == len(spells)
    if not without:
        assert {point.survival for point in points} == {1}


def test_a_share_of_nothing_has_no_interval_and_half_is_the_median():
    points = kaplan_meier(ended(10, 20))
    assert [point.survival for point in points] == [1, Fraction(1, 2), 0]
    assert (points[-1].low, points[-1].high) == (None, None)
    assert median(points) == 10
    assert median(kaplan_meier(last_seen(10, 20))) is None
    assert kaplan_meier([])[0].at_risk == 0


def test_the_worked_log_rank_example():
    found = log_rank({"A": ended(1, 2, 3), "B": ended(4, 5, 6)})
    assert found.statistic == Fraction(37, 20) ** 2 / Fraction("0.6775")
    assert found.degrees == 1
    assert round(found.p, 4) == Decimal("0.0246")


def test_groups_never_at_risk_together_are_not_compared():
    apart = log_rank({"A": ended(1, 2), "B": last_seen(0, 0)})
    assert (apart.degrees, apart.p) == (0, None)
    assert log_rank({}).p is None


def test_the_curve_as_a_table_that_can_be_worked_by_hand():
    """Ten businesses: three closed (days 90, 365, 365), the others last seen on other days."""
    spells = ended(90, 365, 365) + last_seen(180, 400, 730, 730, 730, 1095, 1095)
    lines = ["hari berisiko tutup disensor bertahan ragam 95%_dari 95%_sampai"]
    for point in kaplan_meier(spells):
        lines.append(
            f"{point.time:4} {point.at_risk:8} {point.events:5} {point.censored:8} "
            f"{float(point.survival):8.6f} {float(point.variance):8.6f} "
            f"{point.low:.6f} {point.high:.6f}"
        )
    golden(GOLDEN / "survival.txt", "\n".join(lines) + "\n")
