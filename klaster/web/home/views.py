"""The first page: what needs the visitor, key figures, in whose hands the assets are, controls."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy
from klaster.domain.graduation.models import Claim
from klaster.domain.programme import queries as programmes
from klaster.domain.programme.models import Programme
from klaster.reports.render import cells
from klaster.reports.report import Result
from klaster.web.home import today
from klaster.web.shared import navigation
from klaster.web.shared.answers import address, answer
from klaster.web.shared.visits import Visit, page

# Where what was placed and earned is now, in the order a reader asks.
HANDS: tuple[tuple[str, Any], ...] = (
    ("with_mitra", _("Masih pada mitra")),
    ("returned_cash", _("Kembali sebagai uang")),
    ("returned_kind", _("Kembali sebagai barang atau ternak")),
    ("passed", _("Menjadi milik mitra")),
    ("used", _("Terpakai (penyusutan)")),
    ("handed_over", _("Diserahkan kepada koperasi")),
    ("lost", _("Rugi dan dihapus")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One programme's figures."""

    programme: Programme
    mitra: int
    groups: int
    rolled: int
    sectors: list[dict[str, Any]]
    hands: list[tuple[str, int]]
    moved: int
    url: str


@page("home")
def home(request: Visit) -> HttpResponse:
    """Show the programmes to whom may see all of them; to others what they may open."""
    areas = [area for area in navigation.areas(request) if not area.is_current]
    context: dict[str, Any] = {"areas": areas, "standings": [], "controls": [], "claims": 0}
    context |= {"cards": today.cards(request), "meetings": today.meetings(request)}
    sees_all = request.reach.is_whole and policy.PAGES["reports"] & request.actor.roles
    if sees_all:
        facts = answer(request, "programme_facts")
        rolled = answer(request, "rolled_identity")
        own = programmes.programmes(request.organisation.id).filter(starts_on__lte=request.on)
        context["standings"] = [_standing(each, facts, rolled) for each in own]
        context["controls"] = [_control(facts), _control(rolled)]
        context["claims"] = Claim.objects.filter(organisation_id=request.organisation.id).count()
    return render(request, "home/home.html", context)


def _standing(programme: Programme, facts: Result, rolled: Result) -> Standing:
    sectors = [row for row in facts.rows if row["programme"] == programme.code]
    hands: dict[str, int] = defaultdict(int)
    for row in rolled.rows:
        if row["programme"] == programme.code:
            for code, _title in HANDS:
                hands[code] += row[code]
    return Standing(
        programme=programme,
        mitra=sum(row["mitra"] for row in sectors),
        groups=sum(row["groups"] for row in sectors),
        rolled=sum(row["rolled"] for row in sectors),
        sectors=sectors,
        hands=[(str(title), hands[code]) for code, title in HANDS if hands[code]],
        moved=sum(hands.values()),
        url=address("rolled_identity", {"programme": programme.code}),
    )


def _control(result: Result) -> dict[str, Any]:
    return {
        "title": result.report.title,
        "holds": result.agrees,
        "said": cells.check_text(result),
        "sentence": result.report.check.sentence,
        "url": address(result.report.code, {}),
    }
