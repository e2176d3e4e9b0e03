"""What a deed of hand-over says, read from its rows and put in words for `deed.typ`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.graduation.models import Deed, DeedItem
from klaster.reports.documents import documents
from klaster.rules.spelling import spelled
from klaster.rules.wording import date_text, money_text, number_text, weekday_text

RUPIAH = "IDR"
# How the receiver records it; the codes are the credit roles of the deed.
POLICIES = {
    "donated_capital": "modal hibah",
    "conditional_liability": "kewajiban bersyarat",
    "savings_special": "simpanan khusus anggota yang bersangkutan",
}
UNMARKED = "Ternak belum bertanda; dihitung per ekor menurut jenis dan kelaminnya."
SEXES = {"F": "betina", "M": "jantan"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the items: `share` of the free width (0: as wide as its texts need)."""

    title: str
    share: float
    say: Callable[[DeedItem, date], str]
    is_number: bool = False


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
    by_state = {state: [item for item in items if item.state == state] for state in DeedItem.State}
    parts = [(str(state.label), those) for state, those in by_state.items() if those]
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
        "summary": _summary(parts),
        "spelled": f"{spelled(sum(item.fair_value_rp for item in items))} rupiah",
        "recorded": _recorded(deed, by_state),
        "parts": [_part(title, those, deed.on) for title, those in parts],
        "witnesses": [str(witness) for witness in deed.witnesses],
    }


def _summary(parts: Sequence[tuple[str, list[DeedItem]]]) -> dict[str, Any]:
    """How many items of each state at which values, and all of them."""
    everything = [item for _, those in parts for item in those]
    return {
        "columns": [
            _titled("Bagian", share=1),
            *(_titled(name, is_number=True) for name in ("Butir", "Nilai buku", "Nilai wajar")),
        ],
        "rows": [_sums(title, those) for title, those in parts],
        "totals": [_sums("Jumlah", everything)],
    }


def _sums(title: str, items: Sequence[DeedItem]) -> list[str]:
    return [
        title,
        number_text(len(items)),
        money_text(sum(item.book_value_rp for item in items)),
        money_text(sum(item.fair_value_rp for item in items)),
    ]


def _recorded(deed: Deed, items: dict[DeedItem.State, list[DeedItem]]) -> str:
    """How the receiver books what passes: by the deed's policies."""
    said = []
    if items[DeedItem.State.CONTROLLED] or items[DeedItem.State.PORTFOLIO]:
        said.append(f"yang diserahkan Pihak Pertama sebagai {POLICIES[deed.credit_role]}")
    if any(item.unit_id != RUPIAH for item in items[DeedItem.State.OWNED]):
        said.append(f"yang disertakan mitra sebagai {POLICIES[deed.contribution_role]}")
    if any(item.unit_id == RUPIAH for item in items[DeedItem.State.OWNED]):
        said.append("tabungan kelompok sebagai simpanan sukarela pemiliknya")
    return f"Pihak Kedua mencatat {'; '.join(said)}." if said else ""


def _part(title: str, items: Sequence[DeedItem], on: date) -> dict[str, Any]:
    """One table: only the columns that say something, and the sums of its values."""
    is_marked = any(item.marks for item in items)
    columns = [
        column
        for column in _COLUMNS
        if (is_marked or column.say is not _marks) and any(column.say(item, on) for item in items)
    ]
    _, _, book, fair = _sums("", items)
    totals = {"Mitra": "Jumlah", "Nilai buku": book, "Nilai wajar": fair}
    return {
        "title": title,
        "note": UNMARKED if _has_animals(items) and not is_marked else "",
        "columns": [_titled(each.title, each.share, each.is_number) for each in columns],
        "rows": [[column.say(item, on) for column in columns] for item in items],
        "totals": [[totals.get(column.title, "") for column in columns]],
    }


def _has_animals(items: Sequence[DeedItem]) -> bool:
    return any(item.unit.kind == "animal" for item in items)


def _titled(title: str, share: float = 0, is_number: bool = False) -> dict[str, Any]:
    return {"title": title, "num": is_number, "share": share}


def _quantity(item: DeedItem, _on: date) -> str:
    if item.unit_id == RUPIAH:
        return ""
    number = number_text(item.quantity, item.unit.decimals)
    match item.unit.kind:
        case "animal":
            return f"{number} ekor"
        case "mass":
            return f"{number} kg"
        case _:
            return f"{number} {item.unit.name_id.lower()}"


def _marks(item: DeedItem, on: date) -> str:
    """Tag, sex and age of each animal; head without a tag are said to have none."""
    if item.unit.kind != "animal":
        return ""
    sex = SEXES.get(item.unit_id.rpartition("_")[2], "")
    said = [", ".join(filter(None, (one["tag"], sex, _age(one, on)))) for one in item.marks]
    untagged = item.quantity - len(item.marks)
    if untagged > 0:
        head = f"{number_text(untagged)} ekor " if said else ""
        said.append(", ".join(filter(None, (sex, f"{head}tanpa tanda"))))
    return "; ".join(said)


def _age(mark: dict[str, str | None], on: date) -> str:
    """Whole months of age on the day of the deed, from two years on whole years."""
    if not mark["born_on"]:
        return ""
    born = date.fromisoformat(mark["born_on"])
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return f"{months} bulan" if months < 24 else f"{months // 12} tahun"


def _acknowledged(item: DeedItem, _on: date) -> str:
    """What the mitra last said they owe; payments since then are in the book value only."""
    if item.acknowledged_rp is None or item.confirmed_on is None:
        return ""
    return f"{money_text(item.acknowledged_rp)} per {date_text(item.confirmed_on)}"


def _book_value(item: DeedItem, _on: date) -> str:
    """Nothing where the contract's value stands in a line above."""
    return money_text(item.book_value_rp) if item.book_value_rp else ""


def _fair_value(item: DeedItem, _on: date) -> str:
    return money_text(item.fair_value_rp) if item.fair_value_rp else ""


_COLUMNS = (
    _Column("No.", 0, lambda item, _on: str(item.n), is_number=True),
    _Column("Mitra", 1.3, lambda item, _on: item.party.name if item.party else "–"),
    _Column("Kontrak", 0, lambda item, _on: item.contract_number),
    _Column("Akad dan uraian", 1.6, lambda item, _on: item.description),
    _Column("Jumlah", 0, _quantity, is_number=True),
    _Column("Tanda, kelamin, umur", 1.5, _marks),
    _Column("Keadaan", 0, lambda item, _on: "" if item.unit_id == RUPIAH else item.condition),
    _Column("Diakui mitra", 1, _acknowledged),
    _Column("Nilai buku", 0, _book_value, is_number=True),
    _Column("Nilai wajar", 0, _fair_value, is_number=True),
)


def of_programme(organisation_id: UUID, programme_id: UUID) -> list[Deed]:
    """The deeds of a programme with their sides, in the order of their numbers."""
    return list(
        Deed.objects.filter(organisation_id=organisation_id, programme_id=programme_id)
        .select_related("programme__organisation", "receiver", "sector")
        .order_by("number")
    )
