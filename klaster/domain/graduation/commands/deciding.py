"""What a committee decided on each mitra, and figures once published, put on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.graduation.models import Claim, Decision
from klaster.domain.programme.models import Programme


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A committee's decision on one mitra, with the inputs as they were."""

    id: UUID
    party_id: UUID
    outcome: str
    reason: str
    sat: str
    rule: str
    inputs: Mapping[str, object] = field(default_factory=dict)


@command("graduation.decide_many")
def decide_many(
    *, by: Actor, on: date, programme: Programme, rows: Sequence[NewDecision]
) -> list[Decision]:
    """Record decisions of a committee; the same ids again change nothing."""
    decisions = [
        Decision(
            id=row.id,
            organisation_id=by.organisation_id,
            programme=programme,
            party_id=row.party_id,
            on=on,
            outcome=row.outcome,
            reason=row.reason,
            sat=row.sat,
            rule=row.rule,
            inputs=dict(row.inputs),
        )
        for row in rows
    ]
    return Decision.objects.bulk_create(decisions, ignore_conflicts=True)


@command("graduation.claim_many")
def claim_many(*, by: Actor, on: date, claims: Sequence[Claim]) -> list[Claim]:
    """Put published figures on the register of claims; the same ids again change nothing."""
    for claim in claims:
        claim.organisation_id = by.organisation_id
    return Claim.objects.bulk_create(claims, ignore_conflicts=True)
