"""What binds a party for a time: roles, membership of households and groups, consent.

All spans are half open: they begin on a day, and `valid_until` is the first day no longer.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.registry.commands.refusals import (
    EndsBeforeItBegins,
    NoSuchBond,
    NoSuchParty,
    NotAGroup,
    party_of,
    require_reason,
)
from klaster.domain.registry.models import Consent, Membership, Party, PartyRole
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

# What the ending of a bond changes in its row.
ENDS = ("valid_until", "withdrawn_on", "end_reason")
_HAVE_MEMBERS = (Party.Kind.GROUP, Party.Kind.HOUSEHOLD)

Bond = TypeVar("Bond", PartyRole, Membership, Consent)


class StandsAlready(Refused):
    code = "stands_already"
    message = "{party} sudah tercatat sebagai {bond}. Akhiri catatan lama lebih dahulu."


@command("registry.give_role")
def give_role(
    *, by: Actor, on: date, id: UUID, party_id: UUID, role: str, title: str = ""
) -> PartyRole:
    """Give a party a role from `on`, with its title if the role has several (Ketua, Bendahara).

    Raises `NoSuchParty`, `BadField`, `StandsAlready`.
    """
    if role not in PartyRole.Role.values:
        raise BadField(field="role", reason="peran tidak dikenal.")
    new = PartyRole(party_id=party_id, role=role, title=title, valid_from=on)
    return _begin(by, id, new, role=role, title=title, valid_until=None)


@command("registry.give_role_to_many")
def give_role_to_many(*, by: Actor, on: date, party_ids: Collection[UUID], role: str) -> int:
    """Give a role from `on` to all those parties that do not hold it yet; return how many."""
    if role not in PartyRole.Role.values:
        raise BadField(field="role", reason="peran tidak dikenal.")
    own = {"organisation_id": by.organisation_id, "role": role}
    held = PartyRole.objects.filter(party_id__in=party_ids, valid_until=None, **own)
    lacking = set(party_ids) - set(held.values_list("party_id", flat=True))
    roles = [
        PartyRole(id=derived_id(on, one, "role", role), party_id=one, valid_from=on, **own)
        for one in sorted(lacking)
    ]
    return len(once.add_many(roles, later=ENDS))


@command("registry.end_role")
def end_role(*, by: Actor, on: date, id: UUID, reason: str) -> PartyRole:
    """End the role `id`: `on` is the first day without it. Raises `NoSuchBond`."""
    require_reason(reason)
    return _end(by, PartyRole, id, "valid_from", valid_until=on, end_reason=reason)


@command("registry.join")
def join(
    *,
    by: Actor,
    on: date,
    id: UUID,
    party_id: UUID,
    group_id: UUID,
    position: str = Membership.Position.MEMBER,
) -> Membership:
    """Make a party a member of a household or group from `on`.

    Raises `NoSuchParty`, `NotAGroup`, `StandsAlready`.
    """
    require_groups(by, {group_id})
    new = Membership(party_id=party_id, group_id=group_id, position=position, valid_from=on)
    return _begin(by, id, new, group_id=group_id, valid_until=None)


@command("registry.join_many")
def join_many(*, by: Actor, on: date, rows: Sequence[tuple[UUID, UUID, date]]) -> int:
    """Make each party a member of its group from a day, unless it is one; return how many joined.

    Rows are (party id, group id, first day).
    """
    require_groups(by, {group_id for _, group_id, _ in rows})
    open_ones = Membership.objects.filter(
        organisation_id=by.organisation_id,
        party_id__in={party_id for party_id, _, _ in rows},
        valid_until=None,
    )
    joined = set(open_ones.values_list("party_id", "group_id"))
    memberships = [
        Membership(
            id=derived_id(since, party_id, "member", group_id),
            organisation_id=by.organisation_id,
            party_id=party_id,
            group_id=group_id,
            valid_from=since,
        )
        for party_id, group_id, since in rows
        if (party_id, group_id) not in joined
    ]
    return len(once.add_many(memberships, later=(*ENDS, "position")))


@command("registry.leave")
def leave(*, by: Actor, on: date, id: UUID, reason: str) -> Membership:
    """End the membership `id`: `on` is the first day outside. Raises `NoSuchBond`."""
    require_reason(reason)
    return _end(by, Membership, id, "valid_from", valid_until=on, end_reason=reason)


@command("registry.leave_many")
def leave_many(*, by: Actor, on: date, rows: Sequence[tuple[UUID, UUID, date, str]]) -> int:
    """End the open memberships of parties in groups; return how many there were.

    Rows are (party id, group id, first day outside, reason).
    """
    ends = {(party_id, group_id): (day, reason) for party_id, group_id, day, reason in rows}
    open_ones = Membership.objects.filter(
        organisation_id=by.organisation_id,
        party_id__in={party_id for party_id, _ in ends},
        valid_until=None,
    ).select_for_update()
    ending = [one for one in open_ones if (one.party_id, one.group_id) in ends]
    for one in ending:
        day, one.end_reason = ends[one.party_id, one.group_id]
        one.valid_until = max(day, one.valid_from)
    Membership.objects.filter(organisation_id=by.organisation_id).bulk_update(
        ending, ["valid_until", "end_reason"], batch_size=5_000
    )
    return len(ending)


@command("registry.give_consent")
def give_consent(
    *, by: Actor, on: date, id: UUID, party_id: UUID, purpose: str, evidence: str = ""
) -> Consent:
    """Record that a party consents to a purpose from `on`; `evidence` says where it stands."""
    if purpose not in Consent.Purpose.values:
        raise BadField(field="purpose", reason="tujuan tidak dikenal.")
    new = Consent(party_id=party_id, purpose=purpose, given_on=on, evidence=evidence)
    return _begin(by, id, new, purpose=purpose, withdrawn_on=None)


@command("registry.give_consent_many")
def give_consent_many(
    *, by: Actor, on: date, rows: Sequence[tuple[UUID, UUID, str, date, str]]
) -> int:
    """Record consents, unless the party's stands already; return how many are new or as sent.

    Rows are (id, party id, purpose, first day, evidence).
    """
    own = {"organisation_id": by.organisation_id}
    ids = {party_id for _, party_id, _, _, _ in rows}
    parties = set(Party.objects.filter(id__any=ids, **own).values_list("id", flat=True))
    standing = Consent.objects.filter(party__id__any=ids, withdrawn_on=None, **own)
    held = {(each.party_id, each.purpose): each.id for each in standing}
    consents = []
    for number, (own_id, party_id, purpose, since, evidence) in enumerate(rows, 1):
        if party_id not in parties:
            raise NoSuchParty(party=party_id, row=number)
        if purpose not in Consent.Purpose.values:
            raise BadField(field="purpose", reason="tujuan tidak dikenal.", row=number)
        if held.setdefault((party_id, purpose), own_id) == own_id:
            consents.append(
                Consent(
                    id=own_id, party_id=party_id, purpose=purpose, given_on=since,
                    evidence=evidence, **own,
                )
            )  # fmt: skip
    return len(once.add_many(consents, later=ENDS))


@command("registry.withdraw_consent")
def withdraw_consent(*, by: Actor, on: date, id: UUID) -> Consent:
    """Record that the consent `id` no longer holds from `on`. Needs no reason: it is a right."""
    return _end(by, Consent, id, "given_on", withdrawn_on=on)


def require_groups(by: Actor, ids: Collection[UUID]) -> None:
    """Raise `NotAGroup` unless all are the actor's own households or groups."""
    groups = Party.objects.filter(
        organisation_id=by.organisation_id, id__in=ids, kind__in=_HAVE_MEMBERS
    )
    for missing in set(ids) - set(groups.values_list("id", flat=True)):
        raise NotAGroup(party=missing)


def _begin(by: Actor, id: UUID, new: Bond, **same: object) -> Bond:
    """Add a bond unless another of the `same` kind is still open for the party."""
    party = party_of(by, new.party_id, lock=True)
    new.id = id
    new.organisation_id = by.organisation_id
    open_ones = type(new).objects.filter(
        organisation_id=by.organisation_id, party_id=party.id, **same
    )
    if open_ones.exclude(id=id).exists():
        raise StandsAlready(party=party.name, bond=str(new))
    return once.add(new, later=ENDS)


def _end(by: Actor, model: type[Bond], id: UUID, start: str, **ends: object) -> Bond:
    """Fill in the end of a bond; ending it again on another day moves the end."""
    bonds = model.objects.filter(organisation_id=by.organisation_id, id=id)
    bond = bonds.select_for_update().first()
    if bond is None:
        raise NoSuchBond
    end = ends.get("valid_until") or ends["withdrawn_on"]
    if end < getattr(bond, start):
        raise EndsBeforeItBegins(end=end, start=getattr(bond, start))
    bonds.update(**ends)
    return bonds.get()
