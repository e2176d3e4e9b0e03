"""Reading meetings: the annual one of a year, who came, what was resolved, deadlines."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Officer
from klaster.domain.meetings.models import Attendance, Meeting, PlanLine, Resolution
from klaster.rules import meeting as rules

OF_MEMBERS = (Meeting.Kind.ANNUAL, Meeting.Kind.EXTRAORDINARY)


@dataclass(frozen=True, slots=True)
class Seats:
    """How many have a seat in a meeting, how many came, and how many must."""

    entitled: int
    present: int
    quorum: int


def of_cooperative(cooperative: Cooperative) -> QuerySet[Meeting]:
    """Return all meetings, the latest first."""
    return Meeting.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    ).order_by("-planned_for", "-id")


def annual(cooperative: Cooperative, year: int) -> Meeting | None:
    """Return the annual meeting that was held about a year, else the one called last, or None."""
    found = list(of_cooperative(cooperative).filter(kind=Meeting.Kind.ANNUAL, year=year))
    return next((meeting for meeting in found if meeting.held_on), found[0] if found else None)


def resolutions(cooperative: Cooperative) -> QuerySet[Resolution]:
    """Return what the meetings of a cooperative resolved, in order."""
    return (
        Resolution.objects.filter(
            organisation_id=cooperative.organisation_id, meeting__cooperative=cooperative
        )
        .select_related("meeting")
        .order_by("meeting__held_on", "meeting_id", "n")
    )


def plan(cooperative: Cooperative, year: int) -> QuerySet[PlanLine]:
    """Return the work plan and budget of a year, in order."""
    return PlanLine.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative, year=year
    ).order_by("n")


def deadlines(cooperative: Cooperative, year_end: date) -> list[rules.Deadline]:
    """Return by when the meeting about the year that ended must be held, the earliest first."""
    return rules.deadlines(year_end, cooperatives.choice(cooperative, "rat_months", year_end))


def present(meeting: Meeting) -> int:
    """Return how many stand on the list of those who came."""
    return Attendance.objects.filter(
        organisation_id=meeting.organisation_id, meeting=meeting
    ).count()


def seats(meeting: Meeting, on: date) -> Seats:
    """Return who has a seat on a day (all members, or the officers or supervisors), and came."""
    entitled = _entitled(meeting, on)
    percent = cooperatives.choice(meeting.cooperative, "quorum_pct", on)
    return Seats(entitled, present(meeting), rules.quorum(entitled, percent))


def _entitled(meeting: Meeting, on: date) -> int:
    cooperative = meeting.cooperative
    if meeting.kind in OF_MEMBERS:
        return cooperatives.standing_members(cooperative, on).count()
    held = cooperatives.officers(cooperative, on)
    if meeting.kind == Meeting.Kind.SUPERVISORS:
        return held.filter(office=Officer.Office.SUPERVISOR).count()
    boards = (Officer.Office.SUPERVISOR, Officer.Office.SHARIA_BOARD)
    return held.exclude(office__in=boards).count()
