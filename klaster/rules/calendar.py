"""When instalments fall due: steps of months, weeks or days, moved to meetings and off holidays.

Nominal days are counted from the first one, so a moved or short month never drifts the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from klaster.rules import reading
from klaster.rules.refusal import BadField

MONTH, WEEK, DAY = "month", "week", "day"
UNITS = (MONTH, WEEK, DAY)
NONE, FORWARD, BACKWARD = "none", "forward", "backward"
SHIFTS = (NONE, FORWARD, BACKWARD)
MOST_INSTALMENTS = 1200
MOST_STEPS = 366  # months, weeks or days between two instalments
LONGEST_SEARCH = 400  # days; holidays beyond it leave no day to meet on

_DAYS = {WEEK: 7, DAY: 1}
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days on which the group does or does not meet.

    `weekday` is 0 for Monday (None: any day); a nominal due date on another day or on one of
    `holidays` moves by `shift`: forward, backward (unless that falls before the start) or not.
    """

    shift: str = NONE
    weekday: int | None = None
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """When a contract starts and how its instalments follow each other.

    `anchor_day` is the day of the month that returns after a short month: the day of the
    first due date unless given. Grace and money are no matter of this module.
    """

    start: date
    instalments: int
    every: int = 1
    unit: str = MONTH
    first_due: date | None = None
    anchor_day: int | None = None
    calendar: Calendar = Calendar()


def read_timing(values: Mapping[str, Any]) -> Timing:
    """`Timing` from the keys start, instalments, every, unit, first_due, anchor_day, calendar."""
    unit = reading.read_choice(values, "unit", UNITS)
    timing = Timing(
        start=reading.read_date(values, "start"),
        instalments=reading.read_int(values, "instalments", least=1, most=MOST_INSTALMENTS),
        every=reading.read_int(values, "every", least=1, most=MOST_STEPS, default=1),
        unit=unit,
        first_due=reading.read_optional_date(values, "first_due"),
        anchor_day=_read_anchor_day(values, unit),
        calendar=_read_calendar(values),
    )
    if timing.first_due is not None and timing.first_due < timing.start:
        raise BadField(field="first_due", reason="tidak boleh sebelum tanggal mulai (start)")
    return timing


def due_dates(timing: Timing) -> tuple[date, ...]:
    """One date per instalment: from 31 January 2023 monthly 31/1, 28/2, 31/3, 30/4 …

    Raises `BadField` for `every` when the calendar ends (year 9999) before the plan does.
    """
    try:
        nominal = _nominal_dates(timing)
        return tuple(_moved(day, timing) for day in nominal)
    except (OverflowError, ValueError):
        raise BadField(field="every", reason="jadwal melampaui tahun 9999") from None


def add_months(day: date, months: int, anchor_day: int | None = None) -> date:
    """The day `months` later, on `anchor_day` (by default its own day) or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    wanted = anchor_day or day.day
    return date(year, month + 1, min(wanted, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """28 to 31, by the Gregorian calendar."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS_IN_MONTH[month - 1]


def _nominal_dates(timing: Timing) -> list[date]:
    if timing.unit != MONTH:
        step = timedelta(days=_DAYS[timing.unit] * timing.every)
        first = timing.first_due or timing.start + step
        return [first + step * k for k in range(timing.instalments)]
    anchor = timing.anchor_day or (timing.first_due or timing.start).day
    first = timing.first_due or add_months(timing.start, timing.every, anchor)
    later = (add_months(first, timing.every * k, anchor) for k in range(1, timing.instalments))
    return [first, *later]


def _moved(day: date, timing: Timing) -> date:
    calendar = timing.calendar
    if calendar.shift == NONE or _is_meeting(day, calendar):
        return day
    if calendar.shift == BACKWARD:
        earlier = _search(day, -1, calendar)
        if earlier is not None and earlier > timing.start:
            return earlier
    later = _search(day, 1, calendar)
    if later is None:
        raise BadField(field="calendar.holidays", reason="tidak menyisakan hari pertemuan")
    return later


def _is_meeting(day: date, calendar: Calendar) -> bool:
    is_right_weekday = calendar.weekday is None or day.weekday() == calendar.weekday
    return is_right_weekday and day not in calendar.holidays


def _search(day: date, step: int, calendar: Calendar) -> date | None:
    for distance in range(1, LONGEST_SEARCH):
        candidate = day + timedelta(days=step * distance)
        if _is_meeting(candidate, calendar):
            return candidate
    return None


def _read_anchor_day(values: Mapping[str, Any], unit: str) -> int | None:
    if values.get("anchor_day") is None:
        return None
    if unit != MONTH:
        raise BadField(field="anchor_day", reason="hanya untuk angsuran bulanan (unit month)")
    return reading.read_int(values, "anchor_day", least=1, most=31)


def _read_calendar(values: Mapping[str, Any]) -> Calendar:
    if values.get("calendar") is None:
        return Calendar()
    given = reading.read_mapping(values, "calendar")
    with reading.within("calendar"):
        has_weekday = given.get("weekday") is not None
        return Calendar(
            shift=reading.read_choice(given, "shift", SHIFTS, default=FORWARD),
            weekday=reading.read_int(given, "weekday", least=0, most=6) if has_weekday else None,
            holidays=tuple(
                reading.as_date(day, f"holidays[{i}]")
                for i, day in enumerate(reading.read_list(given, "holidays"))
            ),
        )
