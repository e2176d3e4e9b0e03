"""Putting parties on record, one or a hundred thousand, and correcting what was recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.places.models import Area
from klaster.domain.registry.commands import bonds, numbers
from klaster.domain.registry.commands.refusals import party_of
from klaster.domain.registry.models import Consent, Identity, Membership, Party, PartyRole, Sex
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField

CORRECTABLE = (
    "name",
    "alias",
    "birth_date",
    "sex",
    "village_id",
    "hamlet",
    "address",
    "phone",
    "person_id",
)
_KINDS, _SEXES = frozenset(Party.Kind.values), frozenset(("", *Sex.values))
_ROLES, _PURPOSES = frozenset(PartyRole.Role.values), frozenset(Consent.Purpose.values)
_POSITIONS = frozenset(Membership.Position.values)
_LONGEST = {"name": 200, "alias": 200, "hamlet": 100, "address": 300, "phone": 30}


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to put on record with what is known at once; its id is made by the sender.

    `village` is an area code. `person_id` None gives a person one of their own. `since` None means
    the day of the command; roles, consents and membership begin on it. `group` is the id of a
    household or group, which may be enrolled in the same call. `nik` and `kk` are text.
    """

    id: UUID
    kind: str
    name: str
    alias: str = ""
    person_id: UUID | None = None
    birth_date: date | None = None
    sex: str = ""
    village: str | None = None
    hamlet: str = ""
    address: str = ""
    phone: str = ""
    nik: str = ""
    kk: str = ""
    since: date | None = None
    roles: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    group: UUID | None = None
    position: str = Membership.Position.MEMBER
    is_illustration: bool = False


@command("registry.enrol")
def enrol(*, by: Actor, on: date, new: NewParty) -> Party:
    """Put one party on record. Raises `BadField`, `SentBefore`; number warnings never block."""
    (party,) = _enrol(by, on, [new], numbered=False)
    return party


@command("registry.enrol_many")
def enrol_many(*, by: Actor, on: date, rows: Sequence[NewParty]) -> list[Party]:
    """Put parties on record, all or none, in a number of queries that grows with rows / 5,000.

    Raises `BadField` whose field begins with the number of the row, counted from 1.
    """
    return _enrol(by, on, rows, numbered=True)


@command("registry.correct")
def correct(*, by: Actor, on: date, id: UUID, changes: Mapping[str, Any]) -> Party:
    """Change facts of the party `id` that were recorded wrongly: any of `CORRECTABLE`.

    `village_id` is an area code. Raises `NoSuchParty`, `BadField`.
    """
    for field in changes:
        if field not in CORRECTABLE:
            raise BadField(field=field, reason="tidak dapat diubah.")
    party = party_of(by, id, lock=True)
    for field, value in changes.items():
        setattr(party, field, value)
    for fault in _faults(party, on, _villages([party.village_id])):
        raise fault
    Party.objects.filter(organisation_id=by.organisation_id, id=id).update(**changes)
    return party_of(by, id)


def _enrol(by: Actor, on: date, rows: Sequence[NewParty], *, numbered: bool) -> list[Party]:
    sent = [_party(by, on, row) for row in rows]
    villages = _villages(row.village for row in rows)
    for number, (row, party) in enumerate(zip(rows, sent, strict=True), 1):
        for fault in chain(_faults(party, on, villages), _faults_of_bonds(row)):
            before = f"{number}." if numbered else ""
            raise BadField(**{**fault.data, "field": f"{before}{fault.data['field']}"})
    parties = once.add_many(sent, later=("merged_into",))
    numbers.add_many(
        by,
        on,
        [
            (party, kind, number)
            for row, party in zip(rows, parties, strict=True)
            for kind, number in ((Identity.Kind.NIK, row.nik), (Identity.Kind.KK, row.kk))
            if number
        ],
    )
    _add_bonds(by, on, rows)
    return parties


