"""Outlook: lights fall where the settings put them, and what is unknown stays unknown."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.scoring import outlook
from klaster.rules.scoring.outlook import ATTENDANCE, OVERALL, STATEMENTS, Bounds, Light

HELD = Bounds(
    date(2011, 1, 1),
    answer_yellow=3, answer_green=4, attendance_yellow=50, attendance_green=75, reds=2, greens=5,
)  # fmt: skip
RED, YELLOW, GREEN, UNKNOWN = Light.RED, Light.YELLOW, Light.GREEN, Light.UNKNOWN
RANK = {RED: 0, YELLOW: 1, GREEN: 2}


def lights(five, attended=100):
    answers = {name: each for name, each in zip(STATEMENTS, five, strict=True) if each != "-"}
    return outlook.lights(answers, None if attended is None else Fraction(attended), HELD)


@pytest.mark.parametrize(
    ("answer", "light"), [("1", RED), ("2", RED), ("3", YELLOW), ("4", GREEN), ("5", GREEN)]
)
def test_an_answer_is_a_light(answer, light):
    assert lights(answer + "5555")["confidence"] is light


@pytest.mark.parametrize(
    ("attended", "light"),
    [(0, RED), (Fraction(499, 10), RED), (50, YELLOW), (Fraction(749, 10), YELLOW), (75, GREEN)],
)
def test_attendance_is_a_light_exactly_from_its_bound(attended, light):
    assert lights("55555", attended)[ATTENDANCE] is light


def test_attendance_that_was_not_recorded_is_unknown_not_none_at_all():
    assert lights("55555", None)[ATTENDANCE] is UNKNOWN
    assert lights("55555", 0)[ATTENDANCE] is RED


@pytest.mark.parametrize("answer", ["-", "", "0", "6", "yes"])
def test_a_statement_without_one_of_its_answers_is_unknown(answer):
    assert lights([answer, *"5555"])["confidence"] is UNKNOWN


@pytest.mark.parametrize(
    ("five", "attended", "light"),
    [
        ("44543", 80, GREEN),  # five green, one yellow
        ("44533", 80, YELLOW),
        ("55551", 80, YELLOW),  # five green, but one red
        ("55511", 80, RED),
        ("55551", 10, RED),
        ("55511", None, RED),  # red whatever the attendance was
        ("55555", None, UNKNOWN),  # green or yellow
        ("33333", None, YELLOW),
        ("5555-", None, UNKNOWN),
    ],
)
def test_overall_is_the_colour_of_all_or_unknown_where_it_depends(five, attended, light):
    assert lights(five, attended)[OVERALL] is light


def test_the_bounds_shipped_are_those_of_the_oldest_day_too():
    assert outlook.bounds(date(2011, 1, 1)) in outlook.BOUNDS


fives = st.lists(st.sampled_from("12345"), min_size=5, max_size=5)


@given(fives, st.integers(0, 4), st.integers(0, 100), st.integers(0, 100))
def test_a_better_answer_or_more_meetings_never_darken_a_light(five, which, attended, more):
    better = ["5" if n == which else answer for n, answer in enumerate(five)]
    before, after = lights(five, attended), lights(better, max(attended, more))
    assert all(RANK[after[name]] >= RANK[before[name]] for name in outlook.ITEMS)


@given(fives, st.integers(0, 100))
def test_what_is_said_of_all_without_attendance_holds_with_any(five, attended):
    without = lights(five, None)[OVERALL]
    assert without in (UNKNOWN, lights(five, attended)[OVERALL])
