"""Lots that go on with another organisation: ended here, told anew there as they were.

Called by the asset reform, which posts the value in both books; here only lots, tags and queues
are written. Where a lot came from goes along as far back as its families belong over there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.assets import queries
from klaster.domain.assets.commands.shared import OWN
from klaster.domain.assets.models import Animal, Placement, Waiting
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused


class WhichAnimals(Refused):
    code = "which_animals"
    message = (
        "Di kandang program ada {tagged} ternak bertanda ({unit}), tetapi yang diserahkan hanya "
        "{head}. Catat dahulu di mana yang lain."
    )


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who goes on, and what things here are called over there; keys are ids here.

    `parties`: the same people and groups. `contracts`: those whose lots pass, and shared assets by
    their own id. `fair_values`: rupiah at which shared assets are taken up. `stock`: head that
    passes out of the giver's own pool, by unit. `queue`: families that go on waiting there.
    """

    organisation_id: UUID
    fund_id: UUID
    deed_number: str
    parties: Mapping[UUID, UUID]
    contracts: Mapping[UUID, UUID]
    fair_values: Mapping[UUID, int]
    stock: Mapping[str, int]
    queue: Sequence[Waiting]

    def id_of(self, row: Any, day: date) -> UUID:
        """The id over there of a row of here."""
        return derived_id(day, self.organisation_id, row.id)


@command("assets.hand_over_lots")
def hand_over_lots(*, by: Actor, on: date, to: Receiver) -> list[Placement]:
    """End lots, tags and queues here and let them go on there; return the lots there.

    Raises `WhichAnimals` where more animals with a tag are in the pool than head that pass.
    """
    own = Placement.objects.filter(organisation_id=by.organisation_id)
    passing = list(
        own.filter(contract_id__in=to.contracts).exclude(end=Placement.End.UNDONE).order_by("id")
    )
    origins = queries.origins(by.organisation_id, passing)
    known = [lot for lot in (*origins, *passing) if lot.party_id in to.parties]
    lots: dict[UUID | None, Placement] = {lot.id: _lot_there(on, to, lot) for lot in known}
    for lot in known:
        lots[lot.id].came_from = lots.get(lot.came_from_id)
    _copy_new(to, lots.values())
    _pass_animals(by, on, to, {lot.id: lots[lot.id] for lot in passing})
    _pass_queue(by, on, to)
    own.filter(id__in=[lot.id for lot in passing], ended_on=None).update(
        ended_on=on, end=Placement.End.HANDED_OVER
    )
    return [lots[lot.id] for lot in passing]


def _lot_there(on: date, to: Receiver, lot: Placement) -> Placement:
    """A lot as it was; an asset shared here is the receiver's own, at its fair value, from now.

    It wears in the receiver's inventory, so the lot no longer does.
    """
    there = Placement(
        id=to.id_of(lot, lot.placed_on),
        organisation_id=to.organisation_id,
        contract_id=to.contracts.get(lot.contract_id)
        or derived_id(lot.placed_on, to.organisation_id, lot.contract_id),
        party_id=to.parties[lot.party_id],
        fund_id=to.fund_id,
        akad=lot.akad,
        description=lot.description,
        unit_id=lot.unit_id,
        quantity=lot.quantity,
        cost=lot.cost,
        is_controlled=lot.is_controlled,
        placed_on=lot.placed_on,
        deed_number=lot.deed_number,
        useful_months=lot.useful_months,
        residual=lot.residual,
        taken_over_on=on,
        title_passed_on=lot.title_passed_on,
        ended_on=lot.ended_on,
        end=lot.end,
    )
    if lot.contract_id in to.contracts and lot.ended_on is None:
        there.deed_number = to.deed_number
        if lot.contract_id == lot.id:
            there.id = there.contract_id
            there.akad, there.placed_on = OWN, on
            there.cost = to.fair_values[lot.id]
            there.residual, there.useful_months = 0, None
    return there


def _copy_new(to: Receiver, rows: Iterable[Placement]) -> None:
    """Put lots on record there, but for origins that an earlier deed brought."""
    by_id = {row.id: row for row in rows}
    before = Placement.objects.filter(organisation_id=to.organisation_id, id__in=list(by_id))
    for known in before.values_list("id", flat=True):
        del by_id[known]
    once.copy(list(by_id.values()))


def _pass_animals(by: Actor, on: date, to: Receiver, lots: Mapping[UUID | None, Placement]) -> None:
    """The animals of lots, those that left before included, and the living ones of the pool."""
    own = Animal.objects.filter(organisation_id=by.organisation_id)
    animals = list(own.filter(placement_id__in=list(lots)).order_by("id"))
    for unit, head in to.stock.items():
        tagged = list(own.filter(placement=None, left_on=None, unit_id=unit).order_by("id"))
        if len(tagged) > head:
            raise WhichAnimals(tagged=len(tagged), unit=unit, head=head)
        animals += tagged
    there: dict[UUID | None, Animal] = {
        animal.id: Animal(
            id=to.id_of(animal, animal.tagged_on),
            organisation_id=to.organisation_id,
            tag=animal.tag,
            unit_id=animal.unit_id,
            born_on=animal.born_on,
            placement=lots.get(animal.placement_id),
            tagged_on=animal.tagged_on,
            left_on=animal.left_on,
            left_by=animal.left_by,
            cause=animal.cause,
        )
        for animal in animals
    }
    for animal in animals:
        there[animal.id].mother = there.get(animal.mother_id)
    once.copy(list(there.values()))
    own.filter(id__in=list(there), left_on=None).update(left_on=on, left_by=Animal.Left.HANDED_OVER)


def _pass_queue(by: Actor, on: date, to: Receiver) -> None:
    """Families keep their place in the queues of their groups."""
    once.copy(
        [
            Waiting(
                id=to.id_of(family, family.since),
                organisation_id=to.organisation_id,
                group_id=to.parties[family.group_id],
                party_id=to.parties[family.party_id],
                species=family.species,
                position=family.position,
                since=family.since,
            )
            for family in to.queue
        ]
    )
    Waiting.objects.filter(
        organisation_id=by.organisation_id, id__in=[family.id for family in to.queue]
    ).update(left_on=on, reason=f"Antrean diteruskan koperasi, {to.deed_number}")
