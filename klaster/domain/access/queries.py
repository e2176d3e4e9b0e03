"""Who a user is in an organisation on a day, how far they may look, and who did what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from klaster.domain.access import models, policy
from klaster.domain.access.acts import Actor


def grants(user_id: UUID, on: date) -> QuerySet[models.Grant]:
    """Return the user's grants that count on a day, in every organisation."""
    return models.Grant.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        user_id=user_id,
        user__is_active=True,
        valid_from__lte=on,
    )


def actor(
    user: models.User, organisation_id: UUID, on: date, channel: str = "web", request_id: str = ""
) -> Actor:
    """Return the user as an actor of the organisation, with the roles valid on `on`."""
    held = grants(user.id, on).filter(organisation_id=organisation_id)
    roles = frozenset(held.values_list("role", flat=True))
    return Actor(user.id, organisation_id, roles, channel, request_id)


def users(organisation_id: UUID) -> QuerySet[models.User]:
    """Return who holds or held a role in an organisation, by name."""
    holders = models.Grant.objects.filter(organisation_id=organisation_id).values("user_id")
    return models.User.objects.filter(id__in=holders).order_by("full_name", "id")


def organisations(user: models.User, on: date) -> QuerySet[models.Organisation]:
    """Return the organisations in which the user holds a role on a day, by name."""
    ids = grants(user.id, on).values("organisation_id")
    return models.Organisation.objects.filter(id__in=ids).order_by("name")


def scopes(by: Actor, on: date) -> frozenset[UUID] | None:
    """Return what the actor's roles are narrowed to on a day; None means the whole organisation.

    The ids are those of programmes, sectors or groups.
    """
    held = grants(by.user_id, on).filter(organisation_id=by.organisation_id, role__in=by.roles)
    ids = frozenset(held.values_list("scope_id", flat=True))
    return None if None in ids else frozenset(scope for scope in ids if scope is not None)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit trail, with the name of who acted ("" if no user has that id)."""

    id: UUID
    at: datetime
    on: date
    actor: str
    action: str
    subject_id: UUID | None
    channel: str
    detail: dict[str, Any]


def trail(
    organisation_id: UUID,
    *,
    subject_id: UUID | None = None,
    actor_id: UUID | None = None,
    action: str = "",
    day: date | None = None,
    before: UUID | None = None,
    limit: int = 100,
) -> list[Deed]:
    """Return audit lines of an organisation, latest first, in two queries.

    Narrowed by what was acted on, who acted and by which act ("registry.unmask", or "registry."
    for a whole app), and on which `day` it was recorded. `before` is the id of the last line of the
    page before.
    """
    lines = models.AuditLine.objects.filter(organisation_id=organisation_id)
    if subject_id is not None:
        lines = lines.filter(subject_id=subject_id)
    if actor_id is not None:
        lines = lines.filter(actor_id=actor_id)
    if action:
        lines = lines.filter(action__startswith=action)
    if day is not None:
        lines = lines.filter(at__date=day)
    if before is not None:
        lines = lines.filter(id__lt=before)
    page = list(lines.order_by("-id")[:limit])
    people = models.User.objects.in_bulk({line.actor_id for line in page})
    return [
        Deed(
            id=line.id,
            at=line.at,
            on=line.on,
            actor=str(people.get(line.actor_id, "")),
            action=line.action,
            subject_id=line.subject_id,
            channel=line.channel,
            detail=line.detail,
        )
        for line in page
    ]


def proposals(by: Actor) -> QuerySet[models.Proposal]:
    """Return the proposals that the actor made or may check."""
    acts = [act for act, roles in policy.CHECKERS.items() if not by.roles.isdisjoint(roles)]
    return models.Proposal.objects.filter(
        Q(maker_id=by.user_id) | Q(act__in=acts), organisation_id=by.organisation_id
    )


def may_check(by: Actor, proposal: models.Proposal) -> bool:
    """Say whether the actor may approve or reject a proposal: never one's own."""
    roles = policy.CHECKERS.get(proposal.act, frozenset())
    return proposal.maker_id != by.user_id and not by.roles.isdisjoint(roles)
