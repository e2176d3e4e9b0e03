"""Pages of the contracts."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Contract, Terms
from klaster.domain.programme.models import Sector
from klaster.reports.labels import CONTRACT_KINDS, ENTRY_KINDS
from klaster.web.contracts.acts.standing import case_of
from klaster.web.contracts.terms import in_words, of_event
from klaster.web.shared import holdings
from klaster.web.shared.paging import part
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page


@page("contracts")
def contracts(request: Visit) -> HttpResponse:
    """The contracts within reach, the latest first, with what each still holds."""
    names = ("q", "akad", "keadaan", "sektor", "kelompok")
    asked = {name: request.GET.get(name, "").strip() for name in names}
    found = _within(request).filter(signed_on__lte=request.on)
    if asked["q"]:
        found = found.filter(
            Q(number__icontains=asked["q"]) | Q(party__folded__icontains=asked["q"].lower())
        )
    if asked["akad"]:
        found = found.filter(kind=asked["akad"])
    if asked["keadaan"]:
        found = found.filter(status=asked["keadaan"])
    if asked["sektor"]:
        found = found.filter(sector__code=asked["sektor"])
    if asked["kelompok"]:
        found = found.filter(group_id=_id(asked["kelompok"]))
    listed = part(found, {"signed_on": True, "id": True}, request.GET)
    held = holdings.held(
        request.organisation.id, request.on, contracts=tuple(each.id for each in listed.rows)
    )
    rows = [
        {
            "contract": each,
            "kind": CONTRACT_KINDS.get(each.kind, each.kind),
            "claim": holdings.claim([row for row in held if row.contract == each.id]),
        }
        for each in listed.rows
    ]
    context = {
        "asked": asked,
        "part": listed,
        "rows": rows,
        "kinds": [(code, title) for code, title in CONTRACT_KINDS.items() if code],
        "statuses": Contract.Status.choices,
        "sectors": Sector.objects.filter(organisation_id=request.organisation.id).order_by("name"),
    }
    return render(request, "contracts/contracts.html", context)


@page("contracts")
def contract(request: Visit, id: UUID) -> HttpResponse:
    """One contract: terms, position, schedule with what was paid, events with their entries."""
    chosen = get_object_or_404(_within(request).select_related("book", "programme"), id=id)
    versions = Terms.objects.filter(
        organisation_id=request.organisation.id, contract=chosen
    ).order_by("-version")
    schedule = queries.schedule(chosen)
    events = list(queries.events(chosen))
    case = case_of(chosen)
    last = next((event for event in events if event.id in case.ids[-1:]), None)
    if last is not None:
        last.contract = chosen  # with its case, for what may be done with the event
    # What was handed over or written off is no longer owed here, whatever its schedule says.
    is_running = chosen.closed_on is None or chosen.closed_on > request.on
    context: dict[str, Any] = {
        "contract": chosen,
        "kind": CONTRACT_KINDS.get(chosen.kind, chosen.kind),
        "versions": [(each, in_words(each.data)) for each in versions],
        "owed": queries.position_of(case).owed.items(),
        "held": holdings.held(request.organisation.id, request.on, contracts=(chosen.id,)),
        "schedule": [
            {
                "row": row,
                "due": row.principal + row.margin,
                "paid": row.principal_settled + row.margin_settled,
                "is_late": is_running and row.left > 0 and row.due_date < request.on,
            }
            for row in schedule
        ],
        "events": [
            (event, ENTRY_KINDS.get(event.kind, event.kind), of_event(event.data))
            for event in events
        ],
        "last": last,
    }
    return render(request, "contracts/contract.html", context)


def _within(request: Visit) -> QuerySet[Contract]:
    return queries.of_organisation(request.organisation.id).filter(of_people(request))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
