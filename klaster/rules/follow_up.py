"""When those who left on their own feet are looked up again, and what a day says of each date."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from klaster.rules.calendar import add_months

DUE_MONTHS = (3, 6, 12, 24, 36, 84)  # after the exit
WINDOW_DAYS = 30  # before and after the due day in which a follow-up is on time


class Status(StrEnum):
    """What is known of one due month: told or lost, withdrawn, still to come, or unknown."""

    FOUND = "found"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Due:
    """One follow-up to do: due on `day`, on time from `opens` until and with `closes`."""

    month: int
    day: date

    @property
    def opens(self) -> date:
        """The first day on which it may be done on time."""
        return self.day - timedelta(days=WINDOW_DAYS)

    @property
    def closes(self) -> date:
        """The last day on time; from the next one it is late, and unknown until it is done."""
        return self.day + timedelta(days=WINDOW_DAYS)


def plan(exited_on: date) -> tuple[Due, ...]:
    """The follow-ups after an exit: of 6 March 2014 on 6 June, 6 September 2014, 6 March 2015 …"""
    return tuple(Due(month, add_months(exited_on, month)) for month in DUE_MONTHS)


def status(due: Due, on: date, *, outcome: str = "", is_withdrawn: bool = False) -> Status:
    """Say what a day knows of a due month; `outcome` is what was reported by then, or "".

    A report stands even when consent is withdrawn later; without one nothing more is expected.
    """
    if outcome:
        return Status(outcome)
    if is_withdrawn:
        return Status.WITHDRAWN
    return Status.UNKNOWN if on > due.closes else Status.NOT_YET
