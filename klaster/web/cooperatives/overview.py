"""The first page of a cooperative: key figures, what to do next, the balance sheet.

A cooperative's members and books are its own: an institution sees what it handed over, no more;
a member is shown the way to their own passbook.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from klaster.domain.closing.models import MonthEnd
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.queries import Balance
from klaster.domain.meetings import queries as meetings
from klaster.domain.savings import queries as savings
from klaster.domain.surplus import queries as surplus
from klaster.rules.calendar import add_months
from klaster.rules.entry import RUPIAH
from klaster.rules.savings import ROLES
from klaster.web.cooperatives import period
from klaster.web.shared import words
from klaster.web.shared.visits import Visit, page

READ_AS_DEBIT = frozenset({"asset", "expense"})
MONEY = ("fund_cash", "bank")
CATEGORIES = {
    "asset": gettext_lazy("Aset"),
    "liability": gettext_lazy("Liabilitas"),
    "net_assets": gettext_lazy("Ekuitas"),
    "income": gettext_lazy("Pendapatan"),
    "expense": gettext_lazy("Beban"),
}


@dataclass(slots=True)
class Category:
    """One category of a balance sheet: lines of (fund, account, chart line, rupiah), and its sum.

    Rupiah stand on the side that the category is read on.
    """

    title: str
    lines: list[tuple[str, str, str, int]]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The balance sheet of a day. What is owned less what is owed and kept must be nothing."""

    on: date
    categories: tuple[Category, ...]
    difference: int


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do next; what is late is said so."""

    is_late: bool
    said: str
    url: str


@page("cooperative")
def cooperative(request: Visit) -> HttpResponse:
    """The organisation's own cooperative, or else those that it handed assets over to."""
    if not request.reach.is_whole:
        return _own_passbooks(request)
    own = cooperatives.of_organisation(request.organisation.id)
    if own is None:
        return _received(request)
    late = savings.late(own, request.on)
    rows = [row for row in ledger.trial_balance(own.book, request.on) if row.unit == RUPIAH]
    ended = _last_ended(own, request.on)
    context: dict[str, Any] = {
        "tab": "overview",
        "cooperative": own,
        "officers": cooperatives.officers(own, request.on),
        "members": cooperatives.standing_members(own, request.on).count(),
        "saved": -_sum(own, rows, ROLES.values()),
        "money": _sum(own, rows, MONEY),
        "late": sum(late.values()),
        "ended": ended,
        "tasks": _tasks(request, own, ended, len(late)),
        "sheet": _sheet(own, rows, request.on),
    }
    return render(request, "cooperatives/cooperative.html", context)


def _own_passbooks(request: Visit) -> HttpResponse:
    """The memberships of whoever sees only what is their own."""
    found = Member.objects.filter(
        organisation_id=request.organisation.id,
        party_id__in=request.reach.ids,
        joined_on__lte=request.on,
    ).select_related("party")
    if not found:
        raise PermissionDenied("cooperative")
    return render(request, "cooperatives/own.html", {"members": found.order_by("number")})


def _received(request: Visit) -> HttpResponse:
    """The cooperatives that received assets of an institution that has none of its own."""
    received = (
        Deed.objects.filter(organisation_id=request.organisation.id, on__lte=request.on)
        .select_related("receiver", "sector")
        .order_by("receiver__name")
    )
    worth = {
        deed: {"count": count, "book": book}
        for deed, count, book in DeedItem.objects.filter(organisation_id=request.organisation.id)
        .values_list("deed_id")
        .annotate(Count("id"), Sum("book_value_rp"))
    }
    deeds = [(each, worth.get(each.id)) for each in received]
    return render(request, "cooperatives/received.html", {"deeds": deeds})


def _last_ended(own: Cooperative, on: date) -> MonthEnd | None:
    ended = MonthEnd.objects.filter(
        organisation_id=own.organisation_id, cooperative=own, ended_on__lte=on
    )
    return ended.order_by("-month", "-ended_on").first()


def _tasks(request: Visit, own: Cooperative, ended: MonthEnd | None, late: int) -> list[Task]:
    """What the officers have to do next, the most pressing first."""
    found = []
    month = add_months((ended.month if ended else own.formed_on).replace(day=1), bool(ended))
    last = add_months(month, 1) - timedelta(days=1)
    if last < request.on:
        said = _("Tutup bulan {month}: hitung kas dahulu, lalu jalankan tutup bulan.")
        found.append(Task(True, said.format(month=words.month(month)), reverse("months")))
    else:
        said = _("Tutup bulan {month} sesudah {day}.")
        said = said.format(month=words.month(month), day=words.day(last))
        found.append(Task(False, said, reverse("months")))
    if late:
        said = ngettext(
            "{count} anggota menunggak simpanan. Ingatkan saat pertemuan.",
            "{count} anggota menunggak simpanan. Ingatkan saat pertemuan.",
            late,
        ).format(count=words.number(late))
        found.append(Task(True, said, reverse("members") + "?tampil=menunggak"))
    return [*_meeting(request, own), *found]


def _meeting(request: Visit, own: Cooperative) -> list[Task]:
    """The annual meeting about the last book year that is over, unless it was held."""
    first, _last = surplus.year_of(own, period.year_with(own, request.on))
    year_end = first - timedelta(days=1)
    if year_end < own.formed_on:
        return []
    meeting = meetings.annual(own, year_end.year)
    if meeting and meeting.called_on > request.on:
        meeting = None
    if meeting and meeting.held_on and meeting.held_on <= request.on:
        return []
    limits = meetings.deadlines(own, year_end)
    given = {
        "year": year_end.year,
        "days": "; ".join(f"{words.day(each.on)} ({each.source})" for each in limits),
    }
    if meeting:
        said = _("Adakan rapat anggota tahunan {year}, direncanakan {planned}. Batas: {days}.")
        given["planned"] = words.day(meeting.planned_for)
    else:
        said = _("Undang rapat anggota tahunan {year}. Batas: {days}.")
    return [Task(limits[0].on < request.on, said.format(**given), reverse("meetings"))]


def _sum(own: Cooperative, rows: list[Balance], roles: Any) -> int:
    """What accounts of some roles hold together, debits less credits."""
    codes = {charts.find(own.book.chart, role).code for role in roles}
    return sum(row.balance for row in rows if row.code in codes)


def _sheet(own: Cooperative, rows: list[Balance], on: date) -> Sheet | None:
    """The rupiah of the balance sheet at the end of a day; None before the first entry."""
    categories: dict[str, Category] = {}
    difference = 0
    for row in rows:
        if not row.balance:
            continue
        title = str(CATEGORIES[row.category])
        category = categories.setdefault(row.category, Category(title, []))
        amount = row.balance if row.category in READ_AS_DEBIT else -row.balance
        category.lines.append((row.fund, row.code, f"{own.book.chart}:{row.code}", amount))
        category.total += amount
        difference += row.balance
    return Sheet(on, tuple(categories.values()), difference) if categories else None
