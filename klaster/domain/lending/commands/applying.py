"""Members ask for financing; families of officers are recorded, so that their limit is seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.commands import NotAMember
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.lending import queries
from klaster.domain.lending.models import Application, Relative
from klaster.domain.registry.models import Party
from klaster.rules.contracts import KINDS
from klaster.rules.refusal import BadField

# Kinds that are handed over as money or goods bought for it, and what their terms call the amount.
AMOUNT_KEYS = {
    "qardh": "principal",
    "murabahah": "principal",
    "profit_share": "capital",
    "salam": "price",
}


@command("lending.record_relative")
def record_relative(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    party: Party,
    relative: Party,
    relation: str,
) -> Relative:
    """Record from `on` that `relative` is family of `party`; the same id again is the same."""
    if party == relative or not relation.strip():
        raise BadField(field="relative", reason="pilih orang lain dan sebutkan hubungannya")
    return once.add(
        Relative(
            id=id,
            organisation_id=by.organisation_id,
            cooperative=cooperative,
            party=party,
            relative=relative,
            relation=relation,
            since=on,
        )
    )


@command("lending.apply_for")
def apply_for(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    member: Member,
    kind: str,
    amount: int,
    purpose: str,
    terms: Mapping[str, Any],
) -> Application:
    """A member asks for `amount` rupiah; `terms` is the kind's JSON without the amount.

    Terms without `start` begin on the day of the last approval. A related party's application is
    never refused for that: what they would owe and the limit are kept with it. Raises `BadField`,
    `NotAMember`. The same id again is the same application.
    """
    if kind not in AMOUNT_KEYS:
        raise BadField(
            field="kind", reason="pilih salah satu: {choices}", choices=", ".join(AMOUNT_KEYS)
        )
    if amount <= 0:
        raise BadField(field="amount", reason="harus lebih dari nol")
    if not purpose.strip():
        raise BadField(field="purpose", reason="tuliskan keperluannya")
    full = {**terms, AMOUNT_KEYS[kind]: str(amount)}
    KINDS[kind].read_terms({"start": on.isoformat(), **full})
    if not cooperatives.standing_members(cooperative, on).filter(id=member.id).exists():
        raise NotAMember(name=member.party.name)
    is_related = member.party_id in queries.related_parties(cooperative, on)
    limit = queries.related(cooperative, on, amount) if is_related else None
    year, n = _number(by, on, id, cooperative)
    return once.add(
        Application(
            id=id,
            organisation_id=by.organisation_id,
            cooperative=cooperative,
            year=year,
            n=n,
            member=member,
            kind=kind,
            amount=amount,
            purpose=purpose,
            terms=full,
            applied_on=on,
            recorded_by=by.user_id,
            related_after=limit.after if limit else None,
            related_limit=limit.limit if limit else None,
        ),
        later=["related_after", "related_limit", "status", "ended_on", "ended_because", "contract"],
    )


def _number(by: Actor, on: date, id: UUID, cooperative: Cooperative) -> tuple[int, int]:
    """The year and the next number, one caller at a time; those it has if it is there."""
    Cooperative.objects.select_for_update().get(
        organisation_id=by.organisation_id, id=cooperative.id
    )
    own = Application.objects.filter(organisation_id=by.organisation_id)
    known = own.filter(id=id).first()
    if known is not None:
        return known.year, known.n
    same = own.filter(cooperative=cooperative, year=on.year)
    return on.year, (same.aggregate(last=Max("n"))["last"] or 0) + 1
