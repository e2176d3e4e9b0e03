"""The sixteen books of a cooperative and its statements, as ways into the reports; its health."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.cooperative import queries as cooperatives
from klaster.reports import catalogue, record_books
from klaster.reports.report import Default, Report
from klaster.rules.health import RULE_SETS
from klaster.web.cooperatives import period
from klaster.web.shared.answers import address, answer, shown
from klaster.web.shared.visits import Visit, page


@page("cooperative", whole=True)
def books(request: Visit) -> HttpResponse:
    """The sixteen books, numbered as custom has it, then the statements."""
    own = period.own(request)
    usual = {
        "since": f"{period.year(request, own).first:%Y-%m-%d}",
        "year": str(period.year_with(own, request.on)),
    }
    others = [each for each in catalogue.OF_COOPERATIVES if each not in record_books.BOOKS]
    context = {
        "tab": "books",
        "cooperative": own,
        "books": [_way(each, usual) for each in record_books.BOOKS],
        "statements": [_way(each, usual) for each in others],
    }
    return render(request, "cooperatives/record_books.html", context)


@page("cooperative", whole=True)
def health(request: Visit) -> HttpResponse:
    """The health rating by the rule set that is in force, and what of it cannot be said."""
    own = period.own(request)
    rules = RULE_SETS[cooperatives.choice(own, "health_rules", request.on)]
    result = answer(request, "health_rating", rules=rules.code, book=own.book.code)
    known = Counter(row["known"] for row in result.rows)
    context = {
        "tab": "health",
        "cooperative": own,
        "rules": rules,
        "known": known["known"],
        "all": len(result.rows),
        "shown": shown(result),
    }
    return render(request, "cooperatives/health.html", context)


def _way(report: Report, usual: dict[str, str]) -> dict[str, Any]:
    """A report with its address; what it must be told is told as usual."""
    asked = {
        each.name: usual[each.name]
        for each in report.parameters
        if each.name == "since" or each.default is Default.NEEDED
    }
    return {"report": report, "url": address(report.code, asked)}
