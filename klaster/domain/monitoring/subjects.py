"""Whom a programme follows after its exit: mitra, their groups, the cooperatives that received.

The denominator of what lasts is always the exit cohort: mitra decided independent by the day of
the exit, in a sector that was handed over. Who comes back to the programme stays in it, and so
does a group that stops meeting.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from klaster.domain.graduation.models import Deed
from klaster.domain.monitoring.models import Kind
from klaster.domain.programme.models import Group

# The same as report.cohort, which reports read; tests/reports/test_monitoring.py holds them equal.
# The view adds up all programmes over report.mitra, which no domain app may read; the check of the
# report counts in a third way on purpose.
_COHORT = """
with last as (
    select distinct on (decision.programme_id, decision.party_id)
           decision.programme_id, decision.party_id, decision.outcome, programme.exited_on
      from graduation_decision decision
      join programme_programme programme
        on programme.id = decision.programme_id
       and programme.organisation_id = decision.organisation_id
     where decision.organisation_id = %(organisation)s
       and decision.programme_id = %(programme)s
       and decision.on <= programme.exited_on
     order by decision.programme_id, decision.party_id, decision.on desc
)
select person.id, person.name, last.programme_id, last.exited_on, sector.id, sector.code,
       sector.name, enrolment.group_id, coalesce(group_party.name, '')
  from last
  join programme_enrolment enrolment
    on enrolment.organisation_id = %(organisation)s
   and enrolment.programme_id = last.programme_id and enrolment.party_id = last.party_id
  join programme_sector sector
    on sector.organisation_id = %(organisation)s and sector.id = enrolment.sector_id
  join graduation_deed deed
    on deed.organisation_id = %(organisation)s and deed.programme_id = last.programme_id
   and deed.sector_id = sector.id
  join registry_party person
    on person.organisation_id = %(organisation)s and person.id = last.party_id
  left join programme_group working
    on working.organisation_id = %(organisation)s and working.id = enrolment.group_id
  left join registry_party group_party
    on group_party.organisation_id = %(organisation)s and group_party.id = working.party_id
 where last.outcome = 'independent'
 order by sector.code, group_party.name, person.name, enrolment.id
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A mitra, group or cooperative that is followed, in a sector that was handed over.

    The party of a cooperative is a body in the institution's registry under the id of the
    organisation that received the deed; it is enrolled with the first that is recorded of it.
    `group_id` and `group` are those of a mitra, and of a group its own id.
    """

    kind: Kind
    party_id: UUID
    name: str
    programme_id: UUID
    exited_on: date
    sector_id: UUID
    sector: str
    sector_name: str
    group_id: UUID | None = None
    group: str = ""


def cohort(organisation_id: UUID, programme_id: UUID) -> list[Subject]:
    """Return the exit cohort of a programme, by sector, group and name; empty before the exit."""
    with connection.cursor() as cursor:
        cursor.execute(_COHORT, {"organisation": organisation_id, "programme": programme_id})
        return [Subject(Kind.MITRA, *row) for row in cursor.fetchall()]


def groups(organisation_id: UUID, programme_id: UUID) -> list[Subject]:
    """Return the groups that worked on the day of the exit in sectors handed over, by sector."""
    handed_over = Deed.objects.filter(
        organisation_id=organisation_id, programme_id=programme_id
    ).values("sector_id")
    found = Group.objects.filter(
        Q(dissolved_on=None) | Q(dissolved_on__gt=F("sector__programme__exited_on")),
        organisation_id=organisation_id,
        sector_id__in=handed_over,
        formed_on__lte=F("sector__programme__exited_on"),
    ).select_related("party", "sector__programme")
    return [
        Subject(
            Kind.GROUP,
            group.party_id,
            group.party.name,
            programme_id,
            exited_on,
            group.sector_id,
            group.sector.code,
            group.sector.name,
            group.id,
        )
        for group in found.order_by("sector__code", "party__name", "id")
        if (exited_on := group.sector.programme.exited_on)
    ]


def receivers(organisation_id: UUID, programme_id: UUID) -> list[Subject]:
    """Return the cooperatives that received a deed; one of several sectors stands in the first."""
    deeds = Deed.objects.filter(
        organisation_id=organisation_id, programme_id=programme_id
    ).select_related("receiver", "programme", "sector")
    found: dict[UUID, Subject] = {}
    for deed in deeds.order_by("sector__code", "id"):
        exited_on = deed.programme.exited_on
        if exited_on is None:
            continue
        subject = Subject(
            Kind.COOPERATIVE,
            deed.receiver_id,
            deed.receiver.name,
            programme_id,
            exited_on,
            deed.sector_id,
            deed.sector.code,
            deed.sector.name,
        )
        found.setdefault(deed.receiver_id, subject)
    return list(found.values())


def followed(organisation_id: UUID, programme_id: UUID) -> list[Subject]:
    """Return all that a programme follows, in three queries; empty before the exit."""
    return [
        *cohort(organisation_id, programme_id),
        *groups(organisation_id, programme_id),
        *receivers(organisation_id, programme_id),
    ]
