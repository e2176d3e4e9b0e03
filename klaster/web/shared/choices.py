"""Fields that choose a sector or a group within the visitor's reach."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain.programme.models import Group, Sector
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit


def _sectors(visit: Visit) -> Q:
    return visit.reach.within("id", "programme_id", "groups__id")


def _groups(visit: Visit) -> Q:
    return visit.reach.within("id", "sector_id", "sector__programme_id") & Q(dissolved_on=None)


def sector_field(**options: Any) -> inputs.Row:
    """A sector, with its programme."""
    return inputs.Row(
        Sector,
        rows=lambda visit: Q(id__in=Sector.objects.filter(_sectors(visit)).values("id")),
        said=lambda sector: f"{sector.name} · {sector.programme.name}",
        related=("programme",),
        label=_("Sektor"),
        **options,
    )


def group_field(**options: Any) -> inputs.Row:
    """A group at work, with its sector."""
    return inputs.Row(
        Group,
        rows=_groups,
        said=lambda group: f"{group.party.name} · {group.sector.name}",
        related=("party", "sector"),
        label=_("Kelompok"),
        **options,
    )
