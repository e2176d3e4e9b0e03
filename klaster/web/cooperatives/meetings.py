"""The meetings of a cooperative: who came, what was decided; the pack of the annual meeting."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.meetings import queries
from klaster.domain.meetings.models import Attendance
from klaster.domain.surplus import queries as surplus
from klaster.reports import rat_pack
from klaster.reports.rat_pack.sections import Pack, gather
from klaster.reports.render import as_xlsx
from klaster.web.cooperatives import period
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, tuple[str, Callable[[Pack], bytes]]] = {
    "pdf": ("application/pdf", rat_pack.pdf),
    "xlsx": (XLSX, lambda made: as_xlsx.xlsx_bytes(made.results, made.on)),
}


@page("cooperative", whole=True)
def meetings(request: Visit) -> HttpResponse:
    """All meetings, the deadlines of the next annual one, and the pack of every book year."""
    own = period.own(request)
    found = queries.of_cooperative(own).filter(called_on__lte=request.on)
    listed = part(found, {"planned_for": True, "id": True}, request.GET)
    came = Attendance.objects.filter(
        organisation_id=own.organisation_id, meeting__in=[each.id for each in listed.rows]
    )
    present = dict(came.values_list("meeting_id").annotate(Count("id")))
    years = _years_over(request, own)
    context = {
        "tab": "meetings",
        "cooperative": own,
        "part": listed,
        "rows": [(each, present.get(each.id, 0)) for each in listed.rows],
        "years": [str(each) for each in years],
        "last_year": str(years[0]) if years else "",
        "deadlines": queries.deadlines(own, surplus.year_of(own, years[0])[1]) if years else (),
        "plan_year": str(year := period.year_with(own, request.on)),
        "plan": queries.plan(own, year),
    }
    return render(request, "cooperatives/meetings.html", context)


@page("cooperative", whole=True)
def meeting(request: Visit, id: UUID) -> HttpResponse:
    """One meeting: agenda, who came against the quorum, what was decided with its votes."""
    own = period.own(request)
    chosen = get_object_or_404(queries.of_cooperative(own).filter(called_on__lte=request.on), id=id)
    present = chosen.attendances.select_related("member__party").order_by("member__number")
    context = {
        "tab": "meetings",
        "cooperative": own,
        "meeting": chosen,
        "agenda": chosen.agenda.order_by("n"),
        "present": list(present),
        "resolutions": chosen.resolutions.order_by("n"),
        "pack_year": str(chosen.year) if chosen.year in _years_over(request, own) else "",
    }
    return render(request, "cooperatives/meeting.html", context)


@page("cooperative", whole=True)
def pack(request: Visit, year: str, form: str) -> HttpResponse:
    """The annual meeting's pack about a book year that is over, as PDF or XLSX."""
    own = period.own(request)
    if form not in FORMS or year not in {str(each) for each in _years_over(request, own)}:
        raise Http404
    content_type, make = FORMS[form]
    response = HttpResponse(make(gather(own, int(year))), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="rat-{year}.{form}"'
    return response


def _years_over(request: Visit, own: Cooperative) -> list[int]:
    """The book years that ended by the day of asking, the latest first."""
    last = period.year_with(own, request.on)
    if surplus.year_of(own, last)[1] > request.on:
        last -= 1
    return list(range(last, period.year_with(own, own.formed_on) - 1, -1))
