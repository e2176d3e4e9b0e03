"""Reading mentoring: who came to what was held, how often groups met, who was visited."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from klaster.domain.mentoring.models import Presence, Session, Visit


def attendance(
    organisation_id: UUID,
    first: date,
    last: date,
    parties: Collection[UUID] | None = None,
    kind: str = "",
) -> dict[UUID, tuple[int, int]]:
    """Return (came, held) of a period by party, whoever stands for it after merges; one query.

    Held are the sessions of one's group while one belonged to it; of one kind, or of all. Who had
    none is left out.
    """
    found = Presence.objects.filter(
        organisation_id=organisation_id, session__on__gte=first, session__on__lte=last
    ).annotate(stands=Coalesce("party__merged_into_id", "party_id"))
    if parties is not None:
        found = found.filter(stands__in=list(parties))
    if kind:
        found = found.filter(session__kind=kind)
    counted = found.values_list("stands").annotate(
        came_to=Count("id", filter=Q(came=True)), held=Count("id")
    )
    return {party: (came, held) for party, came, held in counted}


def sessions_held(
    organisation_id: UUID, first: date, last: date, kind: str = ""
) -> dict[UUID, tuple[int, int, int]]:
    """Return (sessions, came, could have come) of a period by programme group; one query."""
    found = Session.objects.filter(organisation_id=organisation_id, on__gte=first, on__lte=last)
    if kind:
        found = found.filter(kind=kind)
    counted = found.values_list("group_id").annotate(
        sessions=Count("id", distinct=True),
        came=Count("presences__id", filter=Q(presences__came=True)),
        could=Count("presences__id"),
    )
    return {group: (sessions, came, could) for group, sessions, came, could in counted}


def visits(organisation_id: UUID, first: date, last: date) -> dict[UUID, int]:
    """Return how often each party was visited in a period, whoever stands for it after merges."""
    return dict(
        Visit.objects.filter(organisation_id=organisation_id, on__gte=first, on__lte=last)
        .values_list(Coalesce("party__merged_into_id", "party_id"))
        .annotate(Count("id"))
    )
