"""What every command shares: who acts, in whose name, one transaction, one audit line.

`command` wraps the commands of all apps. A command called by another command is part of the
larger act: it runs in the same transaction, under the same permission and the same audit line.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

import uuid_utils.compat
from django.db import transaction

from klaster.domain.access import models, policy
from klaster.rules.refusal import Refused

R = TypeVar("R")


class NotAllowed(Refused):
    code = "not_allowed"
    message = "Peran Anda tidak berwenang melakukan {act}. Mintalah kepada pengelola lembaga."


@dataclass(frozen=True, slots=True)
class Actor:
    """The user who acts, the organisation they act for, their roles there, and by which face.

    `act` is the command that is under way; empty outside any command.
    """

    user_id: UUID
    organisation_id: UUID
    roles: frozenset[str]
    channel: str = "cli"
    request_id: str = ""
    act: str = ""


def new_id() -> UUID:
    """Return a fresh UUIDv7, for faces that start a write."""
    return uuid_utils.compat.uuid7()


def unattended(organisation_id: UUID, channel: str) -> Actor:
    """Return who acts when the installation does something by itself; no user bears that id."""
    roles = frozenset({policy.HEAD_OFFICE})
    return Actor(UUID(int=0), organisation_id, roles, channel)


def require(by: Actor, act: str) -> None:
    """Raise `NotAllowed` unless one of the actor's roles may do `act`."""
    if not policy.may(by.roles, act):
        raise NotAllowed(act=act)


def command(act: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Make a keyword-only function `(by, on, …)` the command `act`.

    The outermost command checks the permission table, opens the transaction and writes the audit
    line. The subject of the line is `id` from the keywords, or the result's `id`.
    """

    def wrap(function: Callable[..., R]) -> Callable[..., R]:
        @wraps(function)
        def run(*, by: Actor, on: date, **given: Any) -> R:
            if by.act:
                return function(by=by, on=on, **given)
            require(by, act)
            with transaction.atomic():
                result = function(by=replace(by, act=act), on=on, **given)
                subject = given.get("id") or getattr(result, "id", None)
                models.AuditLine.objects.create(
                    id=new_id(),
                    organisation_id=by.organisation_id,
                    actor_id=by.user_id,
                    action=act,
                    subject_id=subject if isinstance(subject, UUID) else None,
                    on=on,
                    channel=by.channel,
                    request_id=by.request_id,
                )
            return result

        run.act = act  # type: ignore[attr-defined]
        return run

    return wrap
