"""What needs the visitor today: what waits to be approved, what differs, who meets, who is late.

What takes many queries to count (arrears, visits due) is a link at first, and counted by a request
of its own once the page is there.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy
from klaster.domain.access import queries as access
from klaster.domain.access.models import Proposal
from klaster.domain.contracts import queries as contracts
from klaster.domain.contracts.models import Contract
from klaster.domain.graduation import queries as claims
from klaster.domain.graduation.models import ClaimCheck
from klaster.domain.mentoring.models import Session
from klaster.domain.monitoring import queries as monitoring
from klaster.domain.programme.models import Group, Programme
from klaster.web.shared import words
from klaster.web.shared.answers import address
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import OWN_ONLY, Visit, page, reach_of

MOST_MEETINGS = 6
COUNTED_LATER: dict[str, Any] = {
    "tunggakan": _("Tunggakan"),
    "kunjungan": _("Kunjungan pemantauan"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do: how much of it, and where. `count` "" is counted later, as `kind`."""

    title: str
    url: str
    count: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A group and the day it meets next."""

    group: Group
    on: date


def cards(request: Visit) -> list[Card]:
    """Return what waits for this visitor; two queries."""
    found = []
    waiting = access.proposals(request.actor).filter(status=Proposal.Status.WAITING)
    if request.actor.roles - OWN_ONLY:
        count = waiting.exclude(maker_id=request.actor.user_id).count()
        if count:
            said = ngettext("menunggu persetujuan Anda", "menunggu persetujuan Anda", count)
            found.append(Card(said, reverse("proposals"), words.number(count)))
    if _sees(request, "claims"):
        checked = claims.claims_checked(request.organisation.id, request.on).values()
        count = sum(each.verdict == ClaimCheck.Verdict.DIFFERS for each in checked)
        if count:
            said = ngettext("klaim berbeda dari catatan", "klaim berbeda dari catatan", count)
            found.append(Card(said, reverse("claims"), words.number(count)))
    if _sees(request, "contracts"):
        found.append(Card(str(COUNTED_LATER["tunggakan"]), _arrears(request), kind="tunggakan"))
    if _sees(request, "monitoring"):
        title = str(COUNTED_LATER["kunjungan"])
        found.append(Card(title, reverse("monitoring"), kind="kunjungan"))
    return found


def meetings(request: Visit) -> list[Meeting]:
    """Return when the visitor's own groups meet next, the soonest first; two queries."""
    field = request.actor.roles & {policy.MENTOR, policy.CADRE}
    if not field and request.reach.is_whole:
        return []
    reach = reach_of(frozenset(request.actor.roles - OWN_ONLY), request.grants)
    groups = Group.objects.filter(
        reach.within("id", "sector_id", "sector__programme_id"),
        Q(dissolved_on=None) | Q(dissolved_on__gt=request.on),
        organisation_id=request.organisation.id,
        formed_on__lte=request.on,
        weekday__isnull=False,
    ).select_related("party")
    held = Session.objects.filter(
        organisation_id=request.organisation.id, kind=Session.Kind.MEETING, on__lte=request.on
    )
    last = dict(held.values_list("group_id").annotate(Max("on")))
    found = [Meeting(each, next_on(each, last.get(each.id), request.on)) for each in groups]
    return sorted(found, key=lambda each: (each.on, each.group.party.name))[:MOST_MEETINGS]


def next_on(group: Group, last: date | None, today: date) -> date:
    """The next day a group meets, in its rhythm since it last met.

    Two-weekly on Mondays, last met Monday 5 March: on 6 March that is Monday 19 March.
    """
    day = today + timedelta(days=((group.weekday or 1) - today.isoweekday()) % 7)
    if last is not None:
        # A meeting held a few days off its weekday does not shift the rhythm.
        while (day - last).days < 7 * group.every_weeks - 3:
            day += timedelta(days=7)
    return day


@page("home")
def today(request: Visit, kind: str) -> HttpResponse:
    """A card counted: contracts in arrears, or visits that are due."""
    if kind == "tunggakan" and _sees(request, "contracts"):
        card = _late(request)
    elif kind == "kunjungan" and _sees(request, "monitoring"):
        card = _due(request)
    else:
        raise Http404
    return render(request, "home/card.html", {"card": card})


def _late(request: Visit) -> Card:
    request.reach = reach_of(policy.PAGES["contracts"] - OWN_ONLY, request.grants)
    running = Contract.objects.filter(
        of_people(request), organisation_id=request.organisation.id, signed_on__lte=request.on
    ).exclude(closed_on__lte=request.on)
    standings = contracts.arrears(list(running), request.on)
    late = [each.arrears for each in standings if each.arrears.amount]
    amount = words.rupiah(sum(each.amount for each in late))
    title = gettext("kontrak menunggak, {amount}").format(amount=amount)
    return Card(title, _arrears(request), words.number(len(late)))


def _due(request: Visit) -> Card:
    reach = reach_of(policy.PAGES["monitoring"], request.grants)
    exited = Programme.objects.filter(
        organisation_id=request.organisation.id, exited_on__lte=request.on
    ).exclude(status=Programme.Status.CLOSED)
    todo = [
        one
        for programme in exited
        for one in monitoring.due(request.organisation.id, programme.id, request.on)
        if reach.is_whole
        or reach.ids
        & {
            one.subject.party_id,
            one.subject.programme_id,
            one.subject.sector_id,
            one.subject.group_id,
        }
    ]
    late = sum(one.is_late for one in todo)
    title = gettext("kunjungan ditunggu, {late} terlambat").format(late=words.number(late))
    return Card(title, reverse("monitoring"), words.number(len(todo)))


def _arrears(request: Visit) -> str:
    """The report of all arrears, or the contracts for who sees a part."""
    if request.reach.is_whole and _sees(request, "reports"):
        return address("arrears", {})
    return reverse("contracts")


def _sees(request: Visit, code: str) -> bool:
    return not (policy.PAGES[code] - OWN_ONLY).isdisjoint(request.actor.roles)
