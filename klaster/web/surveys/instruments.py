"""What instruments ask, before and after they are adopted; and what answers are held against."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.access import policy
from klaster.domain.surveys import queries, shipped
from klaster.domain.surveys.models import Instrument, Line, PriceIndex
from klaster.rules.instrument import Instrument as Asked
from klaster.rules.instrument import Question
from klaster.web.shared import questions
from klaster.web.shared.files import sent
from klaster.web.shared.visits import Visit, page
from klaster.workbook.xlsform import writing

MOST = 200


@page("surveys")
def instrument(request: Visit, named: str) -> HttpResponse:
    """A shipped instrument ("cibest_v1") with all it asks, before it is adopted."""
    shipped_ones = {f"{each.code}_v{each.version}": each for each in shipped.instruments().values()}
    asked = shipped_ones.get(named)
    if asked is None:
        raise Http404
    adopted = queries.adopted(request.organisation.id, asked.code, asked.version)
    context = {
        "title": questions.said_in(asked.labels),
        "asked": asked,
        "adopted": adopted,
        "may_adopt": policy.may(request.actor.roles, "surveys.adopt"),
        "questions": asked_in(asked),
    }
    return render(request, "surveys/instrument.html", context)


@page("surveys")
def xlsform(request: Visit, id: UUID) -> HttpResponse:
    """An adopted instrument as an XLSForm workbook."""
    adopted = get_object_or_404(Instrument, organisation_id=request.organisation.id, id=id)
    name = f"{adopted.code}_v{adopted.version}.xlsx"
    return sent(writing.xlsx(queries.definition(adopted)), "xlsx", name)


@page("surveys")
def yardsticks(request: Visit) -> HttpResponse:
    """The lines of household needs and the price index, the latest first, with their sources."""
    own = {"organisation_id": request.organisation.id}
    lines = Line.objects.filter(**own).select_related("area").order_by("-valid_from", "kind")
    indices = PriceIndex.objects.filter(**own).order_by("-month")
    context = {"lines": lines[:MOST], "indices": indices[:MOST]}
    return render(request, "surveys/yardsticks.html", context)


def asked_in(asked: Asked) -> list[tuple[Question, str, str, list[str]]]:
    """Every question with its words, its hint and its choices."""
    return [
        (
            each,
            questions.said_in(each.labels),
            questions.said_in(each.hints),
            [questions.said_in(choice.labels) for choice in each.choices],
        )
        for each in asked
    ]
