"""Before and after: an example to work by hand, and scipy's tests and intervals to 1e-9."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from klaster.rules.comparison import (
    bounds,
    compare,
    difference_in_differences,
    median,
    signed_rank,
    t_quantile,
)

CLOSE = 1e-9
CHANGES = st.lists(st.integers(-(10**7), 10**7), min_size=2, max_size=60)
FEW_SIZES = st.lists(st.integers(-6, 6), min_size=1, max_size=60)


def test_eight_households_as_worked_by_hand():
    """Income a month in thousands; the seventh was not found again, the eighth came later."""
    before = [800, 900, 1000, 700, 1200, 1100, 650, None]
    after = [900, 1100, 1300, 1100, 1150, 1350, None, 990]
    found = compare(zip(before, after, strict=True))
    assert (found.n, found.only_before, found.only_after) == (6, 1, 1)
    assert (found.mean_before, found.mean_after, found.change.mean) == (950, 1150, 200)
    assert (found.median_before, found.median_after) == (950, 1125)
    # Squares of what each change is off the mean: 100, 0, 100, 200, 250, 50.
    squares = 10_000 + 0 + 10_000 + 40_000 + 62_500 + 2_500
    half = 2.570582 * sqrt(squares / 5 / 6)
    assert found.change.low == pytest.approx(200 - half, abs=1e-3)
    assert found.change.high == pytest.approx(200 + half, abs=1e-3)
    # Only one fell, by the smallest change: rank 1. Of 64 ways to sign six ranks two are as
    # lopsided (none fell, or the smallest only), and as many the other way.
    assert found.signed_rank.statistic == 1
    assert found.signed_rank.p == 4 / 64


def test_nothing_is_said_of_nobody_and_little_of_one():
    nobody = compare([(None, None), (1, None)])
    assert (nobody.n, nobody.only_before, nobody.only_after) == (0, 1, 0)
    assert nobody.median_before is nobody.mean_after is nobody.change is nobody.signed_rank is None
    one = compare([(100, 150)])
    assert (one.n, one.mean_before, one.median_after, one.change) == (1, 100, 150, None)
    assert one.signed_rank.p == 1


def test_where_nothing_changed_there_is_no_test():
    same = compare([(7, 7)] * 9)
    assert (same.change.mean, same.change.low, same.change.high) == (0, 0, 0)
    assert same.signed_rank is None


def test_changes_all_equal_leave_no_width_but_a_test():
    found = compare([(n, n + Fraction(1, 3)) for n in range(8)])
    assert found.change.low == found.change.high == pytest.approx(1 / 3)
    assert not found.signed_rank.is_exact  # all of one size
    assert found.signed_rank.statistic == 0


@given(st.floats(1, 5000))
def test_the_quantile_equals_scipy(degrees):
    assert t_quantile(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=CLOSE)


@given(CHANGES)
def test_the_interval_equals_scipy(changes):
    assume(len(set(changes)) > 1)
    theirs = stats.ttest_1samp([float(change) for change in changes], 0).confidence_interval(0.95)
    ours = bounds(changes)
    scale = max(map(abs, changes))
    assert ours.low == pytest.approx(theirs.low, rel=CLOSE, abs=CLOSE * scale)
    assert ours.high == pytest.approx(theirs.high, rel=CLOSE, abs=CLOSE * scale)


@given(CHANGES | FEW_SIZES)
def test_the_signed_rank_test_equals_scipy(changes):
    assume(any(changes))
    ours = signed_rank(changes)
    theirs = stats.wilcoxon(
        changes, zero_method="wilcox", correction=False,
        method="exact" if ours.is_exact else "approx",
    )  # fmt: skip
    assert float(ours.statistic) == theirs.statistic
    assert ours.p == pytest.approx(theirs.pvalue, abs=CLOSE)


@given(CHANGES, CHANGES)
def test_the_difference_in_differences_equals_welch(changes, others):
    assume(len(set(changes)) > 1 and len(set(others)) > 1)
    mine, theirs = ([float(one) for one in each] for each in (changes, others))
    interval = stats.ttest_ind(mine, theirs, equal_var=False).confidence_interval(0.95)
    ours = difference_in_differences(changes, others)
    scale = max(map(abs, [*changes, *others]))
    assert ours.low == pytest.approx(interval.low, rel=CLOSE, abs=CLOSE * scale)
    assert ours.high == pytest.approx(interval.high, rel=CLOSE, abs=CLOSE * scale)


def test_groups_that_do_not_vary_differ_by_an_exact_amount():
    ours = difference_in_differences([5, 5], [3, 3])
    assert (ours.mean, ours.low, ours.high) == (2, 2, 2)


def test_the_test_is_exact_up_to_twenty_five_changes_of_different_sizes():
    assert signed_rank(range(1, 26)).is_exact
    assert signed_rank(range(1, 26)).p == 2 / 2**25
    assert not signed_rank(range(1, 27)).is_exact
    assert not signed_rank([0, 1, 2]).is_exact
    assert not signed_rank([1, -1, 2]).is_exact


@given(CHANGES)
def test_the_median_has_as_many_below_as_above(values):
    middle = median(values)
    assert sum(one < middle for one in values) <= len(values) / 2
    assert sum(one > middle for one in values) <= len(values) / 2
