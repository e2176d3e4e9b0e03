"""Whose cooperative the pages speak of, and of which part of its life: a book year, a month."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.http import Http404

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger.models import Entry
from klaster.domain.surplus import queries as surplus
from klaster.rules.calendar import add_months
from klaster.web.shared.visits import Visit


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the books, with what an address calls the one before and the one after, or ""."""

    name: str
    first: date
    last: date
    before: str
    after: str


def known(request: Visit) -> Cooperative | None:
    """The organisation's own cooperative, asked for once a request; None where it has none yet."""
    if not hasattr(request, "own_cooperative"):
        found = cooperatives.of_organisation(request.organisation.id)
        is_there = found is not None and found.formed_on <= request.on
        request.own_cooperative = found if is_there else None  # type: ignore[attr-defined]
    there: Cooperative | None = request.own_cooperative  # type: ignore[attr-defined]
    return there


def own(request: Visit) -> Cooperative:
    """The organisation's own cooperative; without one there is no such page."""
    found = known(request)
    if found is None:
        raise Http404
    return found


def last_posted(cooperative: Cooperative, on: date) -> date:
    """The last day up to `on` that something counts on in the books; its founding without any."""
    posted = Entry.objects.filter(
        organisation_id=cooperative.organisation_id,
        book=cooperative.book,
        posting_date__lte=on,
    ).aggregate(last=Max("posting_date"))
    return posted["last"] or cooperative.formed_on


def year_with(cooperative: Cooperative, day: date) -> int:
    """The book year that a day belongs to, named by the calendar year in which it ends."""
    start = cooperative.book.fiscal_year_start
    return day.year + (start > 1 and day.month >= start)


def year(request: Visit, cooperative: Cooperative) -> Period:
    """The book year that `?tahun=` names, or the last one with entries, up to the day of asking."""
    asked = request.GET.get("tahun", "")
    if asked and not (asked.isdecimal() and len(asked) == 4 and asked > "0001"):
        raise Http404
    number = int(asked) if asked else year_with(cooperative, last_posted(cooperative, request.on))
    first, last = surplus.year_of(cooperative, number)
    return Period(
        name=str(number),
        first=first,
        last=min(last, request.on),
        before=str(number - 1) if first > cooperative.formed_on else "",
        after=str(number + 1) if last < request.on else "",
    )


def month(request: Visit, cooperative: Cooperative) -> Period:
    """The month that `?bulan=` names, or the last one with entries, up to the day of asking."""
    asked = request.GET.get("bulan", "")
    try:
        day = date.fromisoformat(f"{asked}-01") if asked else last_posted(cooperative, request.on)
        first = day.replace(day=1)
        after = add_months(first, 1)
        before = add_months(first, -1)
    except (ValueError, OverflowError):
        raise Http404 from None
    return Period(
        name=f"{first:%Y-%m}",
        first=first,
        last=min(after - timedelta(days=1), request.on),
        before=f"{before:%Y-%m}" if first > cooperative.formed_on else "",
        after=f"{after:%Y-%m}" if after <= request.on else "",
    )
