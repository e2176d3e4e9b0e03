"""Pages of monitoring after the exit."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from klaster.domain.monitoring import queries as monitoring
from klaster.domain.programme import queries as programmes
from klaster.domain.programme.models import Programme
from klaster.reports.charts import survival as drawing
from klaster.reports.report import Row
from klaster.web.shared.answers import address, answer, shown
from klaster.web.shared.visits import Visit, page

MOST_ROWS = 200  # shown of one day's list; the rest are counted


@dataclass(frozen=True, slots=True)
class Curve:
    """What a sector's curve comes to: of how many, how many closed, what is left, the median."""

    sector: str
    cohort: int
    closed: int
    last: Row


@page("monitoring")
def calendar(request: Visit) -> HttpResponse:
    """Who is to be looked up again on the day, late ones first, within the visitor's reach."""
    chosen, choices = _programme(request)
    todo = monitoring.due(request.organisation.id, chosen.id, request.on) if chosen else []
    if not request.reach.is_whole:
        todo = [one for one in todo if _reached(request, one.graduate, chosen)]
    context = {
        "programme": chosen,
        "programmes": choices,
        "rows": todo[:MOST_ROWS],
        "more": max(0, len(todo) - MOST_ROWS),
        "late": sum(one.is_late for one in todo),
        "due": sum(not one.is_late for one in todo),
    }
    return render(request, "monitoring/calendar.html", context)


@page("monitoring", whole=True)
def survival(request: Visit) -> HttpResponse:
    """How long businesses last, drawn and in numbers, beside what is unknown of the cohort."""
    chosen, choices = _programme(request)
    context: dict[str, Any] = {"programme": chosen, "programmes": choices}
    if chosen:
        result = answer(request, "survival", programme=chosen.code)
        rows = result.rows
        context |= {
            "curves": _curves(rows),
            "p": rows[0]["p"] if rows else None,
            "picture": mark_safe(_picture(rows)),
            "follow_up": shown(answer(request, "follow_up", programme=chosen.code)),
            "report": address("survival", {"programme": chosen.code}),
        }
    return render(request, "monitoring/survival.html", context)


@page("monitoring", whole=True)
def warnings(request: Visit) -> HttpResponse:
    """What is slipping, by sector and cooperative; what a cooperative keeps closed is said."""
    chosen, choices = _programme(request)
    context: dict[str, Any] = {"programme": chosen, "programmes": choices}
    if chosen:
        context["report"] = shown(answer(request, "early_warning", programme=chosen.code))
    return render(request, "monitoring/warnings.html", context)


def _programme(request: Visit) -> tuple[Programme | None, list[Programme]]:
    """The programme asked for among those that have left, or the latest; and all of them."""
    left = [
        each
        for each in programmes.programmes(request.organisation.id)
        if each.exited_on is not None and each.exited_on <= request.on
    ]
    asked = request.GET.get("program")
    chosen = next((each for each in left if each.code == asked), left[0] if left else None)
    return chosen, left


def _reached(request: Visit, graduate: monitoring.Graduate, programme: Programme | None) -> bool:
    own = {graduate.party_id, graduate.group_id, graduate.sector_id}
    return bool(request.reach.ids & (own | {programme.id if programme else None}))


def _curves(rows: tuple[Row, ...]) -> list[Curve]:
    by_sector: dict[str, list[Row]] = {}
    for row in rows:
        by_sector.setdefault(row["sector_name"], []).append(row)
    return [
        Curve(sector, own[0]["cohort"], sum(row["events"] for row in own), own[-1])
        for sector, own in by_sector.items()
    ]


def _picture(rows: tuple[Row, ...]) -> str:
    axes = gettext("Bulan setelah pelepasan"), gettext("Masih bertahan (%)")
    return drawing.steps(rows, gettext("Bagian usaha yang masih bertahan, per sektor"), axes)
