"""Pages of the mitra."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from klaster.domain.access import policy
from klaster.domain.places.models import Area
from klaster.domain.programme.models import Sector, Stage
from klaster.domain.registry import queries as registry
from klaster.domain.registry import search
from klaster.domain.registry.models import Party
from klaster.reports.labels import CONTRACT_KINDS
from klaster.web.mitra import queries, timeline
from klaster.web.shared import holdings
from klaster.web.shared.answers import address
from klaster.web.shared.paging import Part, part
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page


@page("mitra")
def mitra(request: Visit) -> HttpResponse:
    """The list, or what answers to a name or part of one, typos forgiven."""
    organisation = request.organisation.id
    asked = {name: request.GET.get(name, "") for name in ("q", "sektor", "desa", "tahap")}
    people = queries.people(
        organisation,
        sector=asked["sektor"],
        village=asked["desa"],
        stage=asked["tahap"],
        on=request.on,
    ).filter(of_people(request, "id"))
    if text := asked["q"].strip():
        hits = [hit.id for hit in search.find(organisation, text, limit=100)]
        found = {party.id: party for party in people.filter(id__in=hits)}
        listed = Part([found[hit] for hit in hits if hit in found], "", "")
    else:
        listed = part(people, {"name": False, "id": False}, request.GET)
    context: dict[str, Any] = {
        "asked": asked,
        "may_decide": request.reach.is_whole
        and not policy.PAGES["duplicates"].isdisjoint(request.actor.roles),
        "part": listed,
        "rows": queries.rows(organisation, list(listed.rows), request.on),
        "sectors": Sector.objects.filter(organisation_id=organisation).order_by("name"),
        "villages": Area.objects.filter(
            code__in=Party.objects.filter(organisation_id=organisation).values("village_id")
        ).order_by("name"),
        "stages": Stage.choices,
    }
    return render(request, "mitra/mitra.html", context)


@page("mitra_file")
def mitra_file(request: Visit, id: UUID) -> HttpResponse:
    """All that is on record of one mitra; who was merged into another is found there."""
    organisation = request.organisation.id
    own = Party.objects.filter(of_people(request, "id"), organisation_id=organisation)
    sheet = queries.sheet(organisation, id, request.on)
    if sheet is None or (not request.reach.is_whole and not own.filter(id=id).exists()):
        raise Http404
    if sheet.party.merged_into_id:
        standing = registry.resolve(organisation, id)
        return redirect("mitra_file", standing)
    held = holdings.held(organisation, request.on, parties=sheet.ids)
    contracts = [
        {
            "contract": each,
            "kind": CONTRACT_KINDS.get(each.kind, each.kind),
            "claim": holdings.claim([row for row in held if row.contract == each.id]),
        }
        for each in sheet.contracts
    ]
    context = {
        "sheet": sheet,
        "party": sheet.party,
        "contracts": contracts,
        "held": held,
        "savings": [row for row in held if row.role == "group_cash"],
        "animals": [row for row in held if row.unit != "IDR"],
        "years": timeline.by_year(sheet),
        "statement": address("member_statement", {"party": sheet.party.id}),
    }
    return render(request, "mitra/file.html", context)
