"""Pages of the herd."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.assets.models import Waiting
from klaster.reports.labels import SPECIES, UNITS
from klaster.web.shared.answers import answer, shown
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page


@dataclass(slots=True)
class Lot:
    """A lot in the tree of its line."""

    row: dict[str, Any]
    unit: str
    led_to: list["Lot"] = field(default_factory=list)

    @property
    def below(self) -> int:
        """How many lots descend from it."""
        return sum(1 + each.below for each in self.led_to)


@page("herd", whole=True)
def herd(request: Visit) -> HttpResponse:
    """The herd identity by place, and how far the first animals have reached."""
    reports = [shown(answer(request, code)) for code in ("herd_identity", "multiplier")]
    return render(request, "herd/herd.html", {"reports": reports})


@page("herd", whole=True)
def lineage(request: Visit) -> HttpResponse:
    """The lines of animals, from the lot that was bought to the last family; the longest first."""
    lots: dict[str, Lot] = {}
    first: list[Lot] = []
    for row in answer(request, "lineage").rows:
        lot = lots[row["lot"]] = Lot(row, str(UNITS.get(row["unit"], row["unit"])))
        before = lots.get(row["came_from"])
        (before.led_to if before else first).append(lot)
    lines = [lot for lot in first if lot.led_to]
    context = {
        "lines": sorted(lines, key=lambda lot: -lot.below),
        "alone": len(first) - len(lines),
    }
    return render(request, "herd/lineage.html", context)


@page("herd")
def queue(request: Visit) -> HttpResponse:
    """Who waits for offspring, group by group, the next one first."""
    waiting = (
        Waiting.objects.filter(
            of_people(request),
            organisation_id=request.organisation.id,
            served_by=None,
            left_on=None,
            since__lte=request.on,
        )
        .select_related("party", "group")
        .order_by("group__name", "species", "position", "id")
    )
    rows = [(each, SPECIES.get(each.species, each.species)) for each in waiting]
    return render(request, "herd/queue.html", {"rows": rows})
