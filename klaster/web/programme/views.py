"""Pages of the programmes."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from klaster.domain.access import policy
from klaster.domain.programme import queries
from klaster.domain.programme.models import Enrolment, Phase, Programme, Stage
from klaster.reports.charts import sankey, tiles
from klaster.reports.portfolio.asset_flow import NODES
from klaster.web.shared import words
from klaster.web.shared.answers import address, answer, shown
from klaster.web.shared.visits import Visit, page


@page("programme")
def programmes(request: Visit) -> HttpResponse:
    """The programmes within reach."""
    return render(request, "programme/programmes.html", {"programmes": _within(request)})


@page("programme")
def programme(request: Visit, id: UUID) -> HttpResponse:
    """One programme: who and where, its course, and what was promised to it."""
    chosen = get_object_or_404(_within(request), id=id)
    organisation = request.organisation.id
    facts = answer(request, "programme_facts", programme=chosen.code)
    names = {row["sector"]: row["sector_name"] for row in facts.rows}
    funnel = queries.funnel(organisation, id, request.on)
    villages: list[Any] = list(
        Enrolment.objects.filter(organisation_id=organisation, programme=chosen)
        .values("party__village_id", "party__village__name", "party__village__parent__name")
        .annotate(mitra=Count("party_id", distinct=True))
        .order_by("-mitra", "party__village__name")
    )
    context = {
        "programme": chosen,
        "sectors": facts.rows,
        "stages": [stage.label for stage in Stage],
        "funnel": [
            (
                names.get(code, code),
                [(Stage(stage).label, count) for stage, count in counts.items()],
            )
            for code, counts in funnel.items()
        ],
        "phases": Phase.objects.filter(organisation_id=organisation, programme=chosen).order_by(
            "starts_on"
        ),
        "sources": queries.fund_sources(organisation, id),
        "villages": villages,
        "tiles": mark_safe(_tiles(villages)),
        "may_link": policy.may(request.actor.roles, "programme.link_fund"),
        "identity": address("rolled_identity", {"programme": chosen.code}),
        "budget": address("budget_actual", {"programme": chosen.code}),
    }
    return render(request, "programme/programme.html", context)


@page("flow")
def flow(request: Visit, id: UUID) -> HttpResponse:
    """What became of every rupiah: from the donor through fund, sector and akad to where it is."""
    chosen = get_object_or_404(_within(request), id=id)
    result = answer(request, "asset_flow", programme=chosen.code)
    links = [
        sankey.Link(row["stage"], row["origin"], row["target"], row["amount"])
        for row in result.rows
    ]
    title = gettext("Aliran aset {programme}").format(programme=chosen.name)
    described = gettext("Gambar dari tabel di bawahnya: setiap pita adalah satu barisnya.")
    picture = sankey.svg(links, NODES, words.rupiah, title, described)
    context = {"programme": chosen, "picture": mark_safe(picture), "shown": shown(result)}
    return render(request, "programme/flow.html", context)


def _tiles(villages: list[Any]) -> str:
    """The villages as a map of tiles, by subdistrict; who has no village is in the table only."""
    by_district: dict[str, list[tiles.Village]] = {}
    for each in villages:
        if code := each["party__village_id"]:
            said = gettext("{count} mitra").format(count=words.number(each["mitra"]))
            url = f"{reverse('mitra')}?desa={code}"
            village = tiles.Village(each["party__village__name"], each["mitra"], said, url)
            by_district.setdefault(each["party__village__parent__name"] or "", []).append(village)
    described = gettext("Satu ubin satu desa, makin gelap makin banyak mitranya; bukan peta bumi.")
    return tiles.svg(sorted(by_district.items()), gettext("Mitra per desa"), described)


def _within(request: Visit) -> QuerySet[Programme]:
    """The programmes the visitor may see: theirs, or those of which a sector or group is theirs."""
    reach = request.reach.within("id", "sectors__id", "sectors__groups__id", "fund_sources__id")
    own = queries.programmes(request.organisation.id)
    return own.filter(id__in=own.filter(reach).order_by().values("id"))
