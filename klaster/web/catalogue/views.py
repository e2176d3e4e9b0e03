"""Pages of the reports; all of them read the whole organisation."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from klaster.domain.access.models import Organisation
from klaster.reports import catalogue
from klaster.reports.report import Default, Report
from klaster.rules.refusal import Refused
from klaster.web.catalogue import filters
from klaster.web.shared.answers import answer, asked_of, may_see, shown
from klaster.web.shared.files import FORMS, taken_away
from klaster.web.shared.visits import Visit, page


@page("reports", whole=True)
def reports(request: Visit) -> HttpResponse:
    """The list of the organisation's reports with the question each answers."""
    is_cooperative = request.organisation.kind == Organisation.Kind.COOPERATIVE
    listed = catalogue.REPORTS.values() if is_cooperative else catalogue.OF_PROGRAMMES
    seen = [each for each in listed if may_see(request, each)]
    return render(request, "catalogue/reports.html", {"reports": seen})


@page("reports", whole=True)
def report(request: Visit, code: str) -> HttpResponse:
    """One report with its filters; what was asked wrongly is said above the form."""
    chosen = _find(request, code)
    given = asked_of(chosen, request.GET.dict())
    context = {
        "report": chosen,
        "filters": filters.of_report(chosen, request.organisation.id, request.on, given),
        "query": urlencode(given),
        "forms": [form.upper() for form in FORMS],
    }
    lacking = any(
        each.default is Default.NEEDED and each.name not in given for each in chosen.parameters
    )
    if not lacking:
        try:
            context["shown"] = shown(answer(request, code, **given))
        except Refused as refused:
            context["error"] = refused.said(gettext)
    return render(request, "catalogue/report.html", context)


@page("reports", whole=True)
def download(request: Visit, code: str, form: str) -> HttpResponse:
    """The same report as a file: csv, xlsx or pdf."""
    chosen = _find(request, code)
    asked = asked_of(chosen, request.GET.dict())
    try:
        return taken_away(form, lambda: answer(request, code, **asked))
    except Refused as refused:
        raise Http404(refused.code) from None


def _find(request: Visit, code: str) -> Report:
    try:
        found = catalogue.find(code)
    except catalogue.UnknownReport:
        raise Http404 from None
    if not may_see(request, found):
        raise Http404
    return found
