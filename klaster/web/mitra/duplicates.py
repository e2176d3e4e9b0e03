"""People on record who may be one: pairs to decide on, and the decisions that can be undone."""

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.access import policy
from klaster.domain.registry import search
from klaster.domain.registry.models import Merge, Party
from klaster.web.shared.visits import Visit, page

MOST = 50


@page("duplicates", whole=True)
def duplicates(request: Visit) -> HttpResponse:
    """The likeliest pairs first, with what speaks for them; and the latest merges."""
    pairs = search.duplicates(request.organisation.id, limit=MOST)
    ids = {each for pair in pairs for each in (pair.first_id, pair.second_id)}
    people = Party.objects.filter(organisation_id=request.organisation.id).select_related("village")
    parties = people.in_bulk(ids)
    merges = Merge.objects.filter(
        organisation_id=request.organisation.id, merged_on__lte=request.on
    ).select_related("loser", "winner")
    context = {
        "pairs": [
            (pair, parties[pair.first_id], parties[pair.second_id], round(pair.score * 100))
            for pair in pairs
        ],
        "may_merge": policy.may(request.actor.roles, "registry.merge"),
        "merges": merges.order_by("-merged_on", "-id")[:MOST],
    }
    return render(request, "mitra/duplicates.html", context)
