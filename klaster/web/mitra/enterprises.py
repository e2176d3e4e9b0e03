"""One enterprise of a mitra: its seasons with what they brought, and the lines of its book."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.enterprises import queries
from klaster.domain.enterprises.models import Enterprise, Record, Turn
from klaster.web.shared.paging import part
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page


@page("mitra")
def enterprise(request: Visit, id: UUID) -> HttpResponse:
    """The book as the mitra told it; no part of the ledger."""
    own = {"organisation_id": request.organisation.id}
    chosen = get_object_or_404(
        Enterprise.objects.filter(of_people(request), **own).select_related("party", "sector"),
        id=id,
    )
    lines = Record.objects.filter(**own, cycle__enterprise=chosen, on__lte=request.on)
    context = {
        "enterprise": chosen,
        "results": queries.results(request.organisation.id, [id], request.on)[::-1],
        "turns": Turn.objects.filter(**own, enterprise=chosen, on__lte=request.on).order_by("on"),
        "part": part(lines.select_related("cycle", "unit"), {"on": True, "id": True}, request.GET),
    }
    return render(request, "mitra/enterprise.html", context)
