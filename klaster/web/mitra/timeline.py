"""One timeline of everything that happened to a mitra, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from klaster.reports.labels import CONTRACT_KINDS, ENTRY_KINDS
from klaster.web.mitra.queries import Sheet


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened: when, what, and the record that it opens ("" for none)."""

    on: date
    icon: str
    title: str
    about: str
    amount: int
    url: str


def by_year(sheet: Sheet) -> list[tuple[int, list[Item]]]:
    """Return a file's items by year, the latest first."""
    items = sorted(_items(sheet), key=lambda item: item.on)[::-1]
    return [(year, list(each)) for year, each in groupby(items, key=lambda item: item.on.year)]


def _items(sheet: Sheet) -> Iterator[Item]:
    yield Item(sheet.party.known_since, "people", _("Mulai tercatat"), "", 0, "")
    for role in sheet.roles:
        name = str(role.get_role_display())
        yield Item(
            role.valid_from, "people", _("Menjadi {role}").format(role=name), role.title, 0, ""
        )
        if role.valid_until:
            ended = _("Tidak lagi {role}").format(role=name)
            yield Item(role.valid_until, "people", ended, role.end_reason, 0, "")
    for each in sheet.memberships:
        joined = _("Bergabung dengan {group}").format(group=each.group.name)
        yield Item(each.valid_from, "group", joined, str(each.get_position_display()), 0, "")
        if each.valid_until:
            left = _("Keluar dari {group}").format(group=each.group.name)
            yield Item(each.valid_until, "group", left, each.end_reason, 0, "")
    for step in sheet.steps:
        title = f"{step.get_stage_display()} · {step.enrolment.sector.name}"
        yield Item(step.on, "step", title, step.reason, 0, "")
    for contract in sheet.contracts:
        kind = CONTRACT_KINDS.get(contract.kind, contract.kind)
        title = _("Akad {kind} {number}").format(kind=kind, number=contract.number)
        url = reverse("contract", args=[contract.id])
        yield Item(contract.signed_on, "contract", title, contract.fund.name, 0, url)
    yield from _of_contracts(sheet)


def _of_contracts(sheet: Sheet) -> Iterator[Item]:
    for event in sheet.events:
        url = (
            reverse("entry", args=[event.id])
            if event.is_posted
            else reverse("contract", args=[event.contract_id])
        )
        title = str(ENTRY_KINDS.get(event.kind, event.kind))
        about = " · ".join(filter(None, (event.contract.number, said(event.data))))
        yield Item(event.on, "money" if event.amount else "herd", title, about, event.amount, url)


def said(data: dict[str, Any]) -> str:
    """What an event's data says in a few words: head by sex, and the reason given."""
    parts = []
    if females := data.get("females"):
        parts.append(_("{count} betina").format(count=females))
    if males := data.get("males"):
        parts.append(_("{count} jantan").format(count=males))
    if reason := data.get("reason"):
        parts.append(str(reason))
    return ", ".join(parts)
