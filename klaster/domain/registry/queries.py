"""Reading the register: a party's file, members, masked numbers, and the bridge by consent.

Looking for parties by name, and for look-alikes, is in `search`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from klaster.domain.registry import secrecy
from klaster.domain.registry.models import Consent, Identity, Membership, Party, PartyRole
from klaster.rules import nik


@dataclass(frozen=True, slots=True)
class File:
    """All the register knows of one party, those merged into it included; numbers are masked."""

    party: Party
    merged_ids: tuple[UUID, ...]
    numbers: dict[str, str]
    warnings: dict[str, tuple[str, ...]]
    roles: tuple[PartyRole, ...]
    memberships: tuple[Membership, ...]
    members: tuple[Membership, ...]
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class KnownElsewhere:
    """The same human as another organisation knows them."""

    organisation_id: UUID
    organisation: str
    party_id: UUID
    name: str


def resolve(organisation_id: UUID, party_id: UUID) -> UUID | None:
    """Return the id of the party that stands for this one today; None if there is no such party."""
    standing = Party.objects.filter(organisation_id=organisation_id, id=party_id).values_list(
        Coalesce("merged_into_id", "id"), flat=True
    )
    return standing.first()


def with_merged(organisation_id: UUID, party_id: UUID) -> tuple[UUID, ...]:
    """Return a party's id and those of all parties merged into it: what to ask other tables for."""
    merged = Party.objects.filter(organisation_id=organisation_id, merged_into_id=party_id)
    return (party_id, *merged.order_by("id").values_list("id", flat=True))


def parties(organisation_id: UUID, *, kind: str = "") -> QuerySet[Party]:
    """Return the parties of an organisation that stand for themselves."""
    found = Party.objects.filter(organisation_id=organisation_id, merged_into=None)
    return found.filter(kind=kind) if kind else found


def holders(organisation_id: UUID, role: str, on: date) -> QuerySet[Party]:
    """Return the parties that hold a role on a day."""
    held = PartyRole.objects.filter(
        _valid(on), organisation_id=organisation_id, party_id=OuterRef("id"), role=role
    )
    return parties(organisation_id).filter(Exists(held))


def members(organisation_id: UUID, group_id: UUID, on: date) -> QuerySet[Membership]:
    """Return who belongs to a household or group on a day, with their parties."""
    return Membership.objects.filter(
        _valid(on), organisation_id=organisation_id, group_id=group_id
    ).select_related("party")


def has_consent(organisation_id: UUID, party_id: UUID, purpose: str, on: date) -> bool:
    """Say whether a party's consent to a purpose holds on a day."""
    ids = with_merged(organisation_id, party_id)
    consents = Consent.objects.filter(organisation_id=organisation_id, party_id__in=ids)
    return consents.filter(_consented(purpose, on)).exists()


def consenting(party_ids: Collection[UUID], purpose: str, on: date) -> set[UUID]:
    """Return which of these parties, of any organisation, consent to a purpose on a day."""
    consents = Consent.objects.filter(_consented(purpose, on), party_id__in=party_ids)
    return set(consents.values_list("party_id", flat=True))


def across(organisation_id: UUID, person_id: UUID, purpose: str, on: date) -> list[KnownElsewhere]:
    """Return how other organisations know a person, where the person's consent there allows it.

    Only those organisations to which the person gave consent for `purpose`, valid on `on`.
    """
    consents = Consent.objects.filter(
        _consented(purpose, on),
        organisation_id=OuterRef("organisation_id"),
        party_id=OuterRef("id"),
    )
    found = (
        Party.objects.filter(~Q(organisation_id=organisation_id), person_id=person_id)
        .filter(Exists(consents))
        .select_related("organisation")
        .order_by("organisation__name", "id")
    )
    return [
        KnownElsewhere(party.organisation_id, party.organisation.name, party.id, party.name)
        for party in found
    ]


def masked_numbers(
    organisation_id: UUID, party_ids: Collection[UUID]
) -> dict[UUID, dict[str, str]]:
    """Return the numbers of parties by kind, masked as "3602••••••••0001", in one query."""
    found: dict[UUID, dict[str, str]] = {}
    for identity in _identities(organisation_id, party_ids):
        found.setdefault(identity.party_id, {})[identity.kind] = _masked(identity)
    return found


def numbers(organisation_id: UUID, party_ids: Collection[UUID]) -> list[tuple[Identity, str]]:
    """Return the numbers of parties, each with itself masked, in one query."""
    own = _identities(organisation_id, party_ids).select_related("party").order_by("kind", "id")
    return [(identity, _masked(identity)) for identity in own]


def file(organisation_id: UUID, party_id: UUID) -> File | None:
    """Return the file of the party that stands for `party_id` in eight queries, or None."""
    standing = resolve(organisation_id, party_id)
    if standing is None:
        return None
    ids = with_merged(organisation_id, standing)
    own = Q(organisation_id=organisation_id, party_id__in=ids)
    identities = list(_identities(organisation_id, ids))
    return File(
        party=Party.objects.select_related("village").get(
            organisation_id=organisation_id, id=standing
        ),
        merged_ids=tuple(one for one in ids if one != standing),
        numbers={identity.kind: _masked(identity) for identity in identities},
        warnings={identity.kind: tuple(identity.warnings) for identity in identities},
        roles=tuple(PartyRole.objects.filter(own).order_by("valid_from", "id")),
        memberships=tuple(
            Membership.objects.filter(own).select_related("group").order_by("valid_from", "id")
        ),
        members=tuple(
            Membership.objects.filter(organisation_id=organisation_id, group_id__in=ids)
            .select_related("party")
            .order_by("valid_from", "party__name")
        ),
        consents=tuple(Consent.objects.filter(own).order_by("given_on", "id")),
    )


def _valid(on: date) -> Q:
    return Q(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


def _consented(purpose: str, on: date) -> Q:
    stands = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return Q(stands, purpose=purpose, given_on__lte=on)


def _identities(organisation_id: UUID, party_ids: Collection[UUID]) -> QuerySet[Identity]:
    return Identity.objects.filter(organisation_id=organisation_id, party_id__in=party_ids)


def _masked(identity: Identity) -> str:
    return nik.masked(secrecy.reveal(identity.party_id, identity.kind, identity.cipher))
