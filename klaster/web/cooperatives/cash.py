"""The money of a cooperative: cash book and bank book, counts, vouchers; and its ended months."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.closing.models import MonthEnd
from klaster.domain.cooperative import cash_box
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.domain.treasury import queries as treasury
from klaster.domain.treasury.models import CashCount, Voucher
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
def voucher(request: Visit, id: UUID) -> HttpResponse:
    """One voucher: whom, what for, between which accounts, and whether it was taken back."""
    own = period.own(request)
    mine: dict[str, Any] = {"organisation_id": own.organisation_id}
    found = Voucher.objects.filter(**mine, cooperative=own, on__lte=request.on)
    chosen = get_object_or_404(found, id=id)
    entry = ledger.entry(own.organisation_id, chosen.id)
    chart = own.book.chart
    context = {
        "tab": "cash",
        "cooperative": own,
        "voucher": chosen,
        "lines": [
            (
                each,
                words.account_name(f"{chart}:{each.debit.role}"),
                words.account_name(f"{chart}:{each.credit.role}"),
            )
            for each in (entry.lines if entry else ())
        ],
        "back": Entry.objects.filter(**mine, reverses_id=chosen.id).first(),
    }
    return render(request, "cooperatives/voucher.html", context)


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
