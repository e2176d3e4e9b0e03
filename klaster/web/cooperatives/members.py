"""The members of a cooperative: who they are, what each has saved, and the passbook of one."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative.models import Member
from klaster.domain.savings import queries as savings
from klaster.domain.savings import receipts
from klaster.domain.savings.models import Kind
from klaster.domain.surplus.models import Distribution, Share
from klaster.reports import passbooks
from klaster.reports.labels import CONTRACT_KINDS
from klaster.rules import qr
from klaster.rules.savings import MANDATORY, PRINCIPAL, ROLES, SPECIAL, VOLUNTARY
from klaster.web.cooperatives import period
from klaster.web.shared import holdings, words
from klaster.web.shared.drawing import qr_path
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page

LATE_ONLY, ALL = "menunggak", "semua"
SHORT = {
    PRINCIPAL: _("Pokok"),
    MANDATORY: _("Wajib"),
    VOLUNTARY: _("Sukarela"),
    SPECIAL: _("Khusus"),
}


@page("cooperative", whole=True)
def members(request: Visit) -> HttpResponse:
    """Who is a member on the day (or ever was), with savings by kind and what is late."""
    own = period.own(request)
    late = savings.late(own, request.on)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "tampil")}
    found = _within(request)
    if asked["tampil"] != ALL:
        found = found.filter(Q(left_on=None) | Q(left_on__gt=request.on))
    if asked["tampil"] == LATE_ONLY:
        found = found.filter(id__in=late)
    if text := asked["q"]:
        by_number = Q(number=int(text)) if text.isdecimal() and len(text) < 10 else Q()
        found = found.filter(by_number or Q(party__folded__icontains=text.lower()))
    listed = part(found, {"number": False}, request.GET)
    saved = savings.saved_by(
        own.organisation_id, [each.party_id for each in listed.rows], request.on
    )
    context = {
        "tab": "members",
        "cooperative": own,
        "asked": asked,
        "part": listed,
        "kinds": SHORT.values(),
        "rows": [
            {
                "member": each,
                "saved": [(title, saved[each.party_id][kind]) for kind, title in SHORT.items()],
                "total": sum(saved[each.party_id].values()),
                "late": late.get(each.id, 0),
            }
            for each in listed.rows
        ],
    }
    return render(request, "cooperatives/members.html", context)


@page("cooperative")
def member(request: Visit, id: UUID) -> HttpResponse:
    """One member: the passbook of a book year, financing, shares of the surplus."""
    chosen = get_object_or_404(_within(request), id=id)
    own = chosen.cooperative
    year = period.year(request, own)
    organisation = request.organisation.id
    before = year.first - timedelta(days=1)
    opening = savings.saved_by(organisation, [chosen.party_id], before)
    contracts = list(
        Contract.objects.filter(
            organisation_id=organisation, party_id=chosen.party_id, signed_on__lte=request.on
        ).order_by("-signed_on", "number")
    )
    held = holdings.held(
        organisation,
        request.on,
        parties=(chosen.party_id,),
        contracts=tuple(each.id for each in contracts),
    )
    now = {row.role: row.amount for row in held}
    lines = savings.passbooks(own, opening, year.first, year.last, chosen.party_id)
    context: dict[str, Any] = {
        "tab": "members",
        "cooperative": own,
        "member": chosen,
        "period": year,
        "saved": [(Kind(kind).label, now.get(role, 0)) for kind, role in ROLES.items()],
        "unpaid": now.get("shu_payable", 0),
        "late": savings.late_of(chosen, request.on),
        "opening": [
            (Kind(kind).label, amount)
            for kind, amount in opening[chosen.party_id].items()
            if amount
        ],
        "lines": [
            {
                "line": each,
                "kind": Kind(each.kind).label,
                "what": words.entry_kind(each.what),
                "paid_in": each.amount if each.amount > 0 else None,
                "paid_out": -each.amount if each.amount < 0 else None,
            }
            for each in lines.get(chosen.party_id, ())
        ],
        "contracts": [
            {
                "contract": each,
                "kind": CONTRACT_KINDS.get(each.kind, each.kind),
                "claim": holdings.claim([row for row in held if row.contract == each.id]),
            }
            for each in contracts
        ],
        "shares": _shares(chosen, request),
    }
    return render(request, "cooperatives/member.html", context)


@page("cooperative")
def passbook_pdf(request: Visit, id: UUID) -> HttpResponse:
    """The passbook of a book year as a tagged PDF, with its code."""
    chosen = get_object_or_404(_within(request), id=id)
    own = chosen.cooperative
    year = period.year(request, own)
    if year.last < year.first:
        raise Http404
    made = passbooks.pdf(own, year.first, year.last, chosen)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"buku-simpanan-{chosen.number}-{year.name}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page("cooperative")
def receipt(request: Visit, id: UUID, entry: UUID) -> HttpResponse:
    """The receipt of what one entry did to the member's savings, with the code that proves it.

    The code is the address of the page that checks it, so that any phone's camera opens it; the
    token within the address can be checked offline all the same.
    """
    chosen = get_object_or_404(_within(request), id=id)
    own = chosen.cooperative
    try:
        token = receipts.of_entry(own, chosen, entry)
    except receipts.NoSuchReceipt:
        raise Http404 from None
    verified = receipts.verify(token)
    link = request.build_absolute_uri(reverse("verification")) + f"?t={token}"
    context = {
        "tab": "members",
        "cooperative": own,
        "member": chosen,
        "on": date.fromisoformat(verified.says["tanggal"]),
        "amounts": [(Kind(kind).label, what) for kind, what in verified.says["jumlah"].items()],
        "is_back": verified.state != receipts.STANDS,
        "token": token,
        "link": link,
        "code": qr_path(qr.code(link)),
    }
    return render(request, "cooperatives/receipt.html", context)


def _within(request: Visit) -> QuerySet[Member]:
    """The memberships the visitor may see: all, or those of the parties that are their own.

    Each with its party, and with the cooperative and its book.
    """
    return Member.objects.filter(
        request.reach.within("party_id"),
        organisation_id=request.organisation.id,
        joined_on__lte=request.on,
    ).select_related("party", "cooperative__book")


def _shares(member: Member, request: Visit) -> QuerySet[Share]:
    return (
        Share.objects.filter(
            organisation_id=member.organisation_id,
            member=member,
            distribution__proposed_on__lte=request.on,
        )
        .exclude(distribution__status=Distribution.Status.REVERSED)
        .select_related("distribution")
        .order_by("-distribution__year")
    )
