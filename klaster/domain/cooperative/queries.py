"""Reading a cooperative: its members by person, its officers on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from klaster.domain.cooperative.models import Cooperative, Member, Officer


def of_organisation(organisation_id: UUID) -> Cooperative | None:
    """Return the cooperative of an organisation, with its book and fund."""
    return (
        Cooperative.objects.select_related("book", "rolling_fund")
        .filter(organisation_id=organisation_id)
        .first()
    )


def members_by_person(cooperative: Cooperative, person_ids: Collection[UUID]) -> dict[UUID, Member]:
    """Return standing members by the human they are, with their parties, in one query."""
    found = Member.objects.filter(
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        left_on=None,
        party__person_id__in=person_ids,
    ).select_related("party")
    return {member.party.person_id: member for member in found if member.party.person_id}


def officers(cooperative: Cooperative, on: date) -> QuerySet[Officer]:
    """Return who holds an office on a day, with their parties."""
    return (
        Officer.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=on),
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            valid_from__lte=on,
        )
        .select_related("party")
        .order_by("office", "valid_from", "id")
    )
