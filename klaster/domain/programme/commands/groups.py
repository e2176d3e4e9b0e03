"""Groups of a sector: forming them, when they meet, who accompanies them, dissolving them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.programme.commands.refusals import own, own_many
from klaster.domain.programme.models import Group, MentorAssignment, Sector
from klaster.domain.registry import commands as registry
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group to form in a sector. `village` is an area code, `weekday` ISO (1 = Monday).

    `party_id` None makes the registry party of the group, with an id derived from `id`. `formed_on`
    None means the day of the command. `mentor_id` is the party that accompanies it from then.
    """

    id: UUID
    sector_id: UUID
    name: str
    village: str | None = None
    weekday: int | None = None
    every_weeks: int = 1
    mentor_id: UUID | None = None
    party_id: UUID | None = None
    formed_on: date | None = None
    is_illustration: bool = False


@command("programme.form_group")
def form_group(*, by: Actor, on: date, new: NewGroup) -> Group:
    """Form one group. Raises `NotFound`, `BadField`, `SentBefore`."""
    (group,) = _form(by, on, [new])
    return group


@command("programme.form_groups")
def form_groups(*, by: Actor, on: date, rows: Sequence[NewGroup]) -> list[Group]:
    """Form groups, all or none. Raises `NotFound`, `BadField`, `SentBefore`."""
    return _form(by, on, rows)


@command("programme.change_group")
def change_group(*, by: Actor, on: date, id: UUID, weekday: int | None, every_weeks: int) -> Group:
    """Let the group `id` meet on another weekday or in another rhythm."""
    _check_rhythm(weekday, every_weeks)
    own(by, Group, id, lock=True)
    groups = Group.objects.filter(organisation_id=by.organisation_id, id=id)
    groups.update(weekday=weekday, every_weeks=every_weeks)
    return groups.get()


@command("programme.assign_mentor")
def assign_mentor(
    *,
    by: Actor,
    on: date,
    id: UUID,
    group_id: UUID,
    mentor_id: UUID,
    kind: str = MentorAssignment.Kind.MENTOR,
) -> MentorAssignment:
    """Let a party accompany a group from `on`; whoever did so in this kind until now stops."""
    own(by, Group, group_id, lock=True)
    assigned = MentorAssignment.objects.filter(
        organisation_id=by.organisation_id, group_id=group_id, kind=kind
    )
    if not assigned.filter(id=id).exists():
        assigned.filter(valid_until=None, valid_from__lte=on).update(valid_until=on)
    assignment = MentorAssignment(
        id=id,
        organisation_id=by.organisation_id,
        group_id=group_id,
        mentor_id=mentor_id,
        kind=kind,
        valid_from=on,
    )
    return once.add(assignment, later=("valid_until",))


@command("programme.dissolve_group")
def dissolve_group(*, by: Actor, on: date, id: UUID) -> Group:
    """End the group `id` on `on`; its mitra stay enrolled."""
    group = own(by, Group, id, lock=True)
    if on < group.formed_on:
        raise BadField(field="on", reason="kelompok belum terbentuk pada tanggal itu.")
    groups = Group.objects.filter(organisation_id=by.organisation_id, id=id)
    groups.update(dissolved_on=on)
    return groups.get()


def _form(by: Actor, on: date, rows: Sequence[NewGroup]) -> list[Group]:
    own_many(by, Sector, {row.sector_id for row in rows})
    for row in rows:
        _check_rhythm(row.weekday, row.every_weeks)
    registry.enrol_many(
        by=by, on=on, rows=[_party(row, on) for row in rows if row.party_id is None]
    )
    groups = [
        Group(
            id=row.id,
            organisation_id=by.organisation_id,
            party_id=_party_id(row, on),
            sector_id=row.sector_id,
            village_id=row.village,
            weekday=row.weekday,
            every_weeks=row.every_weeks,
            formed_on=row.formed_on or on,
        )
        for row in rows
    ]
    formed = once.add_many(groups, later=("weekday", "every_weeks", "dissolved_on"))
    mentors = [
        MentorAssignment(
            id=derived_id(row.formed_on or on, row.id, "mentor", row.mentor_id),
            organisation_id=by.organisation_id,
            group_id=row.id,
            mentor_id=row.mentor_id,
            valid_from=row.formed_on or on,
        )
        for row in rows
        if row.mentor_id is not None
    ]
    once.add_many(mentors, later=("valid_until",))
    return formed


def _party_id(row: NewGroup, on: date) -> UUID:
    return row.party_id or derived_id(row.formed_on or on, row.id, "party")


def _party(row: NewGroup, on: date) -> registry.NewParty:
    return registry.NewParty(
        id=_party_id(row, on),
        kind="group",
        name=row.name,
        village=row.village,
        since=row.formed_on or on,
        is_illustration=row.is_illustration,
    )


def _check_rhythm(weekday: int | None, every_weeks: int) -> None:
    if weekday is not None and not 1 <= weekday <= 7:
        raise BadField(field="weekday", reason="isi 1 (Senin) sampai 7 (Minggu).")
    if not 1 <= every_weeks <= 8:
        raise BadField(field="every_weeks", reason="isi 1 sampai 8 minggu.")
