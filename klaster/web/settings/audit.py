"""The trail of all that was done, narrowed by person, act and day, with links to its subjects."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from klaster.domain.access import queries
from klaster.domain.access.queries import Deed
from klaster.web.settings.subjects import known
from klaster.web.shared.acting import FORMS
from klaster.web.shared.visits import Visit, page

SIZE = 50


@page("audit", whole=True)
def audit(request: Visit) -> HttpResponse:
    """A page of lines, the latest first."""
    asked = {name: request.GET.get(name, "") for name in ("orang", "tindakan", "hari")}
    lines = queries.trail(
        request.organisation.id,
        actor_id=_id(asked["orang"]),
        action=asked["tindakan"],
        day=_day(asked["hari"]),
        before=_id(request.GET.get("setelah", "")),
        limit=SIZE + 1,
    )
    rest = request.GET.copy()
    if len(lines) > SIZE:
        rest["setelah"] = str(lines[SIZE - 1].id)
    lines, has_more = lines[:SIZE], len(lines) > SIZE
    subjects = known(request.organisation.id, [line.subject_id for line in lines])
    context = {
        "asked": asked,
        "rows": [(line, _title(line), subjects.get(line.subject_id)) for line in lines],
        "next": f"?{rest.urlencode()}" if has_more else "",
        "people": queries.users(request.organisation.id),
        "acts": sorted((str(form.title), form.act) for form in FORMS.values()),
    }
    return render(request, "settings/audit.html", context)


def _title(line: Deed) -> str:
    """What was done, as its form says it; its code for what has no form."""
    form = FORMS.get(line.action)
    return str(form.title) if form else line.action


def _id(text: str) -> UUID | None:
    """An id from the address. Raises `Http404` for what is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404 from None
