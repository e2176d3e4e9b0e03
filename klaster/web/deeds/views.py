"""Pages of the deeds; what a deed did stands in the giver's books under its number."""

from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.contracts.models import Contract
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.programme.models import Programme
from klaster.reports.documents import deeds as documents
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page


@page("deeds")
def deeds(request: Visit) -> HttpResponse:
    """The deeds within reach with what each is worth."""
    worth = {
        deed: {"count": count, "book": book, "fair": fair}
        for deed, count, book, fair in DeedItem.objects.filter(
            organisation_id=request.organisation.id
        )
        .values_list("deed_id")
        .annotate(Count("id"), Sum("book_value_rp"), Sum("fair_value_rp"))
    }
    found = _within(request).order_by("-on", "number")
    running = Programme.objects.filter(
        request.reach.within("id"),
        organisation_id=request.organisation.id,
        status=Programme.Status.RUNNING,
    )
    context = {
        "deeds": [(each, worth.get(each.id)) for each in found],
        "programmes": running.order_by("name"),
    }
    return render(request, "deeds/deeds.html", context)


@page("deeds")
def deed(request: Visit, id: UUID) -> HttpResponse:
    """One deed: who gave and received, and every item by the state it came from."""
    chosen = get_object_or_404(_within(request), id=id)
    items = DeedItem.objects.filter(organisation_id=request.organisation.id, deed=chosen)
    states = [
        {"title": DeedItem.State(state).label, "count": count, "book": book, "fair": fair}
        for state, count, book, fair in items.values_list("state")
        .annotate(Count("id"), Sum("book_value_rp"), Sum("fair_value_rp"))
        .order_by("state")
    ]
    listed = part(items.select_related("party"), {"n": False}, request.GET, size=200)
    numbers = dict(
        Contract.objects.filter(
            organisation_id=request.organisation.id,
            id__in=[item.contract_id for item in listed.rows if item.contract_id],
        ).values_list("id", "number")
    )
    context = {
        "deed": chosen,
        "states": states,
        "part": listed,
        "items": [(item, numbers.get(item.contract_id)) for item in listed.rows],
    }
    return render(request, "deeds/deed.html", context)


@page("deeds")
def deed_pdf(request: Visit, id: UUID) -> HttpResponse:
    """The deed as a tagged PDF, ready to sign."""
    chosen = get_object_or_404(_within(request), id=id)
    response = HttpResponse(documents.pdf_of(chosen), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="bast-{chosen.on:%Y-%m-%d}.pdf"'
    return response


def _within(request: Visit) -> QuerySet[Deed]:
    return Deed.objects.filter(
        request.reach.within("programme_id", "sector_id"),
        organisation_id=request.organisation.id,
        on__lte=request.on,
    ).select_related("programme", "sector", "receiver")
