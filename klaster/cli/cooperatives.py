"""Which cooperative a command is about, and in whose name it acts."""

from datetime import date

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from klaster.cli import organisations
from klaster.domain.access.acts import Actor
from klaster.domain.cooperative.models import Cooperative
from klaster.rules.refusal import BadField


def add_choice(parser: CommandParser) -> None:
    """Let the command be told a cooperative by its organisation's code."""
    parser.add_argument("--cooperative", required=True, help=gettext("kode koperasi"))


def chosen(code: str) -> Cooperative:
    """Return the cooperative of an organisation's code; raises `BadField` with those there are."""
    every = Cooperative.objects.select_related("organisation", "book")
    found = every.filter(organisation__code=code).first()
    if found is None:
        known = ", ".join(
            every.order_by("organisation__code").values_list("organisation__code", flat=True)
        )
        raise BadField(
            field="--cooperative", reason="tidak ada; yang ada: {known}", known=known or "-"
        )
    return found


def acting(username: str, cooperative: Cooperative, on: date) -> Actor:
    """Return the user as actor for the cooperative; raises `BadField` for an unknown name."""
    return organisations.acting(username, cooperative.organisation_id, on)
