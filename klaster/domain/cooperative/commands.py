"""Founding a cooperative and taking in its members.

The actor acts for the cooperative's own organisation. The exit calls these for the receiving
cooperatives; afterwards the cooperative lives by them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.domain.ledger import commands as ledger
from klaster.domain.registry import commands as people
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Consent, Party, PartyRole
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused

# Founders of a primary cooperative at least: UU 25/1992 art. 6 (1), as changed by UU Cipta Kerja
# (UU 11/2020, in force from 2 November 2020).
FOUNDERS_LEAST = ((date(2020, 11, 2), 9), (date(1992, 10, 21), 20))
CHART = "sakep"


class NoConsent(Refused):
    code = "no_consent_to_join"
    message = (
        "{count} mitra belum menyetujui datanya dibagikan kepada koperasi ({names}). "
        "Catat persetujuan mereka dahulu."
    )


class TooFewFounders(Refused):
    code = "too_few_founders"
    message = "Koperasi baru punya {count} anggota; pengesahan memerlukan sedikitnya {least}."


class NotAMember(Refused):
    code = "not_a_member"
    message = "{name} bukan anggota koperasi ini pada tanggal itu."


@dataclass(frozen=True, slots=True)
class Admission:
    """A mitra of another organisation who becomes a member here, on a day."""

    mitra: Party
    on: date


@command("cooperative.form")
def form(*, by: Actor, on: date, id: UUID, name: str, sector: str) -> Cooperative:
    """Found the cooperative of the actor's organisation, with its book and its rolling fund.

    The rolling fund is the business unit that will carry what an asset reform brings; the same id
    again is the same cooperative.
    """
    known = Cooperative.objects.filter(organisation_id=by.organisation_id, id=id).first()
    if known is not None:
        return known
    book = ledger.open_book(
        by=by, on=on, id=derived_id(on, id, "book"), code="koperasi", name=name, chart=CHART
    )
    fund = ledger.open_fund(
        by=by,
        on=on,
        id=derived_id(on, id, "rolling"),
        book=book,
        code="bergulir",
        name="Unit usaha bergulir",
        kind="business_unit",
    )
    return Cooperative.objects.create(
        id=id,
        organisation_id=by.organisation_id,
        name=name,
        sector=sector,
        formed_on=on,
        book=book,
        rolling_fund=fund,
    )


@command("cooperative.recognise")
def recognise(*, by: Actor, on: date, cooperative: Cooperative, number: str) -> Cooperative:
    """Record that the cooperative is a legal entity from `on`; raises `TooFewFounders`."""
    count = _standing_members(cooperative).count()
    least = next(number for since, number in FOUNDERS_LEAST if since <= on)
    if count < least:
        raise TooFewFounders(count=count, least=least)
    Cooperative.objects.filter(
        organisation_id=cooperative.organisation_id, id=cooperative.id
    ).update(legal_on=on, legal_number=number)
    cooperative.legal_on, cooperative.legal_number = on, number
    return cooperative


@command("cooperative.admit_mitra")
def admit_mitra(
    *, by: Actor, on: date, cooperative: Cooperative, admissions: Sequence[Admission]
) -> list[Member]:
    """Make mitra of the programme members: one party here each, tied by `person_id`.

    Only those who consented to sharing with the cooperative; raises `NoConsent` with the others.
    Who is a member already stays as they are. Members are numbered in the order given.
    """
    _require_consent(admissions, on)
    known = dict(
        Member.objects.filter(
            organisation_id=cooperative.organisation_id, cooperative=cooperative, left_on=None
        ).values_list("party__person_id", "party_id")
    )
    fresh = [one for one in admissions if one.mitra.person_id not in known]
    parties = people.enrol_many(by=by, on=on, rows=[_as_party(one) for one in fresh])
    last = Member.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    ).count()
    members = [
        Member(
            id=derived_id(one.on, party.id, "member"),
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            party=party,
            number=last + n,
            joined_on=one.on,
        )
        for n, (one, party) in enumerate(zip(fresh, parties, strict=True), 1)
    ]
    return Member.objects.bulk_create(members)


@command("cooperative.appoint")
def appoint(
    *, by: Actor, on: date, id: UUID, cooperative: Cooperative, party: Party, office: str
) -> Officer:
    """Give a member an office from `on`; the same id again is the same term. `NotAMember`."""
    if not _standing_members(cooperative).filter(party=party, joined_on__lte=on).exists():
        raise NotAMember(name=party.name)
    officer, _ = Officer.objects.get_or_create(
        id=id,
        organisation_id=cooperative.organisation_id,
        defaults={
            "cooperative": cooperative,
            "party": party,
            "office": office,
            "valid_from": on,
        },
    )
    return officer


def _standing_members(cooperative: Cooperative) -> QuerySet[Member]:
    return Member.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative, left_on=None
    )


def _require_consent(admissions: Iterable[Admission], on: date) -> None:
    purpose = Consent.Purpose.SHARE_COOPERATIVE
    parties = {one.mitra.id: one.mitra for one in admissions}
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
