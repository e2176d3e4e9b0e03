"""What roles are called, and what a role may be narrowed to."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy
from klaster.domain.programme.models import FundSource, Group, Programme, Sector

NAMES: dict[str, Any] = {
    policy.ADMIN: _("Pengelola sistem"),
    policy.HEAD_OFFICE: _("Kantor pusat"),
    policy.COORDINATOR: _("Koordinator"),
    policy.IMPLEMENTER: _("Staf pelaksana"),
    policy.MENTOR: _("Pendamping"),
    policy.CADRE: _("Kader"),
    policy.OFFICER: _("Pengurus koperasi"),
    policy.SUPERVISOR: _("Pengawas"),
    policy.AUDITOR: _("Auditor"),
    policy.MEMBER: _("Mitra atau anggota"),
    policy.DONOR: _("Donatur"),
}
CHOICES = tuple(NAMES.items())


def scopes(organisation_id: UUID) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a role may be narrowed to, by kind, each as (id, name); four queries."""
    own = {"organisation_id": organisation_id}
    sectors = Sector.objects.filter(**own).select_related("programme").order_by("name")
    groups = Group.objects.filter(**own).select_related("party").order_by("party__name")
    return [
        (
            gettext("Program"),
            [(str(each.id), each.name) for each in Programme.objects.filter(**own)],
        ),
        (
            gettext("Sektor"),
            [(str(each.id), f"{each.name} · {each.programme.name}") for each in sectors],
        ),
        (gettext("Kelompok"), [(str(each.id), each.party.name) for each in groups]),
        (
            gettext("Sumber dana"),
            [(str(each.id), each.name) for each in FundSource.objects.filter(**own)],
        ),
    ]
