"""Reading a cooperative: its members, its officers on a day, what it chose."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from klaster.domain.cooperative.models import Choice, Cooperative, Employee, Member, Note, Officer
from klaster.rules.choices import CHOICES


def of_organisation(organisation_id: UUID) -> Cooperative | None:
    """Return the cooperative of an organisation, with its book and fund."""
    return (
        Cooperative.objects.select_related("book", "rolling_fund")
        .filter(organisation_id=organisation_id)
        .first()
    )


def members_by_person(
    cooperative: Cooperative, person_ids: Collection[UUID], *, with_ended: bool = False
) -> dict[UUID, Member]:
    """Return standing members by the human they are, with their parties, in one query.

    `with_ended`: of whoever is a member no longer, the last membership.
    """
    found = Member.objects.filter(
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        party__person_id__in=person_ids,
    ).select_related("party")
    found = found.order_by("left_on") if with_ended else found.filter(left_on=None)
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


def standing_members(cooperative: Cooperative, on: date | None = None) -> QuerySet[Member]:
    """Return who is a member on a day (left that day: no longer), or now, in order of number."""
    of_all = Member.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    )
    if on is None:
        found = of_all.filter(left_on=None)
    else:
        found = of_all.filter(Q(left_on=None) | Q(left_on__gt=on), joined_on__lte=on)
    return found.select_related("party").order_by("number")


def who_left(cooperative: Cooperative, on: date) -> set[UUID]:
    """Return the parties that were members and are not on a day."""
    left = Member.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative, left_on__lte=on
    )
    standing = standing_members(cooperative, on).values_list("party_id", flat=True)
    return set(left.values_list("party_id", flat=True)) - set(standing)


def employees(cooperative: Cooperative, on: date) -> QuerySet[Employee]:
    """Return whom the cooperative employs on a day, with their parties."""
    return (
        Employee.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=on),
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            valid_from__lte=on,
        )
        .select_related("party")
        .order_by("valid_from", "id")
    )


def notes(cooperative: Cooperative, on: date) -> QuerySet[Note]:
    """Return the lines of the hand-written record books up to a day."""
    return Note.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative, on__lte=on
    )


def choices(cooperative: Cooperative, on: date) -> dict[str, Choice]:
    """Return what was chosen and is in force on a day, by key; what was never chosen is absent."""
    chosen = Choice.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative, valid_from__lte=on
    )
    return {each.key: each for each in chosen.order_by("valid_from")}


def choice(cooperative: Cooperative, key: str, on: date) -> Any:
    """Return the value of `rules.choices` in force on a day: chosen, or the default."""
    chosen = (
        Choice.objects.filter(
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            key=key,
            valid_from__lte=on,
        )
        .order_by("-valid_from")
        .first()
    )
    return CHOICES[key].default if chosen is None else chosen.value
