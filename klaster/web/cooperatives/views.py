"""Pages of the cooperatives.

A cooperative's members and books are its own: an institution sees what it handed over, no more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.reports.labels import CATEGORIES
from klaster.rules.entry import RUPIAH
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

READ_AS_DEBIT = frozenset({"asset", "expense"})


@dataclass(slots=True)
class Category:
    """One category of a balance sheet: lines of (fund, account, chart line, rupiah), and its sum.

    Rupiah stand on the side that the category is read on.
    """

    title: str
    lines: list[tuple[str, str, str, int]]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The balance sheet of a day. What is owned less what is owed and kept must be nothing."""

    on: date
    categories: tuple[Category, ...]
    difference: int


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
        "sheets": _sheets(own, first, request.on) if first else (),
    }
    return render(request, "cooperatives/cooperative.html", context)


def _sheets(own: Cooperative, first: date, on: date) -> list[tuple[str, Sheet]]:
    """Return the opening balance sheet, and the one of the day if anything was posted since."""
    since = Entry.objects.filter(
        organisation_id=own.organisation_id,
        book=own.book,
        posting_date__gt=first,
        posting_date__lte=on,
    )
    sheets = [(gettext("Neraca awal"), _sheet(own, first))]
    if since.exists():
        sheets.append((gettext("Neraca sekarang"), _sheet(own, on)))
    return sheets


def _sheet(own: Cooperative, on: date) -> Sheet:
    """Return the rupiah of the balance sheet at the end of a day."""
    categories: dict[str, Category] = {}
    difference = 0
    for row in ledger.trial_balance(own.book, on):
        if row.unit != RUPIAH or not row.balance:
            continue
        title = str(CATEGORIES.get(row.category, row.category))
        category = categories.setdefault(row.category, Category(title, []))
        amount = row.balance if row.category in READ_AS_DEBIT else -row.balance
        category.lines.append((row.fund, row.code, f"{own.book.chart}:{row.code}", amount))
        category.total += amount
        difference += row.balance
    return Sheet(on, tuple(categories.values()), difference)
