"""Passbooks of a cooperative's members as one tagged PDF, each with a code that proves it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import segno
from django.utils.translation import gettext as _

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.savings import queries, receipts
from klaster.domain.savings.models import Kind
from klaster.domain.savings.queries import PassbookLine
from klaster.reports.documents import documents
from klaster.reports.labels import ENTRY_KINDS
from klaster.rules.wording import date_text, number_text


def pdf(cooperative: Cooperative, first: date, last: date, member: Member | None = None) -> bytes:
    """The passbooks of a period, of one member or of all who were members on its last day.

    The same books give the same bytes.
    """
    members = [member] if member else list(cooperatives.standing_members(cooperative, last))
    party = member.party_id if member else None
    lines = queries.passbooks(cooperative, first, last, party)
    saved = queries.balances(cooperative, last)
    opening = queries.balances(cooperative, date.fromordinal(first.toordinal() - 1))
    data = {
        "letterhead": cooperative.name,
        "title": _("Buku simpanan"),
        "period": _("{first} sampai {last}").format(first=date_text(first), last=date_text(last)),
        "columns": [
            {"title": title, "num": is_number}
            for title, is_number in (
                (_("Tanggal"), False),
                (_("Keterangan"), False),
                (_("Simpanan"), False),
                (_("Masuk"), True),
                (_("Keluar"), True),
                (_("Saldo"), True),
            )
        ],
        "books": [
            _book(cooperative, each, opening, lines.get(each.party_id, []), saved, last)
            for each in members
        ],
    }
    return documents.pdf("passbooks", data, last)


def _book(
    cooperative: Cooperative,
    member: Member,
    opening: dict[UUID, dict[str, int]],
    lines: Sequence[PassbookLine],
    saved: dict[UUID, dict[str, int]],
    last: date,
) -> dict[str, Any]:
    nothing = dict.fromkeys(Kind.values, 0)
    before, after = opening.get(member.party_id, nothing), saved.get(member.party_id, nothing)
    return {
        "name": member.party.name,
        "number": str(member.number),
        "balances": [
            [str(Kind(kind).label), number_text(before[kind]), number_text(after[kind])]
            for kind in Kind.values
            if before[kind] or after[kind]
        ],
        "rows": [_row(line) for line in lines],
        "code": code_of(receipts.of_passbook(cooperative, member, after, last)),
    }


def _row(line: PassbookLine) -> list[str]:
    what = str(ENTRY_KINDS.get(line.what.rpartition(".")[2], line.what))
    return [
        date_text(line.on),
        f"{what}: {line.memo}" if line.memo else what,
        str(Kind(line.kind).label),
        number_text(line.amount) if line.amount > 0 else "",
        number_text(-line.amount) if line.amount < 0 else "",
        number_text(line.balance),
    ]


def code_of(token: str) -> str:
    """A token as a QR code in SVG; what is scanned is the token itself, to be checked offline."""
    return segno.make(token, error="l", micro=False).svg_inline(scale=2, omitsize=True)
