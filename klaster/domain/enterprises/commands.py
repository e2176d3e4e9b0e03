"""Writing the mitra's own books: enterprises, how they turn, their cycles, and the lines.

Told from memory at a meeting or on a phone, so everything is plain, and sent twice is done once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.enterprises.models import Cycle, Enterprise, Kind, Record, Turn
from klaster.domain.ledger.models import Unit
from klaster.domain.owned import Owned
from klaster.domain.programme.models import Sector
from klaster.domain.registry.models import Party
from klaster.rules.amount import LARGEST
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import date_text

_BATCH = 5_000


class NoSuchEnterprise(Refused):
    code = "no_such_enterprise"
    message = "Usaha {enterprise} tidak ada di lembaga Anda. Catat usahanya dahulu."


class NoSuchCycle(Refused):
    code = "no_such_cycle"
    message = "Musim atau putaran {cycle} tidak ada di lembaga Anda. Buka dahulu."


class NoSuchParty(Refused):
    code = "no_such_party"
    message = "Data {party} tidak ada di lembaga Anda. Daftarkan mitranya dahulu."


class CycleTaken(Refused):
    code = "cycle_taken"
    message = "Usaha ini sudah mempunyai musim atau putaran {label}. Pakai nama lain."


class EnterpriseEnded(Refused):
    code = "enterprise_ended"
    message = "Usaha {name} sudah berhenti pada {on}. Catat usaha baru."


class OutsideCycle(Refused):
    code = "outside_cycle"
    message = "Tanggal {on} di luar musim {label} ({first} sampai {last}). Periksa tanggalnya."


@dataclass(frozen=True, slots=True)
class NewEnterprise:
    """A livelihood of a person or a group; `kind` is one of `models.Kind`."""

    id: UUID
    party: UUID
    kind: str
    name: str
    started_on: date
    sector: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewCycle:
    """A planting, a season, a week: `ended_on` None while it runs."""

    id: UUID
    enterprise: UUID
    label: str
    started_on: date
    ended_on: date | None = None
    area_m2: int | None = None
    is_irrigated: bool | None = None


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A line of the book: `amount` rupiah, `quantity` in the smallest step of `unit`."""

    id: UUID
    cycle: UUID
    on: date
    what: str
    amount: int = 0
    quantity: int | None = None
    unit: str | None = None
    note: str = ""


@command("enterprises.start_many")
def start_many(*, by: Actor, on: date, rows: Sequence[NewEnterprise]) -> list[Enterprise]:
    """Put enterprises on record. Raises `NoSuchParty`, `BadField`, `SentBefore`."""
    _require_own(by, Party, (row.party for row in rows), lambda each: NoSuchParty(party=each))
    _require_own(
        by,
        Sector,
        (row.sector for row in rows if row.sector),
        lambda _: BadField(field="sector", reason="sektor tidak ada di lembaga Anda"),
    )
    for row in rows:
        _require_kind(row.kind)
    return once.add_many(
        [
            Enterprise(
                id=row.id,
                organisation_id=by.organisation_id,
                party_id=row.party,
                sector_id=row.sector,
                kind=row.kind,
                name=row.name,
                started_on=row.started_on,
            )
            for row in rows
        ],
        later=("kind", "paused_since", "ended_on", "end_reason"),
    )


@command("enterprises.turn")
def turn(
    *, by: Actor, on: date, id: UUID, enterprise: UUID, what: str, reason: str, kind: str = ""
) -> Turn:
    """An enterprise pauses, resumes, changes to another `kind`, or ends on a day, for a reason.

    Raises `NoSuchEnterprise`, `EnterpriseEnded`, `BadField`, `SentBefore`.
    """
    if not reason.strip():
        raise BadField(field="reason", reason="tuliskan alasannya")
    if what not in Turn.What.values:
        raise BadField(
            field="what", reason="pilih salah satu: {choices}", choices=", ".join(Turn.What.values)
        )
    if what == Turn.What.CHANGED:
        _require_kind(kind)
    known = Turn.objects.filter(organisation_id=by.organisation_id, id=id).exists()
    there = _enterprise(by, enterprise)
    added = once.add(
        Turn(
            id=id,
            organisation_id=by.organisation_id,
            enterprise=there,
            on=on,
            what=what,
            kind=kind if what == Turn.What.CHANGED else "",
            reason=reason,
        )
    )
    if not known:
        _follow(by, there, added)
    return added


@command("enterprises.open_cycles")
def open_cycles(*, by: Actor, on: date, rows: Sequence[NewCycle]) -> list[Cycle]:
    """Begin cycles of enterprises. Raises `NoSuchEnterprise`, `CycleTaken`, `SentBefore`."""
    _require_own(
        by,
        Enterprise,
        (row.enterprise for row in rows),
        lambda each: NoSuchEnterprise(enterprise=each),
    )
    _require_free_labels(by, rows)
    return once.add_many(
        [
            Cycle(
                id=row.id,
                organisation_id=by.organisation_id,
                enterprise_id=row.enterprise,
                label=row.label,
                started_on=row.started_on,
                ended_on=row.ended_on,
                area_m2=row.area_m2,
                is_irrigated=row.is_irrigated,
            )
            for row in rows
        ],
        later=("ended_on",),
    )


@command("enterprises.close_cycle")
def close_cycle(*, by: Actor, on: date, id: UUID) -> Cycle:
    """A cycle has ended on `on`. Raises `NoSuchCycle`."""
    cycle = Cycle.objects.filter(organisation_id=by.organisation_id, id=id).first()
    if cycle is None:
        raise NoSuchCycle(cycle=id)
    if on < cycle.started_on:
        raise BadField(field="on", reason="mendahului awal musim")
    cycle.ended_on = on
    Cycle.objects.filter(organisation_id=by.organisation_id, id=id).update(ended_on=on)
    return cycle


