"""Who belongs to a cooperative: admitted as mitra of a programme or as themselves, and leaving.

What a leaving member is owed is paid by `savings`, which calls `end_membership`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from klaster.domain.access import wall
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.registry import commands as people
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Consent, Party, PartyRole
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused


class NoConsent(Refused):
    code = "no_consent_to_join"
    message = (
        "{count} mitra belum menyetujui datanya dibagikan kepada koperasi ({names}). "
        "Catat persetujuan mereka dahulu."
    )


class NoLongerAMember(Refused):
    code = "no_longer_a_member"
    message = "Anggota nomor {number} sudah keluar pada {on}."


@dataclass(frozen=True, slots=True)
class Admission:
    """A mitra of another organisation who becomes a member here, on a day."""

    mitra: Party
    on: date


@command("cooperative.admit_mitra")
def admit_mitra(
    *, by: Actor, on: date, cooperative: Cooperative, admissions: Sequence[Admission]
) -> list[Member]:
    """Make mitra of the programme members: one party here each, tied by `person_id`.

    Only those who consented to sharing with the cooperative; raises `NoConsent` with the others.
    Who is a member already stays as they are, and who was admitted on that day and has left since
    is not admitted again. Members are numbered in the order given.
    """
    _require_consent(admissions, on)
    standing: set[UUID | None] = set()
    admitted: set[tuple[UUID | None, date]] = set()
    of_all = Member.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    )
    for person, joined_on, left_on in of_all.values_list(
        "party__person_id", "joined_on", "left_on"
    ):
        admitted.add((person, joined_on))
        if left_on is None:
            standing.add(person)
    fresh = [
        one
        for one in admissions
        if one.mitra.person_id not in standing and (one.mitra.person_id, one.on) not in admitted
    ]
    parties = people.enrol_many(by=by, on=on, rows=[_as_party(one) for one in fresh])
    joined = [one.on for one in fresh]
    return _number(cooperative, list(zip(parties, joined, strict=True)))


@command("cooperative.admit")
def admit(
    *, by: Actor, on: date, cooperative: Cooperative, parties: Sequence[Party]
) -> list[Member]:
    """Make parties of the cooperative's own members from `on`, numbered in the order given.

    Who is a member already stays one, and who was admitted on that day and has left since is not
    admitted again; the answer has all, in the order given.
    """
    told = Member.objects.filter(
        Q(left_on=None) | Q(joined_on=on),
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        party__in=parties,
    )
    known = {member.party_id: member for member in told.order_by("left_on")}
    fresh = [party for party in parties if party.id not in known]
    people.give_role_to_many(
        by=by, on=on, party_ids=[party.id for party in fresh], role=PartyRole.Role.MEMBER
    )
    known |= {
        member.party_id: member for member in _number(cooperative, [(each, on) for each in fresh])
    }
    return [known[party.id] for party in parties]


@command("cooperative.admit")
def admit_new(*, by: Actor, on: date, cooperative: Cooperative, new: people.NewParty) -> Member:
    """Put someone on record and make them a member from `on`; the same id again is the same."""
    party = people.enrol(by=by, on=on, new=new)
    (member,) = admit(by=by, on=on, cooperative=cooperative, parties=[party])
    return member


@command("cooperative.end_membership")
def end_membership(
    *,
    by: Actor,
    on: date,
    member: Member,
    end: str,
    reason: str,
    heir: Party | None = None,
) -> Member:
    """End a membership on `on`: resigned, expelled or died, with the reason.

    The party keeps its record; its role as member ends. Raises `NoLongerAMember`.
    """
    if member.left_on is not None:
        raise NoLongerAMember(number=member.number, on=member.left_on.isoformat())
    if end not in Member.End.values:
        raise BadField(
            field="end", reason="pilih salah satu: {choices}", choices=", ".join(Member.End.values)
        )
    if not reason.strip():
        raise BadField(field="reason", reason="harus diisi")
    if on < member.joined_on:
        raise BadField(field="on", reason="sebelum tanggal menjadi anggota")
    member.left_on, member.end, member.left_because, member.heir = on, end, reason, heir
    Member.objects.filter(organisation_id=by.organisation_id, id=member.id).update(
        left_on=on, end=end, left_because=reason, heir_id=heir.id if heir else None
    )
    roles = PartyRole.objects.filter(
        organisation_id=by.organisation_id,
        party_id=member.party_id,
        role=PartyRole.Role.MEMBER,
        valid_until=None,
    )
    for role in roles:
        people.end_role(by=by, on=on, id=role.id, reason=reason)
    return member


def _number(cooperative: Cooperative, joining: Sequence[tuple[Party, date]]) -> list[Member]:
    """Members with the next numbers; a number is never given twice, even after its member left."""
    Cooperative.objects.select_for_update().get(
        organisation_id=cooperative.organisation_id, id=cooperative.id
    )
    of_all = Member.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    )
    last = of_all.aggregate(last=Max("number"))["last"] or 0
    return Member.objects.bulk_create(
        [
            Member(
                id=derived_id(on, party.id, "member"),
                organisation_id=cooperative.organisation_id,
                cooperative=cooperative,
                party=party,
                number=last + n,
                joined_on=on,
            )
            for n, (party, on) in enumerate(joining, 1)
        ]
    )


def _require_consent(admissions: Iterable[Admission], on: date) -> None:
    purpose = Consent.Purpose.SHARE_COOPERATIVE
    parties = {one.mitra.id: one.mitra for one in admissions}
    with wall.opened(*{party.organisation_id for party in parties.values()}):
        allowed = registry.consenting(parties, purpose, on)
    refused = [party.name for key, party in parties.items() if key not in allowed]
    if refused:
        raise NoConsent(count=len(refused), names=", ".join(refused[:5]))


def _as_party(one: Admission) -> people.NewParty:
    mitra = one.mitra
    return people.NewParty(
        id=derived_id(one.on, mitra.id, "cooperative"),
        kind=mitra.kind,
        name=mitra.name,
        alias=mitra.alias,
        person_id=mitra.person_id,
        birth_date=mitra.birth_date,
        sex=mitra.sex,
        village=mitra.village_id,
        hamlet=mitra.hamlet,
        phone=mitra.phone,
        since=one.on,
        roles=(PartyRole.Role.MEMBER,),
        is_illustration=mitra.is_illustration,
    )
