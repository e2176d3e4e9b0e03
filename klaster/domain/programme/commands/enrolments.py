"""The path of a mitra: candidate, eligible, active, ready, independent, followed, or left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.programme.commands.refusals import own_many
from klaster.domain.programme.models import (
    NEXT_STAGES,
    Enrolment,
    EnrolmentStep,
    Group,
    Sector,
    Stage,
)
from klaster.domain.registry import commands as registry
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused


class AlreadyEnrolled(Refused):
    code = "already_enrolled"
    message = "{party} sudah terdaftar di sektor ini. Lanjutkan pendaftaran yang ada."


class StageNotNext(Refused):
    code = "stage_not_next"
    message = "Dari tahap {current} tidak dapat langsung ke {wanted}. Tahap berikutnya: {allowed}."


class StepBeforeLast(Refused):
    code = "step_before_last"
    message = "Langkah tanggal {on} mendahului langkah terakhir tanggal {last}. Periksa tanggalnya."


@dataclass(frozen=True, slots=True)
class NewEnrolment:
    """A party to enrol in a sector as a candidate; `enrolled_on` None means the command's day."""

    id: UUID
    party_id: UUID
    sector_id: UUID
    group_id: UUID | None = None
    enrolled_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewStep:
    """A move of an enrolment to a stage; leaving needs a reason. `on` None: the command's day."""

    id: UUID
    enrolment_id: UUID
    stage: str
    on: date | None = None
    reason: str = ""


@command("programme.enrol")
def enrol(*, by: Actor, on: date, new: NewEnrolment) -> Enrolment:
    """Enrol one party. Raises `NotFound`, `AlreadyEnrolled`, `SentBefore`."""
    (enrolment,) = _enrol(by, on, [new])
    return enrolment


@command("programme.enrol_many")
def enrol_many(*, by: Actor, on: date, rows: Sequence[NewEnrolment]) -> list[Enrolment]:
    """Enrol parties, all or none; each gets the role of mitra and joins its group.

    Raises `NotFound`, `AlreadyEnrolled`, `SentBefore`.
    """
    return _enrol(by, on, rows)


@command("programme.move_enrolment")
def move_enrolment(*, by: Actor, on: date, step: NewStep) -> EnrolmentStep:
    """Move one mitra. Raises `NotFound`, `StageNotNext`, `StepBeforeLast`, `BadField`."""
    (moved,) = _move(by, on, [step])
    return moved


@command("programme.move_enrolments")
def move_enrolments(*, by: Actor, on: date, steps: Sequence[NewStep]) -> list[EnrolmentStep]:
    """Move mitra in the order given, all or none; one mitra may take several steps.

    Whoever leaves also leaves the group. Raises as `move_enrolment`.
    """
    return _move(by, on, steps)


def _enrol(by: Actor, on: date, rows: Sequence[NewEnrolment]) -> list[Enrolment]:
    sectors = own_many(by, Sector, {row.sector_id for row in rows})
    groups = own_many(by, Group, {row.group_id for row in rows if row.group_id})
    _require_new(by, rows)
    sent = [
        Enrolment(
            id=row.id,
            organisation_id=by.organisation_id,
            party_id=row.party_id,
            programme_id=sectors[row.sector_id].programme_id,
            sector_id=row.sector_id,
            group_id=row.group_id,
            enrolled_on=row.enrolled_on or on,
        )
        for row in rows
    ]
    enrolments = once.add_many(sent, later=("group",))
    added = [old for new, old in zip(sent, enrolments, strict=True) if new is old]
    once.copy(
        [
            EnrolmentStep(
                id=derived_id(enrolment.enrolled_on, enrolment.id, "step", 1),
                organisation_id=by.organisation_id,
                enrolment_id=enrolment.id,
                number=1,
                stage=Stage.CANDIDATE,
                on=enrolment.enrolled_on,
            )
            for enrolment in added
        ]
    )
    registry.give_role_to_many(
        by=by, on=on, party_ids={enrolment.party_id for enrolment in added}, role="mitra"
    )
    registry.join_many(
        by=by,
        on=on,
        rows=[
            (enrolment.party_id, groups[enrolment.group_id].party_id, enrolment.enrolled_on)
            for enrolment in added
            if enrolment.group_id
        ],
    )
    return enrolments