@command("enterprises.record_many")
def record_many(*, by: Actor, on: date, rows: Sequence[NewRecord]) -> list[Record]:
    """Write lines into the books, all or none; a refused line has its number in `data["row"]`.

    Raises `NoSuchCycle`, `OutsideCycle`, `BadField`, `SentBefore`.
    """
    cycles = _cycles(by, {row.cycle for row in rows})
    units = set(Unit.objects.values_list("code", flat=True))
    for number, row in enumerate(rows, 1):
        try:
            _check(row, cycles[row.cycle], units)
        except Refused as refused:
            refused.data["row"] = number
            raise
    return once.add_many(
        [
            Record(
                id=row.id,
                organisation_id=by.organisation_id,
                cycle_id=row.cycle,
                on=row.on,
                what=row.what,
                amount=row.amount,
                quantity=row.quantity,
                unit_id=row.unit,
                note=row.note,
            )
            for row in rows
        ]
    )


def _enterprise(by: Actor, id: UUID) -> Enterprise:
    found = Enterprise.objects.select_for_update().filter(organisation_id=by.organisation_id, id=id)
    enterprise = found.first()
    if enterprise is None:
        raise NoSuchEnterprise(enterprise=id)
    return enterprise


def _follow(by: Actor, there: Enterprise, turned: Turn) -> None:
    """Let the enterprise be as it is after a turn."""
    if there.ended_on is not None:
        raise EnterpriseEnded(name=there.name, on=date_text(there.ended_on))
    if turned.on < there.started_on:
        raise BadField(field="on", reason="mendahului awal usaha")
    match turned.what:
        case Turn.What.PAUSED:
            there.paused_since = there.paused_since or turned.on
        case Turn.What.RESUMED:
            there.paused_since = None
        case Turn.What.CHANGED:
            there.kind = turned.kind
        case Turn.What.ENDED:
            there.paused_since, there.ended_on = None, turned.on
            there.end_reason = turned.reason
    Enterprise.objects.filter(organisation_id=by.organisation_id, id=there.id).update(
        kind=there.kind,
        paused_since=there.paused_since,
        ended_on=there.ended_on,
        end_reason=there.end_reason,
    )


def _require_kind(kind: str) -> None:
    if kind not in Kind.values:
        raise BadField(
            field="kind", reason="pilih salah satu: {choices}", choices=", ".join(Kind.values)
        )


def _require_own(
    by: Actor, model: type[Owned], ids: Iterable[UUID], refusal: Callable[[UUID], Refused]
) -> None:
    """Raise the refusal for the first id that is no row of the actor's organisation."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        own = model._default_manager.filter(organisation_id=by.organisation_id, id__in=batch)
        known = set(own.values_list("id", flat=True))
        for each in batch:
            if each not in known:
                raise refusal(each)


def _check(row: NewRecord, cycle: Cycle, units: set[str]) -> None:
    if row.what not in Record.What.values:
        raise BadField(
            field="what",
            reason="pilih salah satu: {choices}",
            choices=", ".join(Record.What.values),
        )
    if not 0 <= row.amount <= LARGEST:
        raise BadField(field="amount", reason="harus nol atau lebih, paling banyak 18 angka")
    if (row.quantity is None) != (row.unit is None):
        raise BadField(field="unit", reason="banyaknya dan satuannya diisi keduanya")
    if row.unit is not None and row.unit not in units:
        raise BadField(field="unit", reason="satuan tidak dikenal")
    if row.quantity is not None and not 0 <= row.quantity <= LARGEST:
        raise BadField(field="quantity", reason="harus nol atau lebih, paling banyak 18 angka")
    if row.what != Record.What.STOCK and not row.amount and not row.quantity:
        raise BadField(field="amount", reason="isi jumlah uang atau banyaknya")
    is_inside = cycle.started_on <= row.on and (cycle.ended_on is None or row.on <= cycle.ended_on)
    if not is_inside:
        raise OutsideCycle(
            on=date_text(row.on),
            label=cycle.label,
            first=date_text(cycle.started_on),
            last=date_text(cycle.ended_on) if cycle.ended_on else "sekarang",
        )


def _cycles(by: Actor, ids: set[UUID]) -> dict[UUID, Cycle]:
    cycles: dict[UUID, Cycle] = {}
    in_order = sorted(ids)
    for start in range(0, len(in_order), _BATCH):
        found = Cycle.objects.filter(
            organisation_id=by.organisation_id, id__in=in_order[start : start + _BATCH]
        )
        cycles |= {cycle.id: cycle for cycle in found}
    for missing in sorted(ids - cycles.keys()):
        raise NoSuchCycle(cycle=missing)
    return cycles


def _require_free_labels(by: Actor, rows: Sequence[NewCycle]) -> None:
    given: dict[tuple[UUID, str], UUID] = {}
    for row in rows:
        if given.setdefault((row.enterprise, row.label), row.id) != row.id:
            raise CycleTaken(label=row.label)
    enterprises = sorted({row.enterprise for row in rows})
    for start in range(0, len(enterprises), _BATCH):
        there = Cycle.objects.filter(
            organisation_id=by.organisation_id,
            enterprise_id__in=enterprises[start : start + _BATCH],
        )
        for enterprise, label, cycle in there.values_list("enterprise_id", "label", "id"):
            if given.get((enterprise, label), cycle) != cycle:
                raise CycleTaken(label=label)
