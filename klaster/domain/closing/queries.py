"""Reading the end of a month: what is still missing for it, and what it booked."""

from dataclasses import dataclass
from datetime import date, timedelta

from klaster.domain.closing import controls
from klaster.domain.closing.models import MonthEnd
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.domain.treasury import queries as treasury
from klaster.rules.calendar import add_months

BOOKED = ("treasury.asset_worn", "closing.provided", "savings.profit_shared", ledger.YEAR_CLOSED)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold before a month may be ended; `problems` say what does not."""

    code: str
    is_met: bool
    problems: tuple[str, ...] = ()


def next_month(cooperative: Cooperative) -> date:
    """The first day of the month that is to be ended next."""
    return ledger.first_open_month(cooperative.book)


def last_day(month: date) -> date:
    """The last day of a month."""
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def checks(cooperative: Cooperative, month: date, on: date) -> list[Check]:
    """What must hold to end `month` on the day `on`: it is over, the cash counted, no control red.

    What `month_end` itself asks for is asked here as well, so that all of it is said at once.
    """
    last = last_day(month)
    found = controls.problems(cooperative.book)
    return [
        Check("over", last <= on),
        Check("counted", not treasury.needs_count(cooperative, last)),
        Check("controls", not found, tuple(found)),
    ]


def booked(cooperative: Cooperative, month: date) -> list[ledger.EntryRead]:
    """The entries that ending a month made, with what they moved."""
    ids = Entry.objects.filter(
        organisation_id=cooperative.organisation_id,
        book=cooperative.book,
        kind__in=BOOKED,
        posting_date=last_day(month),
    ).values_list("id", flat=True)
    return list(ledger.entries(cooperative.organisation_id, ids).values())


def ended(cooperative: Cooperative, month: date) -> MonthEnd | None:
    """What ending a month did, the last time it was ended; None while it is open."""
    return (
        MonthEnd.objects.filter(
            organisation_id=cooperative.organisation_id, cooperative=cooperative, month=month
        )
        .order_by("-ended_on", "-id")
        .first()
    )
