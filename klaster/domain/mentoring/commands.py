"""Recording meetings, trainings and visits in bulk; the same ids again change nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.mentoring.models import Presence, Session, Visit
from klaster.domain.programme.commands.refusals import own_many
from klaster.domain.programme.models import Group
from klaster.domain.registry.models import Membership, Party
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField

# Of each registry group: who belonged to it from when until when (None: still).
Bonds = Mapping[UUID, Sequence[tuple[UUID, date, date | None]]]


@dataclass(frozen=True, slots=True)
class NewSession:
    """A meeting or training of a group; its members of that day came, but for the `absent`."""

    id: UUID
    group_id: UUID
    kind: str
    on: date
    topic: str
    mentor_id: UUID | None = None
    absent: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to a party."""

    id: UUID
    party_id: UUID
    on: date
    topic: str
    mentor_id: UUID | None = None
    note: str = ""


@command("mentoring.meet_many")
def meet_many(*, by: Actor, on: date, rows: Sequence[NewSession]) -> list[Session]:
    """Record sessions with their presences, all or none.

    A session on record keeps its presences: who joins or leaves the group later changes nothing.
    Raises `NotFound`, `BadField`, `SentBefore`.
    """
    groups = own_many(by, Group, {row.group_id for row in rows})
    own_many(by, Party, {row.mentor_id for row in rows if row.mentor_id})
    before = _absent_before(by, [row.id for row in rows])
    sent = [
        Session(
            id=row.id,
            organisation_id=by.organisation_id,
            group_id=row.group_id,
            kind=row.kind,
            on=row.on,
            topic=row.topic,
            mentor_id=row.mentor_id,
        )
        for row in rows
    ]
    bonds = _bonds(by, {group.party_id for group in groups.values()})
    presences: list[Presence] = []
    known = set(before)
    for number, row in enumerate(rows, 1):
        if row.kind not in Session.Kind.values:
            raise BadField(
                field="kind",
                reason="pilih salah satu: {choices}",
                choices=", ".join(Session.Kind.values),
                row=number,
            )
        if row.id not in known:
            known.add(row.id)
            presences += _presences(by, number, row, bonds[groups[row.group_id].party_id])
        elif row.id in before and before[row.id] != set(row.absent):
            raise once.SentBefore(what=Session._meta.verbose_name, fields="absent", row=number)
    sessions = once.add_many(sent)
    once.copy(presences)
    return sessions


@command("mentoring.visit_many")
def visit_many(*, by: Actor, on: date, rows: Sequence[NewVisit]) -> list[Visit]:
    """Record visits, all or none. Raises `NotFound`, `SentBefore`."""
    parties = {row.party_id for row in rows} | {row.mentor_id for row in rows if row.mentor_id}
    own_many(by, Party, parties)
    return once.add_many(
        [
            Visit(
                id=row.id,
                organisation_id=by.organisation_id,
                party_id=row.party_id,
                on=row.on,
                mentor_id=row.mentor_id,
                topic=row.topic,
                note=row.note,
            )
            for row in rows
        ]
    )


def _absent_before(by: Actor, ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """Of each session that is on record: who was absent."""
    own = {"organisation_id": by.organisation_id}
    known = Session.objects.filter(**own, id__any=ids).values_list("id", flat=True)
    found: dict[UUID, set[UUID]] = {session: set() for session in known}
    away = Presence.objects.filter(**own, session_id__in=list(found), came=False)
    for session, party in away.values_list("session_id", "party_id"):
        found[session].add(party)
    return found


def _bonds(by: Actor, groups: Collection[UUID]) -> Bonds:
    found: dict[UUID, list[tuple[UUID, date, date | None]]] = defaultdict(list)
    memberships = Membership.objects.filter(
        organisation_id=by.organisation_id, group_id__in=groups
    ).order_by("party_id")
    for group, party, since, until in memberships.values_list(
        "group_id", "party_id", "valid_from", "valid_until"
    ):
        found[group].append((party, since, until))
    return found


def _presences(
    by: Actor, number: int, row: NewSession, bonds: Sequence[tuple[UUID, date, date | None]]
) -> list[Presence]:
    """One line for each member of the day. `number` is the row's, for refusals."""
    members = {
        party for party, since, until in bonds if since <= row.on and (not until or row.on < until)
    }
    if not members:
        raise BadField(field="group", reason="belum ada anggota pada hari itu", row=number)
    if strangers := set(row.absent) - members:
        raise BadField(
            field="absent",
            reason="{count} orang bukan anggota kelompok pada hari itu",
            count=len(strangers),
            row=number,
        )
    return [
        Presence(
            id=derived_id(row.on, row.id, party),
            organisation_id=by.organisation_id,
            session_id=row.id,
            party_id=party,
            came=party not in row.absent,
        )
        for party in sorted(members)
    ]
