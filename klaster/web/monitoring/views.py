"""Pages of monitoring after the exit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from klaster.domain.access import policy
from klaster.domain.access.acts import new_id
from klaster.domain.monitoring import commands, subjects
from klaster.domain.monitoring import queries as monitoring
from klaster.domain.monitoring.models import Kind
from klaster.domain.monitoring.subjects import Subject
from klaster.domain.programme import queries as programmes
from klaster.domain.programme.models import Programme
from klaster.reports.charts import survival as drawing
from klaster.reports.report import Row
from klaster.rules.answering import BadAnswers
from klaster.rules.follow_up import DUE_MONTHS, plan
from klaster.rules.refusal import BadField, Refused
from klaster.web.shared import questions
from klaster.web.shared.answers import address, answer, shown
from klaster.web.shared.visits import Visit, page

MOST_ROWS = 200  # shown of one day's list; the rest are counted
KINDS = {"mitra": Kind.MITRA, "kelompok": Kind.GROUP, "koperasi": Kind.COOPERATIVE}


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
    chosen, choices = _programme(request, request.GET.get("program"))
    todo = monitoring.due(request.organisation.id, chosen.id, request.on) if chosen else []
    todo = [one for one in todo if _reached(request, one.subject)]
    counts = Counter(one.subject.kind for one in todo)
    kind = KINDS.get(request.GET.get("jenis", ""), Kind.MITRA)
    own = [one for one in todo if one.subject.kind is kind]
    context = {
        "programme": chosen,
        "programmes": choices,
        "kinds": [(word, each, counts[each]) for word, each in KINDS.items()],
        "kind": kind,
        "rows": own[:MOST_ROWS],
        "more": max(0, len(own) - MOST_ROWS),
        "late": sum(one.is_late for one in own),
        "due": sum(not one.is_late for one in own),
        "may_visit": policy.may(request.actor.roles, "monitoring.visit"),
    }
    return render(request, "monitoring/calendar.html", context)


@page("follow_up_form", act="monitoring.visit")
def follow_up_form(request: Visit) -> HttpResponse:
    """What was found on one visit; for whom and which is named by the list of who is due."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen, _ = _programme(request, sent.get("program"))
    subject = _subject(request, chosen, sent.get("pihak", ""))
    if chosen is None or subject is None:
        return render(request, "monitoring/visit.html")
    month = _month(sent.get("bulan", ""))
    asked = monitoring.survey_of(request.organisation.id, subject.kind)
    if request.method == "POST":
        sheet = questions.sheet(asked, request.POST)
    else:
        # Nearly all are found: the form begins with what is asked of them.
        begun = QueryDict(f"{questions.PREFIX}found=yes")
        sheet = questions.sheet(asked, begun)
    context: dict[str, Any] = {
        "programme": chosen,
        "subject": subject,
        "due": next(due for due in plan(subject.exited_on) if due.month == month),
        "title": questions.said_in(asked.labels),
        "day": sent.get("tanggal", request.on.isoformat()),
        "id": sent.get("nomor", str(new_id())),
    }
    faults: dict[str, str] = {}
    if request.method == "POST" and not sheet.is_done:
        context["more"] = sheet.has_unseen
    elif request.method == "POST":
        new = _visit(request, chosen, subject, month, sheet.raw)
        try:
            commands.visit(by=request.actor, on=request.today, new=new)
        except BadAnswers as refused:
            faults = {each.data["field"]: each.why(gettext) for each in refused.data["faults"]}
            context["error"] = gettext("Ada jawaban yang belum dapat diterima.")
        except BadField as refused:
            faults = {refused.data["field"].replace("reason", "note"): refused.why(gettext)}
            context["error"] = refused.said(gettext)
        except Refused as refused:
            context["error"] = refused.said(gettext)
        else:
            word = next(word for word, kind in KINDS.items() if kind is subject.kind)
            return redirect(f"{reverse('monitoring')}?program={chosen.code}&jenis={word}")
    context["fields"] = questions.fields(asked.questions, sheet.raw, sheet.relevant, faults)
    context["has_more"] = len(sheet.relevant) < sum(1 for _ in asked)
    return render(request, "monitoring/visit.html", context)


@page("monitoring", whole=True)
def survival(request: Visit) -> HttpResponse:
    """How long businesses last, drawn and in numbers, beside what is unknown of the cohort."""
    chosen, choices = _programme(request, request.GET.get("program"))
    context: dict[str, Any] = {"programme": chosen, "programmes": choices}
    if chosen:
        result = answer(request, "survival", programme=chosen.code)
        rows = result.rows
        context |= {
            "curves": _curves(rows),
            "p": rows[0]["p"] if rows else None,
            "picture": mark_safe(_picture(rows)),
            "follow_up": shown(
                answer(request, "follow_up", programme=chosen.code, subject="mitra")
            ),
            "report": address("survival", {"programme": chosen.code}),
        }
    return render(request, "monitoring/survival.html", context)


@page("monitoring", whole=True)
def warnings(request: Visit) -> HttpResponse:
    """What is slipping, by sector and cooperative; what a cooperative keeps closed is said."""
    chosen, choices = _programme(request, request.GET.get("program"))
    context: dict[str, Any] = {"programme": chosen, "programmes": choices}
    if chosen:
        context["report"] = shown(answer(request, "early_warning", programme=chosen.code))
    return render(request, "monitoring/warnings.html", context)


def _programme(request: Visit, asked: str | None) -> tuple[Programme | None, list[Programme]]:
    """The programme asked for among those that have left, or the latest; and all of them."""
    left = [
        each
        for each in programmes.programmes(request.organisation.id)
        if each.exited_on is not None and each.exited_on <= request.on
    ]
    chosen = next((each for each in left if each.code == asked), left[0] if left else None)
    return chosen, left


def _reached(request: Visit, subject: Subject) -> bool:
    own = {subject.party_id, subject.group_id, subject.sector_id, subject.programme_id}
    return request.reach.is_whole or bool(request.reach.ids & own)


def _subject(request: Visit, programme: Programme | None, named: str) -> Subject | None:
    """The subject that a form is about, if it names one. Raises `Http404` for none within reach."""
    if programme is None or not named:
        return None
    for one in subjects.followed(request.organisation.id, programme.id):
        if str(one.party_id) == named and _reached(request, one):
            return one
    raise Http404


def _month(text: str) -> int:
    """A due month of the plan. Raises `Http404`."""
    if text not in map(str, DUE_MONTHS):
        raise Http404
    return int(text)


def _visit(
    request: Visit, programme: Programme, subject: Subject, month: int, raw: Mapping[str, Any]
) -> commands.NewVisit:
    """The visit as it was sent. Raises `Http404` for a number or day that no form sends."""
    try:
        number = UUID(request.POST.get("nomor", ""))
        day = date.fromisoformat(request.POST.get("tanggal", ""))
    except ValueError:
        raise Http404 from None
    return commands.NewVisit(number, programme.id, subject.party_id, month, day, raw)


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
