"""Whom a visitor may see: all parties of the organisation, or those of their own part of it."""

from django.db.models import Q

from klaster.domain.programme.models import Enrolment
from klaster.web.shared.visits import Visit


def of_people(visit: Visit, field: str = "party_id") -> Q:
    """Return the condition that `field` is a party within the visitor's reach."""
    if visit.reach.is_whole:
        return Q()
    enrolled = Enrolment.objects.filter(
        visit.reach.within("party_id", "group_id", "sector_id", "programme_id"),
        organisation_id=visit.organisation.id,
    )
    return Q(**{f"{field}__in": enrolled.values("party_id")}) | Q(
        **{f"{field}__in": visit.reach.ids}
    )
