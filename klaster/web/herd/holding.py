"""Pages of what the programme holds itself, what groups share, and animals with a tag."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.assets import queries as assets
from klaster.domain.assets.commands.shared import SHARED
from klaster.domain.assets.models import Animal
from klaster.domain.contracts.models import Contract
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book, Fund
from klaster.reports.labels import UNITS
from klaster.web.shared.paging import part
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page

_IN_STOCK = ("goods_stock", "produce_stock")


@page("herd", whole=True)
def stock(request: Visit) -> HttpResponse:
    """What lies in the programme's own hands, since when, at what value; what groups share."""
    own = request.organisation.id
    idle: list[assets.Idle] = []
    values: dict[UUID, int] = defaultdict(int)
    for book in Book.objects.filter(organisation_id=own, opened_on__lte=request.on):
        idle += assets.idle_stock(book, request.on)
        for held in ledger.sub_balances(book, _IN_STOCK, request.on):
            values[held.fund] += held.balance
    funds = Fund.objects.filter(organisation_id=own).in_bulk({*values, *(row.fund for row in idle)})
    context = {
        "rows": [(row, funds[row.fund].name) for row in idle],
        "values": [(funds[fund].name, value) for fund, value in values.items() if value],
        "shared": assets.register(own, request.on).filter(akad=SHARED),
    }
    return render(request, "herd/stock.html", context)


@page("herd")
def animals(request: Visit) -> HttpResponse:
    """Animals that carry a tag, with who keeps them; on demand those that are gone."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "tampil")}
    kept = of_people(request, "placement__party_id")
    gone = Q(left_on__isnull=False, left_on__lte=request.on)
    found = Animal.objects.filter(
        kept, gone if asked["tampil"] == "keluar" else ~gone,
        organisation_id=request.organisation.id, tagged_on__lte=request.on,
    ).select_related("placement__party", "mother")  # fmt: skip
    if asked["q"]:
        found = found.filter(
            Q(tag__icontains=asked["q"]) | Q(placement__party__folded__icontains=asked["q"].lower())
        )
    listed = part(found, {"tag": False, "id": False}, request.GET)
    numbers = Contract.objects.filter(
        organisation_id=request.organisation.id,
        id__in={each.placement.contract_id for each in listed.rows if each.placement},
    ).in_bulk()
    context = {
        "asked": asked,
        "part": listed,
        "rows": [
            (
                each,
                UNITS.get(each.unit_id, each.unit_id),
                numbers.get(each.placement.contract_id) if each.placement else None,
            )
            for each in listed.rows
        ],
    }
    return render(request, "herd/animals.html", context)
