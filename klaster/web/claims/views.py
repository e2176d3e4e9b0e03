"""Pages of the claims register."""

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.graduation import queries
from klaster.reports import catalogue
from klaster.reports.claims.claims import DIFFERS, VERDICTS
from klaster.reports.report import Row
from klaster.web.shared.answers import address, answer, asked_of
from klaster.web.shared.visits import Visit, page


@page("claims", whole=True)
def claims(request: Visit) -> HttpResponse:
    """Every claim with what the records say, those that differ first."""
    result = answer(request, "claims")
    rows = sorted(result.rows, key=lambda row: row["verdict"] != DIFFERS)
    checked = queries.claims_checked(request.organisation.id, request.on)
    listed = [
        (row, VERDICTS[row["verdict"]], _answering(row), checked.get(row["claim_id"]))
        for row in rows
    ]
    context = {
        "rows": listed,
        "differing": sum(row["verdict"] == DIFFERS for row in rows),
        "report": address("claims", {}),
    }
    return render(request, "claims/claims.html", context)


def _answering(row: Row) -> str:
    """The page of the report that a claim is held to; "" where no report can answer."""
    report = catalogue.REPORTS.get(row["report"])
    given = {name: str(value) for name, value in row["parameters"].items()}
    own = {"programme": row["programme"], **given}
    return address(report.code, asked_of(report, own)) if report else ""


@page("claims", whole=True)
def summary(request: Visit) -> HttpResponse:
    """One line for the first page: how many claims differ, and the first of them."""
    differing = [row for row in answer(request, "claims").rows if row["verdict"] == DIFFERS]
    return render(request, "claims/summary.html", {"differing": differing})
