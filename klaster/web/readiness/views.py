"""The readiness board on a page: mitra, groups, or the cooperative itself, with what holds back."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.graduation import readiness
from klaster.domain.programme import queries as programme
from klaster.domain.programme.models import EnrolmentStep, Stage
from klaster.reports.impact.readiness_board import (
    DECIDED,
    HELD,
    JUDGED,
    OPEN,
    READY,
    WITHOUT_RULES,
    said,
)
from klaster.reports.labels import STAGES
from klaster.rules.scoring.readiness import Level
from klaster.web.shared.answers import address, answer
from klaster.web.shared.paging import Part
from klaster.web.shared.visits import Visit, page

TITLES: Mapping[str, Any] = {
    Level.MITRA.value: _("Mitra"),
    Level.GROUP.value: _("Kelompok"),
    Level.COOPERATIVE.value: _("Koperasi"),
}
# What is held comes first, and what is settled last; with the badge that each wears.
BADGES = {HELD: "late", OPEN: "pending", READY: "ready", DECIDED: "independent", WITHOUT_RULES: ""}
_ORDER = {judged: n for n, judged in enumerate(BADGES)}
SIZE = 50


@page("readiness", whole=True)
def board(request: Visit) -> HttpResponse:
    """Who is ready by the rules in force, by level; those held back with their reasons."""
    level = request.GET.get("tingkat", "")
    level = level if level in TITLES else Level.MITRA.value
    rows = sorted(_ROWS[level](request), key=lambda row: _ORDER[row["judged"]])
    judged = request.GET.get("hasil", "")
    shown = [row for row in rows if judged in ("", row["judged"])]
    counts = Counter(row["judged"] for row in rows)
    first = request.GET.get("mulai", "")
    start = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 0
    context = {
        "level": level,
        "tabs": [(code, title, _at(tingkat=code)) for code, title in TITLES.items()],
        "counts": [
            (label, counts[code], _at(tingkat=level, hasil=code), code == judged)
            for code, label in JUDGED.items()
            if code
        ],
        "without_rules": any(row["judged"] == WITHOUT_RULES for row in rows),
        "rule": max((row["rule"] for row in rows), default=""),
        "rows": [
            (row, JUDGED[row["judged"]], BADGES[row["judged"]])
            for row in shown[start : start + SIZE]
        ],
        "part": Part(
            rows=(),
            first=_at(tingkat=level, hasil=judged) if start else "",
            next=_at(tingkat=level, hasil=judged, mulai=str(start + SIZE))
            if len(shown) > start + SIZE
            else "",
        ),
        "report": address("readiness_board", {}),
        "may_decide": policy.may(request.actor.roles, "graduation.decide_many"),
        **(_path(request) if level == Level.MITRA else {}),
    }
    return render(request, "readiness/board.html", context)


def _mitra(request: Visit) -> list[dict[str, Any]]:
    return [
        {**row, "name": row["mitra"], "where": row["group"]}
        for row in answer(request, "readiness_board").rows
    ]


def _groups(request: Visit) -> list[dict[str, Any]]:
    adopted = readiness.in_force(request.organisation.id, Level.GROUP, request.on)
    if adopted is None:
        return []
    rules = readiness.content(adopted)
    found = []
    for each in programme.programmes(request.organisation.id):
        groups = programme.groups(request.organisation.id, each.id, request.on)
        standings = readiness.standings(
            each, rules, [group.party_id for group in groups], request.on
        )
        found += [
            {
                "name": group.name, "group_id": group.id, "where": group.sector,
                **said(rules, standings[group.party_id].judgement),
            }
            for group in groups
        ]  # fmt: skip
    return found


def _cooperative(request: Visit) -> list[dict[str, Any]]:
    """The organisation's own cooperative, where it is one."""
    own = cooperatives.of_organisation(request.organisation.id)
    adopted = readiness.in_force(request.organisation.id, Level.COOPERATIVE, request.on)
    if own is None or adopted is None:
        return []
    rules = readiness.content(adopted)
    standing = readiness.of_cooperative(own, rules, request.on)
    return [{"name": own.name, "where": own.sector, **said(rules, standing.judgement)}]


_ROWS: Mapping[str, Callable[[Visit], list[dict[str, Any]]]] = {
    Level.MITRA.value: _mitra,
    Level.GROUP.value: _groups,
    Level.COOPERATIVE.value: _cooperative,
}


def _path(request: Visit) -> dict[str, Any]:
    """How many enrolments stand at each stage on the day, and why those who left did."""
    last: dict[UUID, tuple[str, str]] = {}
    steps = EnrolmentStep.objects.filter(
        organisation_id=request.organisation.id, on__lte=request.on
    ).order_by("enrolment_id", "number")
    for enrolment, stage, reason in steps.values_list("enrolment_id", "stage", "reason"):
        last[enrolment] = (stage, reason)
    stages = Counter(stage for stage, _reason in last.values())
    left = Counter(reason for stage, reason in last.values() if stage == Stage.LEFT)
    return {
        "stages": [(code, label, stages[code]) for code, label in STAGES.items()],
        "left": sorted(left.items(), key=lambda each: (-each[1], each[0])),
    }


def _at(**asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('readiness')}?{query}" if query else reverse("readiness")
