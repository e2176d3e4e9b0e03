"""What a deed of hand-over says, read from its rows and put in words for `deed.typ`."""

from typing import Any
from uuid import UUID

from klaster.domain.graduation.models import Deed, DeedItem
from klaster.reports.documents import documents
from klaster.rules.wording import date_text, money_text, number_text, weekday_text

_COLUMNS = (
    ("No.", True),
    ("Mitra", False),
    ("Uraian", False),
    ("Jumlah", True),
    ("Satuan", False),
    ("Keadaan", False),
    ("Nilai wajar", True),
)


def pdf_of(deed: Deed) -> bytes:
    """The deed as tagged PDF, dated by its own day."""
    return documents.deed_pdf(data_of(deed), deed.on)


def data_of(deed: Deed) -> dict[str, Any]:
    """The data of `deed.typ`: one part for each state an item was in, with its total."""
    items = list(
        DeedItem.objects.filter(organisation_id=deed.organisation_id, deed=deed)
        .select_related("party", "unit")
        .order_by("n")
    )
    giver, receiver = deed.programme.organisation.name, deed.receiver.name
    return {
        "letterhead": giver,
        "number": deed.number,
        "weekday": weekday_text(deed.on),
        "date": date_text(deed.on),
        "place": deed.place,
        "basis": deed.basis,
        "parties": [
            {"name": deed.giver_name, "position": deed.giver_position, "of": giver},
            {"name": deed.receiver_name, "position": deed.receiver_position, "of": receiver},
        ],
        "parts": [
            _part(state.label, [item for item in items if item.state == state])
            for state in DeedItem.State
            if any(item.state == state for item in items)
        ],
        "witnesses": [str(witness) for witness in deed.witnesses],
    }


def _part(title: Any, items: list[DeedItem]) -> dict[str, Any]:
    total = sum(item.fair_value_rp for item in items)
    return {
        "title": str(title),
        "columns": [{"title": name, "num": is_number} for name, is_number in _COLUMNS],
        "rows": [_row(item) for item in items],
        "totals": [["", "Jumlah", "", "", "", "", money_text(total)]],
    }


def _row(item: DeedItem) -> list[str]:
    return [
        str(item.n),
        item.party.name if item.party else "",
        item.description,
        number_text(item.quantity, item.unit.decimals),
        item.unit.name_id,
        item.condition,
        money_text(item.fair_value_rp),
    ]


def of_programme(organisation_id: UUID, programme_id: UUID) -> list[Deed]:
    """The deeds of a programme with their sides, in the order of their numbers."""
    return list(
        Deed.objects.filter(organisation_id=organisation_id, programme_id=programme_id)
        .select_related("programme__organisation", "receiver", "sector")
        .order_by("number")
    )
