"""Pages of the herd."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from klaster.domain.assets.models import Waiting
from klaster.reports.charts import lineage as drawing
from klaster.reports.labels import SPECIES, UNITS
from klaster.web.shared import words
from klaster.web.shared.answers import answer, shown
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit, page


@dataclass(slots=True)
class Lot:
    """A lot of animals in the tree of its line; `unit` in words."""

    row: dict[str, Any]
    unit: str
    led_to: list["Lot"] = field(default_factory=list)

    @property
    def line(self) -> list["Lot"]:
        """The lot and all that descend from it, generation by generation within each branch."""
        return [self, *(each for child in self.led_to for each in child.line)]

    @property
    def families(self) -> int:
        """How many different families the line has reached, the first too."""
        return len({each.row["party_id"] for each in self.line})


@page("herd", whole=True)
def herd(request: Visit) -> HttpResponse:
    """The herd identity by place, and how far the first animals have reached."""
    reports = [shown(answer(request, code)) for code in ("herd_identity", "multiplier")]
    return render(request, "herd/herd.html", {"reports": reports})


@page("herd", whole=True)
def lineage(request: Visit) -> HttpResponse:
    """The lines of animals, from the lot that was bought to the last family; the longest first."""
    first = _first_lots(request)
    lines = sorted((lot for lot in first if lot.led_to), key=lambda lot: -len(lot.line))
    context = {
        "lines": [(lot, len(lot.line) - 1) for lot in lines],
        "alone": len(first) - len(lines),
        "longest": lines[0] if lines else None,
        "picture": mark_safe(_picture(lines[0])) if lines else "",
    }
    return render(request, "herd/lineage.html", context)


@page("herd", whole=True)
def line(request: Visit, id: UUID) -> HttpResponse:
    """One line as a picture and as the table that it was drawn from."""
    chosen = next((lot for lot in _first_lots(request) if lot.row["lot"] == str(id)), None)
    if chosen is None:
        raise Http404
    context = {"first": chosen, "lots": chosen.line, "picture": mark_safe(_picture(chosen))}
    return render(request, "herd/line.html", context)


def _first_lots(request: Visit) -> list[Lot]:
    """The lots that no other lot led to, with those they led to."""
    lots: dict[str, Lot] = {}
    first: list[Lot] = []
    for row in answer(request, "lineage").rows:
        lot = lots[row["lot"]] = Lot(row, str(UNITS.get(row["unit"], row["unit"])))
        before = lots.get(row["came_from"])
        (before.led_to if before else first).append(lot)
    return first


def _picture(first: Lot) -> str:
    """The line drawn; everything in the picture stands in words in the table beside it."""
    title = gettext("Silsilah dari {family}").format(family=first.row["mitra"])
    described = gettext("Setiap kotak adalah satu keluarga; setiap pita, anak yang digulirkan.")
    drawn = [
        drawing.Lot(
            each.row["lot"],
            each.row["came_from"],
            each.row["mitra"],
            f"{each.row['quantity']} {each.unit} · {words.day(each.row['placed_on'])}",
            each.row["quantity"],
        )
        for each in first.line
    ]
    return drawing.svg(drawn, title, described)


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