def _require_new(by: Actor, rows: Sequence[NewEnrolment]) -> None:
    enrolled = Enrolment.objects.filter(
        organisation_id=by.organisation_id,
        sector_id__in={row.sector_id for row in rows},
        party_id__in={row.party_id for row in rows},
    )
    known = {(one.sector_id, one.party_id): one.id for one in enrolled}
    for row in rows:
        if known.setdefault((row.sector_id, row.party_id), row.id) != row.id:
            raise AlreadyEnrolled(party=row.party_id)


def _move(by: Actor, on: date, steps: Sequence[NewStep]) -> list[EnrolmentStep]:
    enrolments = own_many(by, Enrolment, {step.enrolment_id for step in steps}, lock=True)
    before = EnrolmentStep.objects.filter(organisation_id=by.organisation_id)
    last = {
        step.enrolment_id: step
        for step in before.filter(enrolment_id__in=enrolments).order_by("number")
    }
    earlier = before.in_bulk([step.id for step in steps])
    moved, added = [], []
    for step in steps:
        if step.id in earlier:
            moved.append(_same(earlier[step.id], step, on))
            continue
        taken = _next(last[step.enrolment_id], step, step.on or on)
        last[step.enrolment_id] = earlier[step.id] = taken
        moved.append(taken)
        added.append(taken)
    EnrolmentStep.objects.bulk_create(added, batch_size=5_000)
    _leave_groups(by, on, enrolments, [step for step in added if step.stage == Stage.LEFT])
    return moved


def _same(earlier: EnrolmentStep, step: NewStep, on: date) -> EnrolmentStep:
    """The step as taken before, if it was the same."""
    sent = (step.enrolment_id, step.stage, step.on or on, step.reason)
    if sent != (earlier.enrolment_id, earlier.stage, earlier.on, earlier.reason):
        raise once.SentBefore(what=EnrolmentStep._meta.verbose_name, fields="stage, on, reason")
    return earlier


def _next(last: EnrolmentStep, step: NewStep, on: date) -> EnrolmentStep:
    current = Stage(last.stage)
    if step.stage not in NEXT_STAGES[current]:
        allowed = ", ".join(str(stage.label) for stage in NEXT_STAGES[current]) or "-"
        raise StageNotNext(current=current.label, wanted=_label(step.stage), allowed=allowed)
    if on < last.on:
        raise StepBeforeLast(on=on, last=last.on)
    if step.stage == Stage.LEFT and not step.reason.strip():
        raise BadField(field="reason", reason="tuliskan alasan keluar.")
    if current == Stage.FOLLOWED and not step.reason.strip():
        raise BadField(field="reason", reason="tuliskan mengapa mitra ini kembali.")
    return EnrolmentStep(
        id=step.id,
        organisation_id=last.organisation_id,
        enrolment_id=last.enrolment_id,
        number=last.number + 1,
        came_from=last.stage,
        stage=step.stage,
        on=on,
        reason=step.reason,
    )


def _label(stage: str) -> str:
    return str(Stage(stage).label) if stage in Stage.values else stage


def _leave_groups(
    by: Actor, on: date, enrolments: dict[UUID, Enrolment], steps: list[EnrolmentStep]
) -> None:
    leaving = [(step, enrolments[step.enrolment_id]) for step in steps]
    groups = own_many(by, Group, {left.group_id for _, left in leaving if left.group_id})
    registry.leave_many(
        by=by,
        on=on,
        rows=[
            (left.party_id, groups[left.group_id].party_id, step.on, step.reason)
            for step, left in leaving
            if left.group_id
        ],
    )
