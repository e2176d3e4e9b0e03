"""The business unit of a cooperative: what is in store, turnover, and the card of one item."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.trade import queries
from klaster.domain.trade.models import Deal
from klaster.web.cooperatives import period
from klaster.web.shared.visits import Visit, page


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
