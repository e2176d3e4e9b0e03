"""Due dates keep their day, follow the group's meetings and never drift."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules import calendar
from klaster.rules.calendar import Calendar, Timing
from klaster.rules.refusal import BadField

STARTS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def test_the_thirty_first_returns_after_a_short_month() -> None:
    found = calendar.due_dates(Timing(start=date(2010, 12, 31), instalments=4))
    assert found == days("2011-01-31", "2011-02-28", "2011-03-31", "2011-04-30")


def test_the_first_due_date_sets_the_anchor() -> None:
    timing = Timing(start=date(2022, 12, 30), instalments=3, first_due=date(2023, 1, 31))
    assert calendar.due_dates(timing) == days("2023-01-31", "2023-02-28", "2023-03-31")


def test_a_named_anchor_day_outlasts_the_first_due_date() -> None:
    timing = Timing(date(2023, 2, 10), 3, first_due=date(2023, 2, 28), anchor_day=31)
    assert calendar.due_dates(timing) == days("2023-02-28", "2023-03-31", "2023-04-30")


def test_leap_day_is_kept_where_there_is_one() -> None:
    timing = Timing(date(2024, 2, 29), 2, every=12)
    assert calendar.due_dates(timing) == days("2025-02-28", "2026-02-28")


def test_two_weekly_and_daily_steps_count_days() -> None:
    assert calendar.due_dates(Timing(date(2011, 3, 1), 2, every=2, unit="week")) == days(
        "2011-03-15", "2011-03-29"
    )
    assert calendar.due_dates(Timing(date(2011, 2, 27), 2, every=1, unit="day")) == days(
        "2011-02-28", "2011-03-01"
    )


def test_due_dates_move_to_the_meeting_and_off_holidays_without_drift() -> None:
    # Meetings on Thursdays; 31 March 2011 is one, and taken to be a holiday here.
    meetings = Calendar("forward", weekday=3, holidays=days("2011-03-31"))
    timing = Timing(date(2011, 2, 28), 3, calendar=meetings)
    assert calendar.due_dates(timing) == days("2011-04-07", "2011-04-28", "2011-06-02")


def test_backward_never_reaches_the_start() -> None:
    timing = Timing(date(2011, 3, 1), 2, 1, "day", calendar=Calendar("backward", weekday=3))
    assert calendar.due_dates(timing) == days("2011-03-03", "2011-03-03")


def test_a_plan_beyond_the_last_year_is_refused() -> None:
    with pytest.raises(BadField, match="9999"):
        calendar.due_dates(Timing(date(2199, 1, 1), 1200, every=366))
    with pytest.raises(BadField, match="9999"):
        calendar.due_dates(Timing(date(9999, 12, 30), 3, unit="day"))


def test_holidays_without_end_are_refused() -> None:
    start = date(2011, 1, 1)
    every_day = tuple(start + timedelta(days=i) for i in range(900))
    with pytest.raises(BadField, match="hari pertemuan"):
        calendar.due_dates(Timing(start, 1, calendar=Calendar("forward", holidays=every_day)))


@given(STARTS, st.integers(1, 60), st.integers(1, 12), st.sampled_from(calendar.UNITS))
def test_due_dates_follow_each_other_after_the_start(
    start: date, instalments: int, every: int, unit: str
) -> None:
    found = calendar.due_dates(Timing(start, instalments, every, unit))
    assert len(found) == instalments
    assert start < found[0]
    assert all(before < after for before, after in pairwise(found))


@given(STARTS, st.integers(-400, 400))
def test_months_forth_and_back_keep_the_day_of_long_months(day: date, months: int) -> None:
    there = calendar.add_months(day, months, day.day)
    assert calendar.add_months(there, -months, day.day) == day
