"""Which organisation a command is about, and in whose name it acts."""

from datetime import date
from uuid import UUID

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from klaster.domain.access import queries as access
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation, User
from klaster.rules.refusal import BadField


def add_user(parser: CommandParser) -> None:
    """Let a command that writes be told who does it."""
    parser.add_argument("--user", required=True, help=gettext("nama pengguna yang bertindak"))


def chosen(code: str) -> Organisation:
    """Return the organisation of a code; raises `BadField` with those there are."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Organisation.objects.order_by("code").values_list("code", flat=True))
        raise BadField(
            field="--organisation", reason="tidak ada; yang ada: {known}", known=known or "-"
        )
    return found


def acting(username: str, organisation_id: UUID, on: date) -> Actor:
    """Return the user as actor for the organisation; raises `BadField` for an unknown name."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise BadField(field="--user", reason="tidak dikenal")
    return access.actor(user, organisation_id, on, channel="cli")
