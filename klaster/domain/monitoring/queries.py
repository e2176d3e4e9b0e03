"""Reading what comes after the exit: who is due, by which survey, how long businesses last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from klaster.domain.monitoring.models import FollowUp, Kind
from klaster.domain.monitoring.subjects import Subject, cohort, followed
from klaster.domain.registry.models import Consent
from klaster.domain.surveys import queries as surveys
from klaster.domain.surveys import shipped
from klaster.rules import follow_up as rules
from klaster.rules.instrument import Instrument
from klaster.rules.survival import Spell

# The survey of a visit; each asks `found`, `business` and `note`, and of mitra their household.
SURVEYS = {
    Kind.MITRA: "follow_up",
    Kind.GROUP: "follow_up_group",
    Kind.COOPERATIVE: "follow_up_cooperative",
}


@dataclass(frozen=True, slots=True)
class ToDo:
    """A follow-up that nobody has reported: whose, which, and whether its window is past."""

    subject: Subject
    due: rules.Due
    is_late: bool


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
    """Return the follow-ups of all who are followed that a day asks for, late ones first.

    Those whose window is open or past, not reported, of who did not withdraw; six queries.
    """
    subjects = followed(organisation_id, programme_id)
    reported = {
        (follow_up.party_id, follow_up.due_month)
        for follow_up in FollowUp.objects.filter(
            organisation_id=organisation_id, programme_id=programme_id, on__lte=on
        )
    }
    ended = withdrawn(organisation_id, {one.party_id for one in subjects})
    found = [
        ToDo(subject, due, is_late=on > due.closes)
        for subject in subjects
        if not (subject.party_id in ended and ended[subject.party_id] <= on)
        for due in rules.plan(subject.exited_on)
        if due.opens <= on and (subject.party_id, due.month) not in reported
    ]
    return sorted(found, key=lambda one: (not one.is_late, one.due.day, one.subject.name))


def survey_of(organisation_id: UUID, kind: Kind) -> Instrument:
    """Return what a visit asks: the survey in the version adopted, or that which is shipped."""
    adopted = surveys.adopted(organisation_id, SURVEYS[kind])
    return surveys.definition(adopted) if adopted else shipped.latest(SURVEYS[kind])


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
    for mitra in cohort(organisation_id, programme_id):
        own = reports.get(mitra.party_id, [])
        closed = [one.due_month for one in own if one.business == FollowUp.Business.CLOSED]
        last = closed[0] if closed else own[-1].due_month if own else 0
        found.setdefault(mitra.sector, []).append(Spell(last, bool(closed)))
    return found
