"""Single animals that carry a tag, and the queue of families that wait for offspring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.assets.models import Animal, Placement, Waiting
from klaster.domain.registry.models import Party
from klaster.rules.contracts.heads import SPECIES
from klaster.rules.refusal import BadField, Refused


class NoSuchAnimal(Refused):
    code = "no_such_animal"
    message = "Ternak bertanda {tag} tidak ada di lembaga Anda. Periksa nomor tandanya."


class AnimalLeftBefore(Refused):
    code = "animal_left_before"
    message = "Ternak {tag} sudah tercatat keluar pada {on}."


class NotInQueue(Refused):
    code = "not_in_queue"
    message = "Keluarga ini tidak sedang dalam antrean. Muat ulang antreannya."


class NoSuchParty(Refused):
    code = "no_such_party"
    message = "Data {party} tidak ada di lembaga Anda. Daftarkan dahulu."


@dataclass(frozen=True, slots=True)
class NewAnimal:
    """An animal that is given a tag; `placement` None: in the programme's pool."""

    id: UUID
    tag: str
    unit: str
    tagged_on: date
    born_on: date | None = None
    mother: UUID | None = None
    placement: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewWaiting:
    """A family that joins a group's queue for offspring of a species; None: at its end."""

    id: UUID
    group: UUID
    party: UUID
    species: str
    since: date
    position: int | None = None


@command("assets.tag_many")
def tag_many(*, by: Actor, on: date, rows: Sequence[NewAnimal]) -> list[Animal]:
    """Put tagged animals on record; head are counted by the events of contracts, not here."""
    _require_own(by, Placement, {row.placement for row in rows if row.placement}, "placement")
    given = {row.id for row in rows}
    mothers = {row.mother for row in rows if row.mother} - given
    _require_own(by, Animal, mothers, "mother")
    return once.add_many(
        [
            Animal(
                id=row.id,
                organisation_id=by.organisation_id,
                tag=row.tag,
                unit_id=row.unit,
                tagged_on=row.tagged_on,
                born_on=row.born_on,
                mother_id=row.mother,
                placement_id=row.placement,
            )
            for row in rows
        ],
        later=("placement", "left_on", "left_by", "cause"),
    )


@command("assets.animal_left")
def animal_left(*, by: Actor, on: date, id: UUID, way: str, cause: str = "") -> Animal:
    """A tagged animal is there no longer: died, sold, … Raises `AnimalLeftBefore`."""
    animal = _animal(by, id)
    if way not in Animal.Left.values:
        raise BadField(
            field="way", reason="pilih salah satu: {choices}", choices=", ".join(Animal.Left.values)
        )
    if animal.left_on is not None:
        if (animal.left_on, animal.left_by, animal.cause) == (on, way, cause):
            return animal
        raise AnimalLeftBefore(tag=animal.tag, on=animal.left_on)
    animal.left_on, animal.left_by, animal.cause = on, way, cause
    Animal.objects.filter(organisation_id=by.organisation_id, id=id).update(
        left_on=on, left_by=way, cause=cause
    )
    return animal


@command("assets.move_animal")
def move_animal(*, by: Actor, on: date, id: UUID, placement: UUID | None) -> Animal:
    """A tagged animal is kept elsewhere from now on; None: in the programme's pool."""
    animal = _animal(by, id)
    if placement:
        _require_own(by, Placement, {placement}, "placement")
    Animal.objects.filter(organisation_id=by.organisation_id, id=id).update(placement=placement)
    animal.placement_id = placement
    return animal


@command("assets.queue_many")
def queue_many(*, by: Actor, on: date, rows: Sequence[NewWaiting]) -> list[Waiting]:
    """Put families in the queues of their groups, those without a position at the end."""
    _require_parties(by, {party for row in rows for party in (row.group, row.party)})
    ends = dict(
        Waiting.objects.filter(
            organisation_id=by.organisation_id, group_id__in={row.group for row in rows}
        )
        .values_list("group_id")
        .annotate(Max("position"))
    )
    known = dict(
        Waiting.objects.filter(
            organisation_id=by.organisation_id, id__in=[row.id for row in rows]
        ).values_list("id", "position")
    )
    families = []
    for row in rows:
        if row.species not in SPECIES:
            raise BadField(
                field="species", reason="pilih salah satu: {choices}", choices=", ".join(SPECIES)
            )
        position = row.position if row.position is not None else known.get(row.id)
        if position is None:
            position = ends[row.group] = ends.get(row.group, 0) + 1
        families.append(
            Waiting(
                id=row.id,
                organisation_id=by.organisation_id,
                group_id=row.group,
                party_id=row.party,
                species=row.species,
                position=position,
                since=row.since,
            )
        )
    return once.add_many(families, later=("served_by", "left_on", "reason"))


@command("assets.leave_queue")
def leave_queue(*, by: Actor, on: date, id: UUID, reason: str) -> None:
    """A family waits no longer, for a reason. Raises `NotInQueue`."""
    if not reason.strip():
        raise BadField(field="reason", reason="tuliskan alasannya")
    left = Waiting.objects.filter(
        organisation_id=by.organisation_id, id=id, served_by=None, left_on=None
    ).update(left_on=on, reason=reason)
    if not left:
        raise NotInQueue


def _animal(by: Actor, id: UUID) -> Animal:
    animal = (
        Animal.objects.select_for_update().filter(organisation_id=by.organisation_id, id=id).first()
    )
    if animal is None:
        raise NoSuchAnimal(tag=id)
    return animal


def _require_own(by: Actor, model: type[Placement | Animal], ids: set[UUID], field: str) -> None:
    own = model._default_manager.filter(organisation_id=by.organisation_id, id__in=ids)
    if own.count() < len(ids):
        raise BadField(field=field, reason="tidak ada di lembaga Anda")


def _require_parties(by: Actor, ids: set[UUID]) -> None:
    found = Party.objects.filter(organisation_id=by.organisation_id, id__in=ids)
    known = set(found.values_list("id", flat=True))
    for missing in sorted(ids - known):
        raise NoSuchParty(party=missing)
