"""Applications for financing: who asks for what, how it was decided, where the limits stand."""

from uuid import UUID

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.lending import queries
from klaster.domain.lending.models import Application
from klaster.domain.savings import queries as savings
from klaster.reports.labels import CONTRACT_KINDS
from klaster.rules.contracts import KINDS
from klaster.web.cooperatives import period
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

ALL = "semua"


@page("cooperative", whole=True)
def applications(request: Visit) -> HttpResponse:
    """What waits to be decided, on demand all; and the limit of related parties."""
    own = period.own(request)
    is_all = request.GET.get("tampil") == ALL
    found = queries.applications(own).filter(applied_on__lte=request.on)
    waiting = found.filter(status=Application.Status.OPEN)
    listed = part(found if is_all else waiting, {"applied_on": True, "id": True}, request.GET)
    context = {
        "tab": "lending",
        "cooperative": own,
        "is_all": is_all,
        "part": listed,
        "rows": [(each, CONTRACT_KINDS.get(each.kind, each.kind)) for each in listed.rows],
        "asked": waiting.aggregate(sum=Sum("amount"))["sum"] or 0,
        "needed": queries.approvals_needed(own, request.on),
        "related": queries.related(own, request.on),
    }
    return render(request, "cooperatives/applications.html", context)


@page("cooperative", whole=True)
def application(request: Visit, id: UUID) -> HttpResponse:
    """One application: the plan of payment, what the member has and owes, who approved."""
    own = period.own(request)
    found = queries.applications(own).filter(applied_on__lte=request.on)
    chosen = get_object_or_404(found, id=id)
    party = chosen.member.party_id
    kind = KINDS[chosen.kind]
    start = {"start": chosen.applied_on.isoformat()}
    plan = kind.schedule(kind.read_terms({**start, **chosen.terms}))
    context = {
        "tab": "lending",
        "cooperative": own,
        "application": chosen,
        "kind": CONTRACT_KINDS.get(chosen.kind, chosen.kind),
        "plan": plan,
        "total": sum(each.total for each in plan),
        "saved": sum(savings.saved_by(own.organisation_id, [party], request.on)[party].values()),
        "late": savings.late_of(chosen.member, request.on),
        "before": queries.applications(own)
        .filter(member=chosen.member, applied_on__lte=request.on)
        .exclude(id=chosen.id),
        "approvals": chosen.approvals.select_related("officer__party").order_by("on", "id"),
        "needed": queries.approvals_needed(own, request.on),
        "is_own": chosen.recorded_by == request.actor.user_id,
    }
    return render(request, "cooperatives/application.html", context)
