"""Recording what was found after the exit, taking a mitra in again, and opening a cooperative."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.models import Deed
from klaster.domain.monitoring import queries
from klaster.domain.monitoring.models import FollowUp
from klaster.domain.programme.commands import enrolments
from klaster.domain.programme.commands.refusals import own_many
from klaster.domain.programme.models import EnrolmentStep, Group, Programme, Stage
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Consent, Party
from klaster.domain.surveys.models import Response
from klaster.rules import follow_up as rules
from klaster.rules.refusal import BadField, Refused


class ProgrammeNotExited(Refused):
    code = "programme_not_exited"
    message = "{programme} belum dilepas pada {on}. Pemantauan dimulai setelah serah terima."


class NotFollowed(Refused):
    code = "not_followed"
    message = "{party} tidak termasuk yang diserahterimakan program ini. Periksa kodenya."


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


@command("monitoring.record_many")
def record_many(*, by: Actor, on: date, rows: Sequence[NewFollowUp]) -> list[FollowUp]:
    """Record follow-ups, all or none; the same ids again change nothing.

    Raises `NotFound`, `ProgrammeNotExited`, `NotFollowed`, `ConsentWithdrawn`, `BadField`,
    `SentBefore`.
    """
    programmes = own_many(by, Programme, {row.programme_id for row in rows})
    parties = own_many(by, Party, {row.party_id for row in rows})
    responses = own_many(by, Response, {row.response_id for row in rows if row.response_id})
    followed = {programme.id: _followed(by, programme) for programme in programmes.values()}
    for number, row in enumerate(rows, 1):
        _require_whole(row, number)
        programme, party = programmes[row.programme_id], parties[row.party_id]
        if programme.exited_on is None or row.on < programme.exited_on:
            raise ProgrammeNotExited(programme=programme.name, on=row.on, row=number)
        if row.party_id not in followed[programme.id]:
            raise NotFollowed(party=party.name, row=number)
        answered = responses.get(row.response_id) if row.response_id else None
        if answered is not None and answered.party_id != row.party_id:
            raise BadField(field="response", reason="jawaban survei ini milik orang lain")
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


def _followed(by: Actor, programme: Programme) -> set[UUID]:
    """Whom a programme follows: its exit cohort, its groups, and bodies known to the institution.

    A cooperative is known to the institution as a body under the receiver's name.
    """
    own = {"organisation_id": by.organisation_id}
    receivers = Deed.objects.filter(**own, programme=programme).values("receiver__name")
    return {
        *(one.party_id for one in queries.cohort(by.organisation_id, programme.id)),
        *Group.objects.filter(**own, sector__programme=programme).values_list(
            "party_id", flat=True
        ),
        *Party.objects.filter(**own, kind="body", name__in=receivers).values_list("id", flat=True),
    }


def _require_whole(row: NewFollowUp, number: int) -> None:
    """Raise `BadField` unless the row says one thing."""
    choices = {
        "due_month": [str(month) for month in rules.DUE_MONTHS],
        "outcome": list(FollowUp.Outcome.values),
    }
    if row.outcome == FollowUp.Outcome.FOUND:
        choices["business"] = list(FollowUp.Business.values)
    for name, allowed in choices.items():
        if str(getattr(row, name)) not in allowed:
            raise BadField(
                field=name,
                reason="pilih salah satu: {choices}",
                choices=", ".join(allowed),
                row=number,
            )
    if row.outcome == FollowUp.Outcome.LOST:
        if not row.reason.strip():
            raise BadField(field="reason", reason="tuliskan mengapa tidak ditemukan", row=number)
        if row.business or row.response_id:
            raise BadField(field="business", reason="kosongkan bila tidak ditemukan", row=number)


def _require_consent(by: Actor, rows: Sequence[NewFollowUp], parties: dict[UUID, Party]) -> None:
    """Raise `ConsentWithdrawn` for a report of a day on which consent no longer stood."""
    withdrawn = queries.withdrawn(by.organisation_id, _ids(rows))
    for number, row in enumerate(rows, 1):
        since = withdrawn.get(row.party_id)
        if since is not None and since <= row.on:
            raise ConsentWithdrawn(party=parties[row.party_id].name, row=number)


def _ids(rows: Sequence[NewFollowUp]) -> Collection[UUID]:
    return {row.party_id for row in rows}
