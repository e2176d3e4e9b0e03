"""Pages of the surveys; the form records one response, and shows what is wrong beside it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from klaster.domain.access import policy
from klaster.domain.access.acts import new_id
from klaster.domain.monitoring.queries import SURVEYS
from klaster.domain.programme.models import Enrolment
from klaster.domain.registry import queries as registry
from klaster.domain.registry import search
from klaster.domain.registry.models import Party
from klaster.domain.surveys import commands, queries, shipped
from klaster.domain.surveys.models import Instrument, Response, Round
from klaster.rules import questioning
from klaster.rules.reading import as_date
from klaster.rules.refusal import Refused
from klaster.web.shared import questions
from klaster.web.shared.paging import part
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page

FOLLOW_UPS = frozenset(SURVEYS.values())


@page("surveys")
def surveys(request: Visit) -> HttpResponse:
    """The adopted instruments, with how many answers within the visitor's reach."""
    own = {"organisation_id": request.organisation.id, "on__lte": request.on}
    given = Response.objects.filter(of_people(request), **own).values("instrument_id")
    counts = {
        each["instrument_id"]: each for each in given.annotate(count=Count("id"), last=Max("on"))
    }
    rows = [
        (each, questions.said_in(each.content["labels"]), counts.get(each.id, {"count": 0}))
        for each in queries.instruments(request.organisation.id)
    ]
    adopted = {(each.code, each.version) for each, _title, _given in rows}
    offered = [
        (
            each,
            questions.said_in(each.labels),
            reverse("instrument", args=[f"{each.code}_v{each.version}"]),
        )
        for key, each in shipped.instruments().items()
        if key not in adopted
    ]
    return render(request, "surveys/surveys.html", {"rows": rows, "offered": offered})


@page("surveys")
def survey(request: Visit, id: UUID) -> HttpResponse:
    """Who answered an instrument, the latest first."""
    instrument = _instrument(request, id)
    found = Response.objects.filter(
        of_people(request), organisation_id=request.organisation.id, instrument=instrument,
        on__lte=request.on,
    ).select_related("party")  # fmt: skip
    context = _about(instrument) | {
        "part": part(found, {"on": True, "id": True}, request.GET),
        "may_answer": policy.may(request.actor.roles, "surveys.answer_many"),
    }
    return render(request, "surveys/survey.html", context)


@page("surveys")
def survey_response(request: Visit, id: UUID) -> HttpResponse:
    """One response; answers on worship only with access, and while the party consents."""
    response = get_object_or_404(
        Response.objects.select_related("instrument", "party"),
        of_people(request), organisation_id=request.organisation.id, id=id,
    )  # fmt: skip
    definition = queries.definition(response.instrument)
    apart: dict[UUID, Any] = {}
    if policy.may_see_spiritual(request.actor.roles):
        apart = queries.sensitive_answers(request.organisation.id, [response])
    answers = {**response.answers, **apart.get(response.id, {})}
    hidden = frozenset() if apart else questioning.sensitive(definition)
    context = _about(response.instrument) | {
        "response": response,
        "rows": questions.said(definition.questions, answers, hidden),
    }
    return render(request, "surveys/response.html", context)


@page("survey_form", act="surveys.answer_many")
def survey_form(request: Visit, id: UUID) -> HttpResponse:
    """The form of an instrument for one party; without a party, one is looked for first.

    What is asked on a visit after the exit is filled in where the visits are due.
    """
    instrument = _instrument(request, id)
    if instrument.code in FOLLOW_UPS:
        return redirect("monitoring")
    sent = request.POST if request.method == "POST" else request.GET
    party = _party(request, sent.get("mitra", ""))
    if party is None:
        return render(request, "surveys/choose.html", _about(instrument) | _looked_for(request))
    definition = queries.definition(instrument)
    sheet = questions.sheet(definition, request.POST)
    context = _about(instrument) | {
        "party": party,
        "rounds": Round.choices,
        "round": sent.get("tahap", Round.YEARLY),
        "day": sent.get("tanggal", request.on.isoformat()),
        "id": sent.get("nomor", str(new_id())),
    }
    faults: dict[str, str] = {}
    if request.method == "POST":
        if not sheet.is_done:
            context["more"] = sheet.has_unseen
        else:
            try:
                return _record(request, instrument, party, sheet.raw)
            except commands.BadResponse as refused:
                faults = {each.data["field"]: each.why(gettext) for each in refused.faults}
                context["error"] = gettext("Ada jawaban yang belum dapat diterima.")
            except Refused as refused:
                context["error"] = refused.said(gettext)
    context["fields"] = questions.fields(definition.questions, sheet.raw, sheet.relevant, faults)
    context["has_more"] = len(sheet.relevant) < sum(1 for _ in definition)
    return render(request, "surveys/form.html", context)


def _record(
    request: Visit, instrument: Instrument, party: Party, raw: Mapping[str, Any]
) -> HttpResponse:
    """Record the response and go to its page. Raises as the command does."""
    enrolments = Enrolment.objects.filter(
        organisation_id=request.organisation.id, party_id=party.id
    )
    latest = enrolments.order_by("-enrolled_on", "-id").first()
    try:
        number = UUID(request.POST.get("nomor", ""))
    except ValueError:
        raise Http404 from None
    new = commands.NewResponse(
        id=number,
        instrument_id=instrument.id,
        party_id=party.id,
        programme_id=latest.programme_id if latest else None,
        round=request.POST.get("tahap", ""),
        on=as_date(request.POST.get("tanggal", ""), gettext("Tanggal")),
        answers=raw,
    )
    commands.answer_many(by=request.actor, on=request.today, rows=[new])
    return redirect("survey_response", number)


def _instrument(request: Visit, id: UUID) -> Instrument:
    return get_object_or_404(Instrument, organisation_id=request.organisation.id, id=id)


def _about(instrument: Instrument) -> dict[str, Any]:
    return {
        "instrument": instrument,
        "title": questions.said_in(instrument.content["labels"]),
        "source": instrument.content["source"],
    }


def _party(request: Visit, named: str) -> Party | None:
    """The party that a form is about, if it names one within reach. Raises `Http404`."""
    if not named:
        return None
    try:
        wanted = UUID(named)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(
        registry.parties(request.organisation.id).filter(of_people(request, "id")), id=wanted
    )


def _looked_for(request: Visit) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()
    hits = search.find(request.organisation.id, text, limit=20) if text else []
    own = registry.parties(request.organisation.id).filter(
        of_people(request, "id"), id__in=[hit.id for hit in hits]
    )
    within = set(own.values_list("id", flat=True))
    return {"q": text, "hits": [hit for hit in hits if hit.id in within]}
