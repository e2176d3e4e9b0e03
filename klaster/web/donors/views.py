"""Pages of the donors: a visitor's own fund sources, and the report on the fund of each."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.programme.models import FundSource
from klaster.reports.donor.fund_report import ALL, STEPS
from klaster.reports.labels import BUDGET_KINDS, ENTRY_KINDS
from klaster.reports.render import cells
from klaster.reports.report import Result, Row
from klaster.web.shared.answers import answer
from klaster.web.shared.files import FORMS, taken_away
from klaster.web.shared.visits import Visit, page


@page("donors")
def funds(request: Visit) -> HttpResponse:
    """The fund sources that are the visitor's own."""
    return render(request, "donors/funds.html", {"sources": _within(request)})


@page("donors")
def fund(request: Visit, id: UUID) -> HttpResponse:
    """What became of the fund of one source, and in whose hands it is."""
    source = _own(request, id)
    result = _report(request, source)
    held = [row for row in result.rows if row["step"] == "with_mitra"]
    context = {
        "source": source,
        "steps": [_step(row) for row in result.rows if _is_whole(row)],
        "sectors": _by_sector(held),
        "forms": [form.upper() for form in FORMS],
        "check": cells.check_text(result),
        "agrees": result.agrees,
        "report": result.report,
    }
    return render(request, "donors/fund.html", context)


@page("donors")
def download(request: Visit, id: UUID, form: str) -> HttpResponse:
    """The same report as a file: csv, xlsx or pdf."""
    source = _own(request, id)
    return taken_away(form, lambda: _report(request, source))


def _within(request: Visit) -> QuerySet[FundSource]:
    """The sources within reach: those granted by themselves, by their programme, or as a donor."""
    return (
        FundSource.objects.filter(
            request.reach.within("id", "programme_id", "donor_id"),
            organisation_id=request.organisation.id,
            agreed_on__lte=request.on,
        )
        .select_related("programme", "donor")
        .order_by("programme__name", "name", "id")
    )


def _own(request: Visit, id: UUID) -> FundSource:
    source = get_object_or_404(_within(request), id=id)
    if source.fund_id is None:
        raise Http404
    return source


def _report(request: Visit, source: FundSource) -> Result:
    return answer(request, "fund_report", fund=str(source.fund_id))


def _is_whole(row: Row) -> bool:
    return bool(row["sector"] == ALL and row["village"] == ALL)


def _step(row: Row) -> tuple[str, int | None, int | None, bool]:
    """What happened in words, families, rupiah, and whether both are hidden."""
    kind = BUDGET_KINDS.get(row["kind"]) or ENTRY_KINDS.get(row["kind"], row["kind"])
    title = f"{STEPS[row['step']]}: {kind}" if row["kind"] else str(STEPS[row["step"]])
    return title, row["families"], row["amount"], bool(row["note"])


def _by_sector(held: list[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of each sector, all sectors together last."""
    sectors = sorted({row["sector"] for row in held}, key=lambda sector: (sector == ALL, sector))
    return [(sector, [row for row in held if row["sector"] == sector]) for sector in sectors]
