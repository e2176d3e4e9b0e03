"""Health ratings: published bands at their edges; what is not published is never guessed."""

from collections import defaultdict
from fractions import Fraction

import pytest

from klaster.rules.health import RULE_SETS
from klaster.rules.health.rating import Rating, rate

EVERY = sorted({
    name
    for rules in RULE_SETS.values()
    for each in rules.indicators
    for name in (*each.over, *each.under)
})  # fmt: skip


def rated(code: str, **figures: int) -> Rating:
    return rate(RULE_SETS[code], defaultdict(int, figures))


def score(rating: Rating, code: str) -> int | None:
    return next(each.score for each in rating.rated if each.indicator.code == code)


@pytest.mark.parametrize(
    ("late", "expected"), [(0, 4), (50, 4), (51, 3), (100, 3), (101, 2), (150, 2), (151, 1)]
)
def test_npf_by_juknis_2021(late: int, expected: int) -> None:
    rating = rated("juknis_15_2021", financing=1_000, substandard=late)
    assert score(rating, "npf") == expected


@pytest.mark.parametrize(
    ("cost", "expected"), [(799, 4), (800, 3), (900, 3), (1_000, 2), (1_001, 1)]
)
def test_operating_cost_by_juknis_2021(cost: int, expected: int) -> None:
    rating = rated("juknis_15_2021", operating_cost=cost, income=1_000)
    assert score(rating, "bopo") == expected


@pytest.mark.parametrize(("equity", "expected"), [(301, 4), (300, 3), (200, 3), (100, 2), (99, 1)])
def test_equity_to_assets_by_juknis_2021(equity: int, expected: int) -> None:
    assert score(rated("juknis_15_2021", equity=equity, assets=1_000), "ekuitas_aset") == expected


def test_of_a_table_with_only_its_worst_band_only_that_is_scored() -> None:
    assert score(rated("juknis_15_2021", surplus=4, income=100), "npm") == 1
    assert score(rated("juknis_15_2021", surplus=5, income=100), "npm") is None


@pytest.mark.parametrize(("percent", "expected"), [(0, 100), (10, 80), (11, 60), (45, 10), (46, 0)])
def test_problem_loans_by_the_rules_of_2016(percent: int, expected: int) -> None:
    rating = rated("perdep_06_2016", problem_weighted=percent, financing=100)
    assert score(rating, "rpm") == expected


@pytest.mark.parametrize(
    ("capital", "expected"), [(9, 0), (10, 10), (55, 50), (100, 100), (250, 100)]
)
def test_capital_to_loans_at_risk_earns_ten_for_every_ten_percent(
    capital: int, expected: int
) -> None:
    rating = rated("perdep_06_2016", own_capital=capital, at_risk=100)
    assert score(rating, "modal_pinjaman_berisiko") == expected


@pytest.mark.parametrize("code", RULE_SETS)
def test_an_incomplete_rule_set_gives_no_total_and_no_grade(code: str) -> None:
    rating = rated(code, **dict.fromkeys(EVERY, 100))
    assert rating.rules.missing
    assert (rating.total, rating.grade) == (None, None)
    assert Fraction(0) <= rating.known <= rating.of


@pytest.mark.parametrize("code", RULE_SETS)
def test_nothing_to_divide_by_is_no_ratio(code: str) -> None:
    assert all(each.percent is None and each.score is None for each in rated(code).rated)


@pytest.mark.parametrize("code", RULE_SETS)
def test_weights_of_aspects_make_one_hundred(code: str) -> None:
    assert sum(each.weight for each in RULE_SETS[code].aspects) == 100