def _party(by: Actor, on: date, row: NewParty) -> Party:
    is_person = row.kind == Party.Kind.PERSON
    return Party(
        id=row.id,
        organisation_id=by.organisation_id,
        kind=row.kind,
        name=" ".join(row.name.split()),
        alias=row.alias,
        person_id=(row.person_id or row.id) if is_person else None,
        birth_date=row.birth_date,
        sex=row.sex,
        village_id=row.village,
        hamlet=row.hamlet,
        address=row.address,
        phone=row.phone,
        known_since=row.since or on,
        is_illustration=row.is_illustration,
    )


def _villages(codes: Iterable[str | None]) -> set[str]:
    return set(Area.objects.filter(code__in=set(codes) - {None}).values_list("code", flat=True))


def _faults(party: Party, on: date, villages: set[str]) -> Iterator[BadField]:
    return chain(_faults_of_text(party), _faults_of_fact(party, on, villages))


def _faults_of_text(party: Party) -> Iterator[BadField]:
    if not party.name:
        yield BadField(field="name", reason="nama harus diisi.")
    for field, longest in _LONGEST.items():
        text = getattr(party, field)
        if len(text) > longest:
            yield BadField(field=field, reason="paling panjang {most} karakter.", most=longest)
        if "\0" in text:
            yield BadField(field=field, reason="memuat karakter yang tidak dapat disimpan.")


def _faults_of_fact(party: Party, on: date, villages: set[str]) -> Iterator[BadField]:
    if party.kind not in _KINDS:
        yield BadField(field="kind", reason="pilih perorangan, rumah tangga, kelompok, atau badan.")
    if party.sex not in _SEXES:
        yield BadField(field="sex", reason="isi L atau P.")
    if party.kind != Party.Kind.PERSON and (party.birth_date or party.sex):
        yield BadField(
            field="birth_date",
            reason="hanya perorangan yang memiliki tanggal lahir dan jenis kelamin.",
        )
    if party.birth_date and party.birth_date > on:
        yield BadField(field="birth_date", reason="tanggal lahir belum terjadi.")
    if party.village_id and party.village_id not in villages:
        yield BadField(
            field="village", reason="kode wilayah {area} tidak dikenal.", area=party.village_id
        )


def _faults_of_bonds(row: NewParty) -> Iterator[BadField]:
    for role in row.roles:
        if role not in _ROLES:
            yield BadField(field="roles", reason="peran {role} tidak dikenal.", role=role)
    for purpose in row.consents:
        if purpose not in _PURPOSES:
            yield BadField(
                field="consents", reason="tujuan {purpose} tidak dikenal.", purpose=purpose
            )
    if row.position not in _POSITIONS:
        yield BadField(
            field="position", reason="kedudukan {position} tidak dikenal.", position=row.position
        )


def _add_bonds(by: Actor, on: date, rows: Sequence[NewParty]) -> None:
    added = [bond for row in rows for bond in _bonds(by, row, row.since or on)]
    memberships = [bond for bond in added if isinstance(bond, Membership)]
    bonds.require_groups(by, {member.group_id for member in memberships})
    for model in (PartyRole, Consent, Membership):
        once.add_many([bond for bond in added if isinstance(bond, model)], later=bonds.ENDS)


def _bonds(by: Actor, row: NewParty, since: date) -> Iterator[PartyRole | Consent | Membership]:
    """The roles, consents and membership that a row names, their ids derived from both ends."""
    own: dict[str, Any] = {"organisation_id": by.organisation_id, "party_id": row.id}
    for role in row.roles:
        bond_id = derived_id(since, row.id, "role", role)
        yield PartyRole(id=bond_id, role=role, valid_from=since, **own)
    for purpose in row.consents:
        bond_id = derived_id(since, row.id, "consent", purpose)
        yield Consent(id=bond_id, purpose=purpose, given_on=since, **own)
    if row.group:
        bond_id = derived_id(since, row.id, "member", row.group)
        yield Membership(
            id=bond_id, group_id=row.group, position=row.position, valid_from=since, **own
        )
