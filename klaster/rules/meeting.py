"""The annual meeting's calendar, its quorum, and whether a vote carries.

Sources disagree on the deadline: UU 25/1992 art. 26 (2) gives six months after the book year, the
ministry's calendar three (31 March). Both are shown, the earlier as the reminder.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from klaster.rules.calendar import add_months

BY_LAW_MONTHS = 6  # UU 25/1992 art. 26 (2)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which the meeting must have been held, and who says so."""

    on: date
    source: str


def deadlines(year_end: date, chosen_months: int) -> list[Deadline]:
    """The deadlines of the meeting on the accounts of a year, the earliest first.

    A year that ended on 31 December 2014: 31 March 2015 (as chosen), 30 June 2015 (by law).
    """
    found = [
        Deadline(_month_end(year_end, chosen_months), "Pilihan koperasi"),
        Deadline(_month_end(year_end, BY_LAW_MONTHS), "UU 25/1992 pasal 26 (2)"),
    ]
    return sorted(set(found), key=lambda each: (each.on, each.source))


def _month_end(year_end: date, months: int) -> date:
    return add_months(year_end + timedelta(days=1), months) - timedelta(days=1)


def quorum(members: int, percent: int) -> int:
    """How many must be there: more than `percent` of the members. Of 100 at 50 %: 51."""
    return members * percent // 100 + 1


def carries(votes_for: int, votes_against: int) -> bool:
    """Say whether a resolution is adopted: more for it than against it.

    Consensus has nobody against. Source: UU 25/1992 art. 24 (2), the most votes decide.
    """
    return votes_for > votes_against
