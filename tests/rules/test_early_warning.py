"""A sign is raised beyond its bound and not on it; what is unknown raises none."""

from dataclasses import replace
from datetime import date

import pytest

from klaster.rules import early_warning as rules
from klaster.rules.early_warning import Figure, Figures, Threshold

ON = date(2015, 6, 30)


def codes(**given):
    return [sign.code for sign in rules.signs(Figures(**given), ON)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"arrears": Figure(110_000, 100_000)}, []),
        ({"arrears": Figure(110_001, 100_000)}, ["arrears_rising"]),
        ({"arrears": Figure(1, 0)}, ["arrears_rising"]),
        ({"savings": Figure(900_000, 1_000_000)}, []),
        ({"savings": Figure(899_999, 1_000_000)}, ["savings_falling"]),
        ({"heads": Figure(8, 10)}, []),
        ({"heads": Figure(7, 10)}, ["herd_shrinking"]),
        ({"rat_held": Figure(True)}, []),
        ({"rat_held": Figure(False)}, ["no_annual_meeting"]),
        ({"surplus": Figure(1)}, []),
        ({"surplus": Figure(0)}, ["no_surplus"]),
        ({"follow_ups_missed": 1, "follow_ups_due": 5}, []),
        ({"follow_ups_missed": 2, "follow_ups_due": 5}, ["follow_up_missed"]),
        ({"closed": 1, "found": 5}, []),
        ({"closed": 2, "found": 5}, ["businesses_closing"]),
    ],
)
def test_a_sign_is_raised_beyond_its_bound_only(given, expected):
    assert codes(**given) == expected


def test_what_is_unknown_or_not_applicable_raises_no_sign():
    unknown = Figure(None, 5), Figure("not_applicable", "not_applicable"), Figure(5, None)
    for figure in unknown:
        assert codes(arrears=figure, savings=figure, heads=figure, rat_held=figure) == []


def test_a_bound_holds_from_its_day():
    later = (*rules.THRESHOLDS, Threshold("herd_shrinking", 50, date(2015, 7, 1)))
    figures = replace(Figures(), heads=Figure(7, 10))
    assert rules.signs(figures, ON, later)
    assert not rules.signs(figures, date(2015, 7, 1), later)


def test_every_sign_has_its_words_and_every_percentage_its_bound():
    plain = {"no_annual_meeting", "no_surplus"}
    assert {each.code for each in rules.THRESHOLDS} == set(rules.WORDS) - plain
