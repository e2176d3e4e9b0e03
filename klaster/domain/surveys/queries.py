"""Reading surveys: adopted instruments, answers, and the line that held on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from klaster.domain.registry.models import Consent
from klaster.domain.surveys import content
from klaster.domain.surveys.models import Instrument, Line, PriceIndex, Response, SensitiveAnswers
from klaster.rules import instrument as rules

Spans = tuple[tuple[date, date | None], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One response of the party that stands for whoever answered.

    `answers` hold the sensitive ones only where they may be seen.
    """

    party_id: UUID
    on: date
    round: str
    version: int
    answers: Mapping[str, Any]


def instruments(organisation_id: UUID) -> QuerySet[Instrument]:
    """Return the adopted instruments, the newest version of each first."""
    found = Instrument.objects.filter(organisation_id=organisation_id)
    return found.order_by("code", "-version")


def adopted(organisation_id: UUID, code: str, version: int | None = None) -> Instrument | None:
    """Return the adopted instrument of a code in a version, or in its newest; None without one."""
    found = instruments(organisation_id).filter(code=code)
    return (found if version is None else found.filter(version=version)).first()


def definition(instrument: Instrument) -> rules.Instrument:
    """Return what an adopted instrument asks."""
    return content.read(instrument.content)


def responses(
    organisation_id: UUID,
    code: str,
    *,
    programme_id: UUID | None = None,
    until: date | None = None,
    may_see_spiritual: bool = False,
) -> list[Answered]:
    """Return all answers to the versions of an instrument, by day, in at most three queries.

    `until` is the last day that counts. Sensitive answers are there with `may_see_spiritual`, of
    parties whose consent has not been withdrawn.
    """
    own = Q(organisation_id=organisation_id, instrument__code=code)
    if programme_id is not None:
        own &= Q(programme_id=programme_id)
    if until is not None:
        own &= Q(on__lte=until)
    rows = list(
        Response.objects.filter(own)
        .order_by("on", "id")
        .select_related("instrument")
        .defer("instrument__content")
        .annotate(standing_id=Coalesce("party__merged_into_id", "party_id"))
    )
    apart = sensitive_answers(organisation_id, rows) if may_see_spiritual else {}
    return [
        Answered(
            party_id=row.standing_id,
            on=row.on,
            round=row.round,
            version=row.instrument.version,
            answers={**row.answers, **apart.get(row.id, {})},
        )
        for row in rows
    ]


def sensitive_answers(
    organisation_id: UUID, rows: Collection[Response]
) -> dict[UUID, Mapping[str, Any]]:
    """Return the sensitive answers of responses whose party still consents, by response id.

    Only for readers whom `access.policy.may_see_spiritual` allows it.
    """
    found = dict(
        SensitiveAnswers.objects.filter(
            organisation_id=organisation_id, response__id__any=[row.id for row in rows]
        ).values_list("response_id", "answers")
    )
    if not found:
        return {}
    asked = {row.id: row.party_id for row in rows if row.id in found}
    given = consents(organisation_id, set(asked.values()))
    standing = {party for party, spans in given.items() if any(end is None for _, end in spans)}
    return {key: answers for key, answers in found.items() if asked[key] in standing}


def consents(organisation_id: UUID, party_ids: Collection[UUID]) -> dict[UUID, Spans]:
    """Return the spans in which parties consent to the keeping of spiritual data.

    A consent given under a record that was merged into the party's counts as the party's.
    """
    rows = Consent.objects.filter(
        Q(party__id__any=party_ids) | Q(party__merged_into__id__any=party_ids),
        organisation_id=organisation_id,
        purpose=Consent.Purpose.SPIRITUAL,
    ).values_list("party_id", "party__merged_into_id", "given_on", "withdrawn_on")
    found: dict[UUID, Spans] = {}
    for party, winner, first, end in rows:
        for each in filter(None, (party, winner)):
            found[each] = (*found.get(each, ()), (first, end))
    return found


def line_of(organisation_id: UUID, kind: str, area: str, on: date) -> Line | None:
    """Return the line that held in an area (its code) on a day: its own, or the nearest above."""
    parts = area.split(".")
    around = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    found = Line.objects.filter(
        organisation_id=organisation_id, kind=kind, area_id__in=around, valid_from__lte=on
    )
    return max(found, key=lambda line: (len(line.area_id), line.valid_from), default=None)


def price_indices(organisation_id: UUID) -> dict[date, PriceIndex]:
    """Return the price index of each month known, by its first day."""
    found = PriceIndex.objects.filter(organisation_id=organisation_id)
    return {each.month: each for each in found}
