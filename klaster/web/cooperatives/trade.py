"""The business unit of a cooperative: what is in store, turnover, and the card of one item."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.registry.models import Party
from klaster.domain.trade import queries
from klaster.domain.trade.models import Deal
from klaster.web.cooperatives import period
from klaster.web.shared import words
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

PAYMENTS_SHOWN = 20


@page("cooperative", whole=True)
def trade(request: Visit) -> HttpResponse:
    """The stock of the day, and the turnover of a book year with members and with others."""
    own = period.own(request)
    year = period.year(request, own)
    store = queries.in_store(own, request.on)
    turnover = queries.turnover(own, year.first, year.last)
    sides = (
        (turnover.member_sales, turnover.member_cost),
        (turnover.other_sales, turnover.other_cost),
    )
    context = {
        "tab": "trade",
        "cooperative": own,
        "period": year,
        "store": store,
        "value": sum(stock.value for _, stock in store),
        "members": (*sides[0], sides[0][0] - sides[0][1]),
        "others": (*sides[1], sides[1][0] - sides[1][1]),
        "both": (
            sides[0][0] + sides[1][0],
            sides[0][1] + sides[1][1],
            sides[0][0] - sides[0][1] + sides[1][0] - sides[1][1],
        ),
        "buyers_owe": sum(queries.owed_by_buyers(own, request.on).values()),
        "suppliers_wait": sum(queries.owed_to_suppliers(own, request.on).values()),
    }
    return render(request, "cooperatives/trade.html", context)


@page("cooperative", whole=True)
def item(request: Visit, id: UUID) -> HttpResponse:
    """The stock card of one item over a book year, from what was there before on."""
    own = period.own(request)
    chosen = get_object_or_404(queries.items(own), id=id)
    year = period.year(request, own)
    card = queries.stock_card(own, chosen, year.first, year.last)
    context = {
        "tab": "trade",
        "cooperative": own,
        "period": year,
        "item": chosen,
        "card": card,
        "lines": [
            {
                "line": each,
                "what": Deal.Kind(each.kind).label,
                "step": "" if each.step == Deal.Step.MADE else Deal.Step(each.step).label,
                "came": each.quantity if each.quantity > 0 else None,
                "went": -each.quantity if each.quantity < 0 else None,
            }
            for each in card.lines
        ],
    }
    return render(request, "cooperatives/item.html", context)


@page("cooperative", whole=True)
def deals(request: Visit) -> HttpResponse:
    """Every purchase, sale and count, the latest first."""
    own = period.own(request)
    context = {
        "tab": "trade",
        "cooperative": own,
        "part": part(queries.deals(own, request.on), {"n": True}, request.GET),
    }
    return render(request, "cooperatives/deals.html", context)


@page("cooperative", whole=True)
def deal(request: Visit, id: UUID) -> HttpResponse:
    """One deal: its goods, and what was given back of it."""
    own = period.own(request)
    chosen = get_object_or_404(queries.deals(own, request.on).select_related("party", "of"), id=id)
    lines = list(queries.lines(chosen))
    backs = list(chosen.given_back.filter(on__lte=request.on).order_by("n"))
    context = {
        "tab": "trade",
        "cooperative": own,
        "deal": chosen,
        "lines": [(each, abs(each.quantity), abs(each.price)) for each in lines],
        "total": sum(abs(each.price) for each in lines),
        "backs": backs,
        "is_back": any(each.step == Deal.Step.REVERSED for each in backs),
        "is_count": chosen.kind == Deal.Kind.COUNT,
    }
    return render(request, "cooperatives/deal.html", context)


@page("cooperative", whole=True)
def debts(request: Visit) -> HttpResponse:
    """Who owes for goods, to whom the cooperative owes, and what was paid of it."""
    own = period.own(request)
    buyers = queries.owed_by_buyers(own, request.on)
    suppliers = queries.owed_to_suppliers(own, request.on)
    parties = Party.objects.filter(
        organisation_id=own.organisation_id, id__in={*buyers, *suppliers}
    )
    names = dict(parties.values_list("id", "name"))
    context = {
        "tab": "trade",
        "cooperative": own,
        "buyers": sorted((names[each], owed) for each, owed in buyers.items() if owed),
        "suppliers": sorted((names[each], owed) for each, owed in suppliers.items() if owed),
        "payments": [
            (each, words.entry_kind(each.kind))
            for each in queries.payments(own, request.on)[:PAYMENTS_SHOWN]
        ],
    }
    return render(request, "cooperatives/debts.html", context)
