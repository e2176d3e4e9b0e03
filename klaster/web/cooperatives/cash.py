"""The money of a cooperative: cash book and bank book, counts, vouchers; and its ended months."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.closing.models import MonthEnd
from klaster.domain.cooperative import cash_box
from klaster.domain.treasury import queries as treasury
from klaster.domain.treasury.models import CashCount
from klaster.web.cooperatives import period
from klaster.web.shared import words
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

COUNTS_SHOWN = 6


@page("cooperative", whole=True)
def cash(request: Visit) -> HttpResponse:
    """One month of the cash book or of the bank book, with its vouchers and the last counts."""
    own = period.own(request)
    month = period.month(request, own)
    is_bank = request.GET.get("buku", "") == "bank"
    place = cash_box.BANK if is_bank else cash_box.CASH
    book = treasury.cash_book(own, month.first, month.last, place)
    counts = CashCount.objects.filter(
        organisation_id=own.organisation_id, cooperative=own, on__lte=month.last
    ).order_by("-on", "-id")[:COUNTS_SHOWN]
    context: dict[str, Any] = {
        "tab": "cash",
        "cooperative": own,
        "period": month,
        "is_bank": is_bank,
        "book": book,
        "lines": [
            {
                "line": each,
                "what": words.entry_kind(each.kind),
                "paid_in": each.amount if each.amount > 0 else None,
                "paid_out": -each.amount if each.amount < 0 else None,
            }
            for each in book.lines
        ],
        "paid_in": sum(max(each.amount, 0) for each in book.lines),
        "paid_out": sum(max(-each.amount, 0) for each in book.lines),
        "counts": [(each, each.counted - each.expected) for each in counts],
        "vouchers": treasury.vouchers(own, month.first, month.last),
    }
    return render(request, "cooperatives/cash.html", context)


@page("cooperative", whole=True)
def months(request: Visit) -> HttpResponse:
    """Every month that was ended: what the act did, and its seal."""
    own = period.own(request)
    ended = MonthEnd.objects.filter(
        organisation_id=own.organisation_id, cooperative=own, ended_on__lte=request.on
    )
    context = {
        "tab": "months",
        "cooperative": own,
        "part": part(ended, {"month": True, "id": True}, request.GET, size=24),
    }
    return render(request, "cooperatives/months.html", context)
