"""The surplus (SHU) of a cooperative: policies, what each year brought, who got what."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.closing.models import MonthEnd
from klaster.domain.surplus import queries
from klaster.domain.surplus.models import Distribution, Policy
from klaster.web.cooperatives import period
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page


@page("cooperative", whole=True)
def surplus(request: Visit) -> HttpResponse:
    """Every book year that was closed with what became of its surplus; and the policies."""
    own = period.own(request)
    mine: dict[str, Any] = {"organisation_id": own.organisation_id, "cooperative": own}
    closed = MonthEnd.objects.filter(**mine, ended_on__lte=request.on).exclude(result=None)
    results = {each.month.year: each.result for each in closed.order_by("month", "ended_on")}
    shared = {
        each.year: each
        for each in Distribution.objects.filter(**mine, proposed_on__lte=request.on).exclude(
            status=Distribution.Status.REVERSED
        )
    }
    context = {
        "tab": "surplus",
        "cooperative": own,
        "years": [
            (year, results.get(year), shared.get(year))
            for year in sorted(results.keys() | shared.keys(), reverse=True)
        ],
        "policies": [
            (each, [(_name(code), percent) for code, percent in queries.percents(each)])
            for each in Policy.objects.filter(**mine, valid_from__lte=request.on).order_by(
                "-valid_from"
            )
        ],
    }
    return render(request, "cooperatives/surplus.html", context)


@page("cooperative", whole=True)
def distribution(request: Visit, id: UUID) -> HttpResponse:
    """The sharing of one year: the pots, and every member's part."""
    own = period.own(request)
    found = Distribution.objects.filter(
        organisation_id=own.organisation_id, cooperative=own, proposed_on__lte=request.on
    ).select_related("policy", "resolution__meeting")
    chosen = get_object_or_404(found, id=id)
    pots = queries.pots(chosen)
    context = {
        "tab": "surplus",
        "cooperative": own,
        "distribution": chosen,
        "pots": [(_name(code), amount) for code, amount in pots],
        "to_members": chosen.surplus - sum(amount for _, amount in pots),
        "part": part(queries.shares(chosen), {"member__number": False, "id": False}, request.GET),
    }
    return render(request, "cooperatives/distribution.html", context)


def _name(code: str) -> str:
    """A pot is named by the cooperative's own bylaws: "jasa_modal" is said Jasa modal."""
    return code.replace("_", " ").capitalize()
