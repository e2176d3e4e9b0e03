"""How a cooperative is run: its offices and staff, what it chose, and its hand-written books."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.cooperative import queries
from klaster.domain.cooperative.models import Note
from klaster.domain.lending.models import Relative
from klaster.domain.savings.models import Plan
from klaster.rules.choices import CHOICES
from klaster.web.cooperatives import period
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page


@page("cooperative", whole=True)
def organisation(request: Visit) -> HttpResponse:
    """Who leads and works, whose family that is, which rules are in force, who may look in."""
    own = period.own(request)
    mine: dict[str, Any] = {"organisation_id": own.organisation_id, "cooperative": own}
    chosen = queries.choices(own, request.on)
    context = {
        "tab": "organisation",
        "cooperative": own,
        "officers": queries.officers(own, request.on),
        "employees": queries.employees(own, request.on),
        "relatives": Relative.objects.filter(**mine, since__lte=request.on)
        .select_related("party", "relative")
        .order_by("since", "id"),
        "plan": Plan.objects.filter(**mine, valid_from__lte=request.on)
        .order_by("-valid_from")
        .first(),
        "choices": [
            {
                "choice": each,
                "chosen": chosen.get(key),
                "said": each.said(chosen[key].value if key in chosen else each.default),
                "area": f"choice:{key}",
            }
            for key, each in CHOICES.items()
        ],
    }
    return render(request, "cooperatives/organisation.html", context)


@page("cooperative", whole=True)
def notes(request: Visit) -> HttpResponse:
    """The lines of the hand-written books, the latest first; of one book on demand."""
    own = period.own(request)
    kind = request.GET.get("buku", "")
    found = queries.notes(own, request.on)
    if kind in Note.Kind.values:
        found = found.filter(kind=kind)
    context = {
        "tab": "books",
        "cooperative": own,
        "kind": kind,
        "kinds": Note.Kind.choices,
        "part": part(found, {"on": True, "id": True}, request.GET),
    }
    return render(request, "cooperatives/notes.html", context)
