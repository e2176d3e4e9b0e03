"""Pages of the groups."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.assets import queries as assets
from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Contract
from klaster.domain.programme.models import Enrolment, Group, MentorAssignment, Sector
from klaster.domain.registry import queries as registry
from klaster.reports.labels import CONTRACT_KINDS, SPECIES
from klaster.rules.wording import WEEKDAYS
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page


@page("groups")
def groups(request: Visit) -> HttpResponse:
    """The groups within reach, by name."""
    found = _within(request)
    sector = request.GET.get("sektor", "")
    if sector:
        found = found.filter(sector__code=sector)
    listed = part(found, {"party__name": False, "id": False}, request.GET)
    enrolled = Enrolment.objects.filter(
        organisation_id=request.organisation.id, group_id__in=[each.id for each in listed.rows]
    )
    counts = dict(enrolled.values_list("group_id").annotate(Count("id")))
    context = {
        "part": listed,
        "rows": [(each, _weekday(each), counts.get(each.id, 0)) for each in listed.rows],
        "sectors": Sector.objects.filter(organisation_id=request.organisation.id).order_by("name"),
        "sector": sector,
    }
    return render(request, "groups/groups.html", context)


@page("groups")
def group(request: Visit, id: UUID) -> HttpResponse:
    """One group: members on the day, who accompanies it, its contracts, who waits for animals."""
    chosen = get_object_or_404(_within(request), id=id)
    own: dict[str, Any] = {"organisation_id": request.organisation.id}
    contracts = Contract.objects.filter(**own, group_id=chosen.party_id, signed_on__lte=request.on)
    kinds = contracts.values_list("kind", "status").annotate(count=Count("id"))
    waiting = assets.waiting(request.organisation.id, chosen.party_id)
    context = {
        "group": chosen,
        "weekday": _weekday(chosen),
        "members": registry.members(request.organisation.id, chosen.party_id, request.on).order_by(
            "party__name"
        ),
        "mentors": MentorAssignment.objects.filter(**own, group=chosen, valid_from__lte=request.on)
        .select_related("mentor")
        .order_by("-valid_from"),
        "contracts": [
            (CONTRACT_KINDS.get(kind, kind), Contract.Status(status).label, kind, status, count)
            for kind, status, count in kinds.order_by("kind", "status")
        ],
        "collections": queries.collections(request.organisation.id, chosen.party_id, request.on)[
            :5
        ],
        "waiting": [(each, SPECIES.get(each.species, each.species)) for each in waiting],
    }
    return render(request, "groups/group.html", context)


def _within(request: Visit) -> QuerySet[Group]:
    return Group.objects.filter(
        request.reach.within("id", "sector_id", "sector__programme_id"),
        organisation_id=request.organisation.id,
        formed_on__lte=request.on,
    ).select_related("party", "sector", "village")


def _weekday(group: Group) -> str:
    return WEEKDAYS[group.weekday - 1] if group.weekday else ""
