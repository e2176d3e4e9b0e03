"""Reading what comes after the exit: the cohort, who is due, how long businesses last.

The denominator is always the exit cohort: mitra decided independent by the day of the exit, in a
sector that was handed over. Who comes back to the programme stays in it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Max

from klaster.domain.monitoring.models import FollowUp
from klaster.domain.registry.models import Consent
from klaster.rules import follow_up as rules
from klaster.rules.survival import Spell

# The same as report.cohort, which reports read; tests/reports/test_monitoring.py holds them equal.
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
select person.id, person.name, enrolment.id, sector.id, sector.code, sector.name,
       enrolment.group_id, coalesce(group_party.name, ''), last.exited_on
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
class Graduate:
    """One mitra of the exit cohort, in the sector that was handed over."""

    party_id: UUID
    name: str
    enrolment_id: UUID
    sector_id: UUID
    sector: str
    sector_name: str
    group_id: UUID | None
    group: str
    exited_on: date


@dataclass(frozen=True, slots=True)
class ToDo:
    """A follow-up that nobody has reported: whose, which, and whether its window is past."""

    graduate: Graduate
    due: rules.Due
    is_late: bool


def cohort(organisation_id: UUID, programme_id: UUID) -> list[Graduate]:
    """Return the exit cohort of a programme, by sector, group and name; empty before the exit."""
    with connection.cursor() as cursor:
        cursor.execute(_COHORT, {"organisation": organisation_id, "programme": programme_id})
        return [Graduate(*row) for row in cursor.fetchall()]


def withdrawn(organisation_id: UUID, parties: Collection[UUID]) -> dict[UUID, date]:
    """Return since when parties no longer consent to follow-up; who consents is left out."""
    consents = Consent.objects.filter(
        organisation_id=organisation_id,
        purpose=Consent.Purpose.FOLLOW_UP,
        party_id__in=list(parties),
    )
    standing = consents.filter(withdrawn_on=None).values_list("party_id", flat=True)
    ended = consents.values_list("party_id").annotate(since=Max("withdrawn_on"))
    open_ones = set(standing)
    return {party: since for party, since in ended if party not in open_ones}


def due(organisation_id: UUID, programme_id: UUID, on: date) -> list[ToDo]:
    """Return the follow-ups of the cohort that a day asks for, late ones first.

    Those whose window is open or past, not reported, of mitra who did not withdraw; three queries.
    """
    graduates = cohort(organisation_id, programme_id)
    reported = {
        (follow_up.party_id, follow_up.due_month)
        for follow_up in FollowUp.objects.filter(
            organisation_id=organisation_id, programme_id=programme_id, on__lte=on
        )
    }
    ended = withdrawn(organisation_id, {one.party_id for one in graduates})
    found = [
        ToDo(graduate, due, is_late=on > due.closes)
        for graduate in graduates
        if not (graduate.party_id in ended and ended[graduate.party_id] <= on)
        for due in rules.plan(graduate.exited_on)
        if due.opens <= on and (graduate.party_id, due.month) not in reported
    ]
    return sorted(found, key=lambda one: (not one.is_late, one.due.day, one.graduate.name))


def spells(organisation_id: UUID, programme_id: UUID, until: date) -> dict[str, list[Spell]]:
    """Return by sector code how long each business of the cohort was seen to go on.

    In months of the plan, from the exit to the first round that found it closed: between two rounds
    nobody knows the day, and who is called on late must not stand among fewer for it. Changed and
    moved into work are no failures. Who never closed is censored at the round last found at, at
    month 0 when never found.
    """
    reports: dict[UUID, list[FollowUp]] = {}
    for follow_up in FollowUp.objects.filter(
        organisation_id=organisation_id,
        programme_id=programme_id,
        on__lte=until,
        outcome=FollowUp.Outcome.FOUND,
    ).order_by("due_month"):
        reports.setdefault(follow_up.party_id, []).append(follow_up)
    found: dict[str, list[Spell]] = {}
    for graduate in cohort(organisation_id, programme_id):
        own = reports.get(graduate.party_id, [])
        closed = [one.due_month for one in own if one.business == FollowUp.Business.CLOSED]
        last = closed[0] if closed else own[-1].due_month if own else 0
        found.setdefault(graduate.sector, []).append(Spell(last, bool(closed)))
    return found
