"""What the records said of each claim on a day; a report reckons it, this keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.graduation.models import ClaimCheck


@dataclass(frozen=True, slots=True)
class NewCheck:
    """One claim as it was found: a `ClaimCheck.Verdict`, what the records say, how far from it."""

    id: UUID
    claim_id: UUID
    verdict: str
    records: str = ""
    difference: Decimal | None = None


@command("graduation.check_claims")
def check_claims(*, by: Actor, on: date, rows: Sequence[NewCheck]) -> list[ClaimCheck]:
    """Keep what was found of claims on `on`; the same ids again change nothing."""
    checks = [
        ClaimCheck(
            id=row.id,
            organisation_id=by.organisation_id,
            claim_id=row.claim_id,
            on=on,
            verdict=row.verdict,
            records=row.records,
            difference=row.difference,
        )
        for row in rows
    ]
    return ClaimCheck.objects.bulk_create(checks, ignore_conflicts=True)
