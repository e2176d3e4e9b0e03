"""Pages of the cooperatives.

A cooperative's members and books are its own: an institution sees what it handed over, no more.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.reports.labels import CATEGORIES
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

# category in words → (fund, account, name, rupiah on its normal side)
Sheet = dict[str, list[tuple[str, str, str, int]]]


@page("cooperative", whole=True)
def cooperative(request: Visit) -> HttpResponse:
    """The organisation's own cooperative, or else those that it handed assets over to."""
    own = cooperatives.of_organisation(request.organisation.id)
    if own is None:
        received = (
            Deed.objects.filter(organisation_id=request.organisation.id, on__lte=request.on)
            .select_related("receiver", "sector")
            .order_by("receiver__name")
        )
        worth = {
            deed: {"count": count, "book": book}
            for deed, count, book in DeedItem.objects.filter(
                organisation_id=request.organisation.id
            )
            .values_list("deed_id")
            .annotate(Count("id"), Sum("book_value_rp"))
        }
        deeds = [(each, worth.get(each.id)) for each in received]
        return render(request, "cooperatives/received.html", {"deeds": deeds})
    members = Member.objects.filter(
        organisation_id=request.organisation.id, cooperative=own, joined_on__lte=request.on
    ).select_related("party")
    taken_over = Entry.objects.filter(
        organisation_id=request.organisation.id, book=own.book, posting_date__lte=request.on
    ).order_by("posting_date")
    first = taken_over.values_list("posting_date", flat=True).first()
    context: dict[str, Any] = {
        "cooperative": own,
        "officers": cooperatives.officers(own, request.on),
        "members": members.count(),
        "part": part(members, {"number": False}, request.GET),
        "first": first,
        "opening": _sheet(own, first) if first else {},
        "now": _sheet(own, request.on),
    }
    return render(request, "cooperatives/cooperative.html", context)


def _sheet(own: Cooperative, on: date) -> Sheet:
    """The rupiah of the balance sheet on a day: lines of each category, on their normal side."""
    sheet: Sheet = {}
    for row in ledger.trial_balance(own.book, on):
        if row.unit == "IDR" and row.balance:
            title = str(CATEGORIES.get(row.category, row.category))
            sheet.setdefault(title, []).append(
                (row.fund, row.code, row.name, row.balance * row.normal_side)
            )
    return sheet
