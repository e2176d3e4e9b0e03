"""What was placed with whom: lots come to be, pass into the mitra's ownership, and end.

Called by the commands that post the value (contracts); nothing is posted here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.assets.models import Placement, Waiting
from klaster.domain.ledger.models import Unit
from klaster.rules.entry import RUPIAH
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

_BATCH = 5_000
_LATER = ("title_passed_on", "ended_on", "end")


class NoSuchOrigin(Refused):
    code = "no_such_origin"
    message = "Kontrak asal {contract} belum pernah menyerahkan aset. Periksa kontrak asalnya."


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot placed with a party: `quantity` in the unit's smallest step, `cost` in rupiah.

    `came_from_contract` is the contract whose offspring this is. What the fund does not control
    any longer is the party's own from that day, unless it is money.
    """

    id: UUID
    contract_id: UUID
    party: UUID
    fund: UUID
    akad: str
    unit: str
    quantity: int
    cost: int
    is_controlled: bool
    placed_on: date
    programme: UUID | None = None
    description: str = ""
    deed_number: str = ""
    came_from_contract: UUID | None = None
    useful_months: int | None = None
    residual: int = 0


def lot_id(on: date, event: UUID, unit: str) -> UUID:
    """The id of the lot of a unit that an event placed."""
    return derived_id(on, event, "lot", unit)


@command("assets.record_lots")
def record_lots(*, by: Actor, on: date, rows: Sequence[NewLot]) -> list[Placement]:
    """Put lots on record, and the families they reach off the queue.

    Raises `NoSuchOrigin`, and `BadField` for an unknown unit.
    """
    if not rows:
        return []
    _require_units(rows)
    origins = _origins(by, rows)
    placements = once.add_many(
        [
            Placement(
                id=row.id,
                organisation_id=by.organisation_id,
                contract_id=row.contract_id,
                party_id=row.party,
                programme_id=row.programme,
                fund_id=row.fund,
                akad=row.akad,
                description=row.description,
                unit_id=row.unit,
                quantity=row.quantity,
                cost=row.cost,
                is_controlled=row.is_controlled,
                placed_on=row.placed_on,
                deed_number=row.deed_number,
                came_from_id=origins[row.id],
                useful_months=row.useful_months,
                residual=row.residual,
                title_passed_on=(
                    None if row.is_controlled or row.unit == RUPIAH else row.placed_on
                ),
            )
            for row in rows
        ],
        later=_LATER,
    )
    _serve(by, placements)
    return placements


@command("assets.pass_titles")
def pass_titles(*, by: Actor, on: date, days: Mapping[UUID, date]) -> None:
    """The lots of contracts become the party's own, each contract's on its day."""
    lots = Placement.objects.filter(
        organisation_id=by.organisation_id, title_passed_on=None, ended_on=None
    )
    for day, ids in _by_value(days.items()).items():
        lots.filter(contract_id__in=ids).update(title_passed_on=day)


@command("assets.end_lots")
def end_lots(*, by: Actor, on: date, ends: Mapping[UUID, tuple[date, str]]) -> None:
    """The lots of contracts come to an end, each contract's on its day and in its way."""
    lots = Placement.objects.filter(organisation_id=by.organisation_id, ended_on=None)
    for (day, end), ids in _by_value(ends.items()).items():
        lots.filter(contract_id__in=ids).update(ended_on=day, end=end)


def _by_value(pairs: Iterable[tuple[UUID, object]]) -> dict:
    """Ids by what is to be set, so that each day costs one update."""
    grouped: dict[object, list[UUID]] = {}
    for contract_id, value in pairs:
        grouped.setdefault(value, []).append(contract_id)
    return grouped


def _require_units(rows: Sequence[NewLot]) -> None:
    named = {row.unit for row in rows}
    known = set(Unit.objects.filter(code__in=named).values_list("code", flat=True))
    for unknown in sorted(named - known):
        raise BadField(field="unit", reason="satuan {unknown} tidak dikenal", unknown=unknown)


def _origins(by: Actor, rows: Sequence[NewLot]) -> dict[UUID, UUID | None]:
    """For each row the lot it came from: of the same unit where the origin has one."""
    wanted = {row.came_from_contract for row in rows if row.came_from_contract}
    lots: dict[UUID, dict[str, UUID]] = {}
    for row in rows:
        lots.setdefault(row.contract_id, {}).setdefault(row.unit, row.id)
    found = Placement.objects.filter(
        organisation_id=by.organisation_id, contract_id__in=wanted
    ).order_by("placed_on", "id")
    for contract_id, unit, lot in found.values_list("contract_id", "unit_id", "id"):
        lots.setdefault(contract_id, {}).setdefault(unit, lot)
    origins: dict[UUID, UUID | None] = {}
    for row in rows:
        origin = row.came_from_contract
        there = lots.get(origin, {}) if origin else {}
        if origin and not there:
            raise NoSuchOrigin(contract=origin)
        origins[row.id] = there.get(row.unit) or next(iter(there.values()), None)
    return origins


def _serve(by: Actor, placements: Sequence[Placement]) -> None:
    """Whoever received what they waited for is served by it."""
    received = {
        (placement.party_id, placement.unit_id.rpartition("_")[0]): placement
        for placement in reversed(placements)
    }
    waiting = Waiting.objects.filter(
        organisation_id=by.organisation_id,
        served_by=None,
        left_on=None,
        party_id__in={party for party, _ in received},
    )
    served = []
    for family in waiting:
        placement = received.get((family.party_id, family.species))
        if placement is not None and placement.placed_on >= family.since:
            family.served_by = placement
            served.append(family)
    Waiting.objects.bulk_update(served, ["served_by"], batch_size=_BATCH)


@command("assets.undo_lots")
def undo_lots(
    *, by: Actor, on: date, contract: UUID, placed_by: UUID, placed_on: date, is_open: bool
) -> None:
    """Take back what an event of a contract did: its lots never were, ended lots go on.

    `is_open`: the contract is open again. Title that passed with the event is the fund's again.
    """
    lots = Placement.objects.filter(organisation_id=by.organisation_id, contract_id=contract)
    own = {lot.id for lot in lots if lot.id == lot_id(placed_on, placed_by, lot.unit_id)}
    lots.filter(id__in=own).update(ended_on=max(on, placed_on), end=Placement.End.UNDONE)
    others = lots.exclude(id__in=own).exclude(end=Placement.End.UNDONE)
    if is_open:
        others.update(ended_on=None, end="")
    others.filter(is_controlled=True, title_passed_on=placed_on).update(title_passed_on=None)
