"""Reading a programme on a day: who takes part and where they stand, groups, phases, budget."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from klaster.domain.programme.models import BudgetLine, FundSource, Phase, Programme, Stage

_MITRA = """
with step as (
    select distinct on (enrolment_id) enrolment_id, stage, "on" as since, reason
    from programme_enrolmentstep
    where organisation_id = %(organisation)s and "on" <= %(on)s
    order by enrolment_id, number desc
)
select
    enrolment.id, person.id, person.name, person.sex, village.name,
    sector.id, sector.code, enrolment.group_id, party_of_group.name,
    step.stage, step.since, step.reason
from programme_enrolment as enrolment
join step on step.enrolment_id = enrolment.id
join programme_sector as sector
  on sector.organisation_id = enrolment.organisation_id and sector.id = enrolment.sector_id
join registry_party as enrolled
  on enrolled.organisation_id = enrolment.organisation_id and enrolled.id = enrolment.party_id
join registry_party as person
  on person.organisation_id = enrolled.organisation_id
 and person.id = coalesce(enrolled.merged_into_id, enrolled.id)
left join places_area as village on village.code = person.village_id
left join programme_group as "group"
  on "group".organisation_id = enrolment.organisation_id and "group".id = enrolment.group_id
left join registry_party as party_of_group
  on party_of_group.organisation_id = "group".organisation_id
 and party_of_group.id = "group".party_id
where enrolment.organisation_id = %(organisation)s
  and enrolment.programme_id = %(programme)s
  and (%(sector)s::uuid is null or enrolment.sector_id = %(sector)s::uuid)
  and (%(group)s::uuid is null or enrolment.group_id = %(group)s::uuid)
  and (%(stage)s = '' or step.stage = %(stage)s)
order by sector.code, party_of_group.name, person.name, enrolment.id
"""

_FUNNEL = """
with step as (
    select distinct on (enrolment_id) enrolment_id, stage
    from programme_enrolmentstep
    where organisation_id = %(organisation)s and "on" <= %(on)s
    order by enrolment_id, number desc
)
select sector.code, step.stage, count(*)
from programme_enrolment as enrolment
join step on step.enrolment_id = enrolment.id
join programme_sector as sector
  on sector.organisation_id = enrolment.organisation_id and sector.id = enrolment.sector_id
where enrolment.organisation_id = %(organisation)s and enrolment.programme_id = %(programme)s
group by sector.code, step.stage
"""

_GROUPS = """
with member as (
    select
        membership.group_id,
        count(distinct coalesce(party.merged_into_id, party.id)) as members
    from registry_membership as membership
    join registry_party as party
      on party.organisation_id = membership.organisation_id and party.id = membership.party_id
    where membership.organisation_id = %(organisation)s
      and membership.valid_from <= %(on)s
      and (membership.valid_until is null or membership.valid_until > %(on)s)
    group by membership.group_id
),
mentor as (
    select distinct on (assignment.group_id) assignment.group_id, party.id as mentor_id, party.name
    from programme_mentorassignment as assignment
    join registry_party as party
      on party.organisation_id = assignment.organisation_id and party.id = assignment.mentor_id
    where assignment.organisation_id = %(organisation)s
      and assignment.valid_from <= %(on)s
      and (assignment.valid_until is null or assignment.valid_until > %(on)s)
    order by assignment.group_id, assignment.valid_from desc, assignment.id
)
select
    "group".id, "group".party_id, party.name, sector.id, sector.code, village.name,
    mentor.mentor_id, mentor.name, "group".weekday, "group".every_weeks, "group".formed_on,
    "group".dissolved_on, coalesce(member.members, 0)
from programme_group as "group"
join programme_sector as sector
  on sector.organisation_id = "group".organisation_id and sector.id = "group".sector_id
join registry_party as party
  on party.organisation_id = "group".organisation_id and party.id = "group".party_id
