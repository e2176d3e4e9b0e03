"""Recording what was found after the exit, taking a mitra in again, and opening a cooperative."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.access.models import Organisation
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.monitoring import queries, subjects
from klaster.domain.monitoring.models import STATES, FollowUp, Kind
from klaster.domain.monitoring.subjects import Subject
from klaster.domain.programme.commands import enrolments
from klaster.domain.programme.commands.refusals import own, own_many
from klaster.domain.programme.models import EnrolmentStep, Programme, Stage
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Consent, Party
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import queries as surveys_read
from klaster.domain.surveys import shipped
from klaster.domain.surveys.models import Response, Round
from klaster.rules import answering
from klaster.rules import follow_up as rules
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

_LONGEST = 300
Followed = Mapping[UUID, Subject]  # by party


class ProgrammeNotExited(Refused):
    code = "programme_not_exited"
    message = "{programme} belum dilepas pada {on}. Pemantauan dimulai setelah serah terima."


class NotFollowed(Refused):
    code = "not_followed"
    message = "{party} tidak termasuk yang diserahterimakan program ini. Periksa kodenya."


class FollowedUpAlready(Refused):
    code = "followed_up_already"
    message = "{party} sudah dipantau untuk bulan ke-{month}. Catatan itu tidak diubah."


class ConsentWithdrawn(Refused):
    code = "follow_up_consent_withdrawn"
    message = "{party} menarik persetujuan pemantauan; hasilnya tidak boleh dicatat lagi."


class NotOwnCooperative(Refused):
    code = "not_own_cooperative"
    message = "Hanya {cooperative} sendiri yang dapat membuka catatannya bagi lembaga."


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """What was found of a party on a day; `response_id` names its answers to the survey."""

    id: UUID
    programme_id: UUID
    party_id: UUID
    due_month: int
    on: date
    outcome: str
    reason: str = ""
    business: str = ""
    note: str = ""
    response_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """One visit by its survey: raw answers by question id, as `queries.survey_of` asks them."""

    id: UUID
    programme_id: UUID
    party_id: UUID
    due_month: int
    on: date
    answers: Mapping[str, Any]


@command("monitoring.record_many")
def record_many(*, by: Actor, on: date, rows: Sequence[NewFollowUp]) -> list[FollowUp]:
    """Record follow-ups, all or none; the same ids again change nothing.

    A cooperative of which nothing was recorded yet is enrolled as a body under the id of its
    organisation. Raises `NotFound`, `ProgrammeNotExited`, `NotFollowed`, `FollowedUpAlready`,
    `ConsentWithdrawn`, `BadField`, `SentBefore`.
    """
    programmes = own_many(by, Programme, {row.programme_id for row in rows})
    followed = {key: _followed(by, key) for key in programmes}
    _enrol_receivers(by, on, (followed[row.programme_id].get(row.party_id) for row in rows))
    parties = own_many(by, Party, {row.party_id for row in rows})
    responses = own_many(by, Response, {row.response_id for row in rows if row.response_id})
    for number, row in enumerate(rows, 1):
        programme, party = programmes[row.programme_id], parties[row.party_id]
        subject = followed[programme.id].get(party.id)
        _require_whole(row, subject.kind if subject else Kind.MITRA, number)
        if programme.exited_on is None or row.on < programme.exited_on:
            raise ProgrammeNotExited(programme=programme.name, on=row.on, row=number)
        if subject is None:
            raise NotFollowed(party=party.name, row=number)
        answered = responses.get(row.response_id) if row.response_id else None
        if answered is not None and answered.party_id != row.party_id:
            raise BadField(field="response", reason="jawaban survei ini milik orang lain")
    _require_first(by, rows, parties)
    _require_consent(by, rows, parties)
    return once.add_many(
        [
            FollowUp(
                id=row.id,
                organisation_id=by.organisation_id,
                programme_id=row.programme_id,
                party_id=row.party_id,
                due_month=row.due_month,
                on=row.on,
                outcome=row.outcome,
                reason=row.reason,
                business=row.business,
                note=row.note,
                response_id=row.response_id,
            )
            for row in rows
        ]
    )


@command("monitoring.visit")
def visit(*, by: Actor, on: date, new: NewVisit) -> FollowUp:
    """Record one visit: the answers of who was found, and the follow-up that they make.

    Who was not found has answered nothing: only the follow-up is kept, the note as its reason.
    The survey is adopted with its first visit. Raises `BadAnswers`, and as `record_many` and
    `surveys.answer_many` do.
    """
    own(by, Programme, new.programme_id)
    subject = _followed(by, new.programme_id).get(new.party_id)
    if subject is None:
        raise NotFollowed(party=own(by, Party, new.party_id).name)
    if new.on > on:
        raise BadField(field="on", reason="tanggalnya belum tiba.")
    asked = queries.survey_of(by.organisation_id, subject.kind)
    said = answering.check(answering.form(asked), new.answers).answers
    note = str(said.get("note", ""))
    response = None
    if said.get("found"):
        _enrol_receivers(by, on, [subject])
        response = _answer(by, on, new, asked.code)
        told: dict[str, Any] = {"outcome": FollowUp.Outcome.FOUND.value, "note": note}
        told |= {"business": said.get("business", ""), "response_id": response.id}
    else:
        told = {"outcome": FollowUp.Outcome.LOST.value, "reason": note}
    row = NewFollowUp(new.id, new.programme_id, new.party_id, new.due_month, new.on, **told)
    (recorded,) = record_many(by=by, on=on, rows=[row])
    return recorded


@command("monitoring.reenter")
def reenter(*, by: Actor, on: date, id: UUID, enrolment_id: UUID, reason: str) -> EnrolmentStep:
    """Take a mitra who was independent in again as a candidate, for a reason.

    They stay in the exit cohort: what became of them is part of its record. Raises `BadField`,
    and what `programme.commands.move_enrolment` raises.
    """
    step = enrolments.NewStep(id, enrolment_id, Stage.CANDIDATE, on, reason)
    return enrolments.move_enrolment(by=by, on=on, step=step)


@command("monitoring.allow_signals")
def allow_signals(
    *, by: Actor, on: date, id: UUID, cooperative: Cooperative, evidence: str
) -> Consent:
    """Let a cooperative open its figures to who founded it; consent `id`, withdrawn as any other.

    The cooperative stands in its own registry as a body under its own id. Raises
    `NotOwnCooperative`, `StandsAlready`.
    """
    if cooperative.organisation_id != by.organisation_id:
        raise NotOwnCooperative(cooperative=cooperative.name)
    own = Party.objects.filter(organisation_id=by.organisation_id, id=cooperative.id)
    if not own.exists():
        registry.enrol(
            by=by, on=on, new=registry.NewParty(cooperative.id, "body", cooperative.name)
        )
    return registry.give_consent(
        by=by,
        on=on,
        id=id,
        party_id=cooperative.id,
        purpose=Consent.Purpose.SHARE_COOPERATIVE,
        evidence=evidence,
    )


def _followed(by: Actor, programme_id: UUID) -> Followed:
    """Whom a programme follows, by party."""
    found = subjects.followed(by.organisation_id, programme_id)
    return {one.party_id: one for one in found}


def _enrol_receivers(by: Actor, on: date, named: Iterable[Subject | None]) -> None:
    """Enrol the cooperatives among `named` that the registry does not know yet."""
    receivers = {one.party_id for one in named if one and one.kind is Kind.COOPERATIVE}
    known = Party.objects.filter(organisation_id=by.organisation_id, id__in=receivers)
    new = receivers - set(known.values_list("id", flat=True))
    if new:
        rows = [
            registry.NewParty(
                each.id, Party.Kind.BODY.value, each.name, is_illustration=each.is_illustration
            )
            for each in Organisation.objects.filter(id__in=new)
        ]
        registry.enrol_many(by=by, on=on, rows=rows)


def _answer(by: Actor, on: date, new: NewVisit, code: str) -> Response:
    """Record the answers of a visit to the survey of a code, adopted now if it was not."""
    instrument = surveys_read.adopted(by.organisation_id, code)
    if instrument is None:
        asked = shipped.latest(code)
        key = derived_id(on, by.organisation_id, code, asked.version)
        instrument = surveys.adopt(by=by, on=on, id=key, instrument=asked)
    response = surveys.NewResponse(
        id=derived_id(new.on, new.id, "answers"),
        instrument_id=instrument.id,
        party_id=new.party_id,
        programme_id=new.programme_id,
        round=Round.AFTER.value,
        on=new.on,
        answers=new.answers,
    )
    (answered,) = surveys.answer_many(by=by, on=on, rows=[response])
    return answered


def _require_whole(row: NewFollowUp, kind: Kind, number: int) -> None:
    """Raise `BadField` unless the row says one thing, and one that can be said of its kind."""
    choices = {
        "due_month": [str(month) for month in rules.DUE_MONTHS],
        "outcome": list(FollowUp.Outcome.values),
    }
    if row.outcome == FollowUp.Outcome.FOUND:
        choices["business"] = [str(state) for state in STATES[kind]]
    for name, allowed in choices.items():
        if str(getattr(row, name)) not in allowed:
            raise BadField(
                field=name,
                reason="pilih salah satu: {choices}",
                choices=", ".join(allowed),
                row=number,
            )
    for name in ("reason", "note"):
        if len(getattr(row, name)) > _LONGEST:
            raise BadField(
                field=name, reason="paling panjang {longest} huruf", longest=_LONGEST, row=number
            )
    if row.outcome == FollowUp.Outcome.LOST:
        if not row.reason.strip():
            raise BadField(field="reason", reason="tuliskan mengapa tidak ditemukan", row=number)
        if row.business or row.response_id:
            raise BadField(field="business", reason="kosongkan bila tidak ditemukan", row=number)


def _require_first(by: Actor, rows: Sequence[NewFollowUp], parties: Mapping[UUID, Party]) -> None:
    """Raise `FollowedUpAlready` for a second report of one due month under another id."""
    known = FollowUp.objects.filter(
        organisation_id=by.organisation_id, party__id__any={row.party_id for row in rows}
    ).values_list("programme_id", "party_id", "due_month", "id")
    first = {(programme, party, month): sent for programme, party, month, sent in known}
    for number, row in enumerate(rows, 1):
        if first.setdefault((row.programme_id, row.party_id, row.due_month), row.id) != row.id:
            party = parties[row.party_id].name
            raise FollowedUpAlready(party=party, month=row.due_month, row=number)


def _require_consent(by: Actor, rows: Sequence[NewFollowUp], parties: Mapping[UUID, Party]) -> None:
    """Raise `ConsentWithdrawn` for a report of a day on which consent no longer stood."""
    withdrawn = queries.withdrawn(by.organisation_id, {row.party_id for row in rows})
    for number, row in enumerate(rows, 1):
        since = withdrawn.get(row.party_id)
        if since is not None and since <= row.on:
            raise ConsentWithdrawn(party=parties[row.party_id].name, row=number)
