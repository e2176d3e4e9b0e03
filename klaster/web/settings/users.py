"""Who signs in for the organisation, with which roles; and the visitor's organisations."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.access import queries
from klaster.domain.access.models import Grant
from klaster.domain.registry.models import Party
from klaster.web.settings import roles
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page


@page("settings", whole=True)
def users(request: Visit) -> HttpResponse:
    """Those who hold or held a role here, by name."""
    own = Grant.objects.filter(organisation_id=request.organisation.id).order_by("valid_from")
    found = queries.users(request.organisation.id).prefetch_related(Prefetch("grants", own))
    if text := request.GET.get("q", "").strip():
        found = found.filter(full_name__icontains=text)
    listed = part(found, {"full_name": False, "id": False}, request.GET)
    held = {
        each.id: [roles.NAMES[grant.role] for grant in each.grants.all() if not grant.valid_until]
        for each in listed.rows
    }
    context = {"part": listed, "rows": [(each, held[each.id]) for each in listed.rows], "q": text}
    return render(request, "settings/users.html", context)


@page("settings", whole=True)
def user(request: Visit, id: UUID) -> HttpResponse:
    """One of them: every role with its part of the organisation, and since when."""
    chosen = get_object_or_404(queries.users(request.organisation.id), id=id)
    own = {"organisation_id": request.organisation.id}
    grants = Grant.objects.filter(user=chosen, **own).order_by("-valid_from", "id")
    names = dict(each for _kind, scopes in roles.scopes(own["organisation_id"]) for each in scopes)
    people = Party.objects.filter(**own, id__in=[each.scope_id for each in grants])
    names |= {str(party.id): party.name for party in people}
    context = {
        "user": chosen,
        "grants": [
            (each, roles.NAMES[each.role], names.get(str(each.scope_id), "")) for each in grants
        ],
        "is_self": chosen.id == request.actor.user_id,
    }
    return render(request, "settings/user.html", context)


@page("settings", whole=True)
def organisations(request: Visit) -> HttpResponse:
    """The organisations in which the visitor holds a role, with those roles."""
    held: dict[UUID, list[str]] = {}
    for grant in queries.grants(request.actor.user_id, request.today):
        held.setdefault(grant.organisation_id, []).append(str(roles.NAMES[grant.role]))
    rows = [(each, held.get(each.id, [])) for each in request.organisations]
    return render(request, "settings/organisations.html", {"rows": rows})
