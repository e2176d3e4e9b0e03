"""Receipts and passbooks that a member can have checked by anyone: what a token says, and if it
still stands in the books.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import signing
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.domain.savings import queries
from klaster.rules.refusal import Refused

RECEIPT, PASSBOOK = "kwitansi", "buku"


class NoSuchReceipt(Refused):
    code = "no_such_receipt"
    message = "Tidak ada transaksi anggota ini dengan nomor itu."


@dataclass(frozen=True, slots=True)
class Verified:
    """What a genuine token says, and what the books say now: still there, taken back, unknown."""

    says: Mapping[str, Any]
    state: str


STANDS, TAKEN_BACK, UNKNOWN = "stands", "taken_back", "unknown"


def of_entry(cooperative: Cooperative, member: Member, entry: UUID) -> str:
    """Return the token of what one entry did to a member's savings. Raises `NoSuchReceipt`."""
    there = ledger.entry(cooperative.organisation_id, entry)
    chart = cooperative.book.chart
    kinds = {charts.find(chart, role).code: kind for role, kind in queries.KINDS.items()}
    amounts: dict[str, int] = {}
    for move in there.lines if there else ():
        for side, sign in ((move.credit, 1), (move.debit, -1)):
            kind = kinds.get(side.role)
            if side.party == member.party_id and kind:
                amounts[kind] = amounts.get(kind, 0) + sign * move.amount
    if there is None or not amounts:
        raise NoSuchReceipt()
    return signing.sign(
        {
            "jenis": RECEIPT,
            "koperasi": cooperative.name,
            "anggota": member.number,
            "tanggal": there.event_date.isoformat(),
            "jumlah": amounts,
            "jurnal": str(entry),
        }
    )


def of_passbook(
    cooperative: Cooperative, member: Member, saved: Mapping[str, int], on: date
) -> str:
    """Return the token of a passbook's balances on a day."""
    return signing.sign(
        {
            "jenis": PASSBOOK,
            "koperasi": cooperative.name,
            "anggota": member.number,
            "tanggal": on.isoformat(),
            "saldo": {kind: amount for kind, amount in saved.items() if amount},
        }
    )


def verify(token: str) -> Verified:
    """Return what a token says and whether its entry still stands. Raises `NotGenuine`."""
    says = signing.verify(token)
    if says.get("jenis") != RECEIPT:
        return Verified(says, STANDS)
    # Whoever holds the signed token may learn this of its one entry, in whichever organisation.
    entry = Entry.objects.filter(id=says["jurnal"]).first()
    if entry is None:
        return Verified(says, UNKNOWN)
    is_back = Entry.objects.filter(
        organisation_id=entry.organisation_id, reverses_id=entry.id
    ).exists()
    return Verified(says, TAKEN_BACK if is_back else STANDS)
