"""The inventory of a cooperative: what it owns for lasting use, and how each piece wears."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.treasury import queries
from klaster.domain.treasury.models import FixedAsset, Wear
from klaster.web.cooperatives import period
from klaster.web.shared.visits import Visit, page


@page("cooperative", whole=True)
def inventory(request: Visit) -> HttpResponse:
    """What is there on the day, at what it is carried; what came with a deed and is not listed."""
    own = period.own(request)
    listed = queries.inventory(own, request.on)
    context = {
        "tab": "cash",
        "cooperative": own,
        "listed": listed,
        "cost": sum(each.asset.cost for each in listed),
        "carrying": sum(each.carrying for each in listed),
        "missing": queries.not_taken_up(own, request.on),
    }
    return render(request, "cooperatives/inventory.html", context)


@page("cooperative", whole=True)
def asset(request: Visit, id: UUID) -> HttpResponse:
    """One piece of the inventory: what it cost, what wore off month by month, how it ended."""
    own = period.own(request)
    mine: dict[str, Any] = {"organisation_id": own.organisation_id}
    found = FixedAsset.objects.filter(**mine, cooperative=own, acquired_on__lte=request.on)
    chosen = get_object_or_404(found, id=id)
    wear = Wear.objects.filter(**mine, asset=chosen, counted_on__lte=request.on)
    worn = list(wear.order_by("-on"))
    context = {
        "tab": "cash",
        "cooperative": own,
        "asset": chosen,
        "wear": worn,
        "carrying": chosen.cost - sum(each.amount for each in worn),
    }
    return render(request, "cooperatives/asset.html", context)