left join places_area as village on village.code = "group".village_id
left join member on member.group_id = "group".party_id
left join mentor on mentor.group_id = "group".id
where "group".organisation_id = %(organisation)s
  and sector.programme_id = %(programme)s
  and "group".formed_on <= %(on)s
  and ("group".dissolved_on is null or "group".dissolved_on > %(on)s)
order by sector.code, party.name, "group".id
"""


@dataclass(frozen=True, slots=True)
class Mitra:
    """One enrolment on a day; `party_id` is who stands for it after merges."""

    enrolment_id: UUID
    party_id: UUID
    name: str
    sex: str
    village: str | None
    sector_id: UUID
    sector: str
    group_id: UUID | None
    group: str | None
    stage: str
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group on a day, with its mentor and how many belong to it that day."""

    id: UUID
    party_id: UUID
    name: str
    sector_id: UUID
    sector: str
    village: str | None
    mentor_id: UUID | None
    mentor: str | None
    weekday: int | None
    every_weeks: int
    formed_on: date
    dissolved_on: date | None
    members: int


def published(on: date) -> QuerySet[Programme]:
    """Return the programmes that everyone may read of on a day, of all organisations, by name."""
    return (
        Programme.objects.filter(published_on__lte=on)
        .select_related("organisation", "area")
        .order_by("name", "id")
    )


def programmes(organisation_id: UUID) -> QuerySet[Programme]:
    """Return the programmes of an organisation, the latest first."""
    return (
        Programme.objects.filter(organisation_id=organisation_id)
        .select_related("area")
        .order_by("-starts_on", "code")
    )


def mitra(
    organisation_id: UUID,
    programme_id: UUID,
    on: date,
    *,
    sector_id: UUID | None = None,
    group_id: UUID | None = None,
    stage: str = "",
) -> list[Mitra]:
    """Return who had been enrolled in a programme by a day and their stage then; one query."""
    given = {
        "organisation": organisation_id,
        "programme": programme_id,
        "on": on,
        "sector": sector_id,
        "group": group_id,
        "stage": stage,
    }
    return [Mitra(*row) for row in _rows(_MITRA, given)]


def funnel(organisation_id: UUID, programme_id: UUID, on: date) -> dict[str, dict[str, int]]:
    """Return how many mitra stood at each stage on a day, by sector code; zeros are filled in."""
    given = {"organisation": organisation_id, "programme": programme_id, "on": on}
    sectors = Programme.objects.filter(organisation_id=organisation_id, id=programme_id)
    codes = sectors.order_by("sectors__code").values_list("sectors__code", flat=True)
    counts = {code: dict.fromkeys(Stage.values, 0) for code in codes if code}
    for sector, stage, count in _rows(_FUNNEL, given):
        counts[sector][stage] = count
    return counts


def groups(organisation_id: UUID, programme_id: UUID, on: date) -> list[GroupRow]:
    """Return the groups at work on a day, by sector and name; one query."""
    given = {"organisation": organisation_id, "programme": programme_id, "on": on}
    return [GroupRow(*row) for row in _rows(_GROUPS, given)]


def phase(organisation_id: UUID, programme_id: UUID, on: date) -> Phase | None:
    """Return the phase a programme is in on a day; None between phases."""
    return (
        Phase.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on),
            organisation_id=organisation_id,
            programme_id=programme_id,
            starts_on__lte=on,
        )
        .order_by("-starts_on")
        .first()
    )


def fund_sources(organisation_id: UUID, programme_id: UUID) -> QuerySet[FundSource]:
    """Return the money promised to a programme, by day of agreement, with its donors."""
    return (
        FundSource.objects.filter(organisation_id=organisation_id, programme_id=programme_id)
        .select_related("donor")
        .order_by("agreed_on", "code")
    )


def budget(organisation_id: UUID, programme_id: UUID) -> QuerySet[BudgetLine]:
    """Return the budget lines of a programme with their sector, phase and fund source."""
    return (
        BudgetLine.objects.filter(organisation_id=organisation_id, programme_id=programme_id)
        .select_related("sector", "phase", "fund_source")
        .order_by("sector__code", "phase__starts_on", "kind", "description", "id")
    )


def _rows(sql: str, given: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
