"""Calling and holding meetings, resolving, and planning a year.

A resolution binds: `surplus` and others rest on it, so it needs a meeting held with its quorum.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import charts
from klaster.domain.meetings import queries
from klaster.domain.meetings.models import AgendaItem, Attendance, Meeting, PlanLine, Resolution
from klaster.rules import meeting as rules
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

HELD = ("held_on", "chair", "secretary", "minutes", "member_count", "quorum")


class NoQuorum(Refused):
    code = "no_quorum"
    message = (
        "Hadir {present} dari {members} anggota; rapat memerlukan sedikitnya {quorum}. "
        "Undang sekali lagi sesuai anggaran dasar."
    )


class NotHeld(Refused):
    code = "meeting_not_held"
    message = "Rapat ini belum dilaksanakan, jadi belum dapat mengambil keputusan."


class HeldAlready(Refused):
    code = "meeting_held"
    message = "Rapat ini sudah dilaksanakan pada {on}; daftar hadirnya tetap."


class NotAMemberThen(Refused):
    code = "not_a_member_then"
    message = "{count} orang pada daftar hadir bukan anggota pada {on}."


class PlanAdopted(Refused):
    code = "plan_adopted"
    message = "Rencana kerja tahun {year} sudah disahkan rapat anggota; perubahannya lewat rapat."


class TooManyVotes(Refused):
    code = "too_many_votes"
    message = "Jumlah suara {votes} melebihi yang hadir ({present})."


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of a year's plan: a sentence, or with `account` (chart code) a budget in rupiah."""

    text: str
    account: str = ""
    amount: int = 0


@command("meetings.call")
def call(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    kind: str,
    planned_for: date,
    place: str,
    agenda: Sequence[str],
    year: int | None = None,
) -> Meeting:
    """Call a meeting on the day `on`; an annual one names the book year it is about."""
    if kind not in Meeting.Kind.values:
        raise BadField(
            field="kind",
            reason="pilih salah satu: {choices}",
            choices=", ".join(Meeting.Kind.values),
        )
    if (kind == Meeting.Kind.ANNUAL) is (year is None):
        raise BadField(field="year", reason="hanya dan selalu untuk rapat anggota tahunan")
    if planned_for < on:
        raise BadField(field="planned_for", reason="sebelum tanggal undangan")
    if not agenda:
        raise BadField(field="agenda", reason="harus diisi")
    meeting = once.add(
        Meeting(
            id=id,
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            kind=kind,
            year=year,
            called_on=on,
            planned_for=planned_for,
            place=place,
        ),
        later=HELD,
    )
    once.add_many(
        [
            AgendaItem(
                id=derived_id(on, id, "agenda", n),
                organisation_id=cooperative.organisation_id,
                meeting=meeting,
                n=n,
                title=title,
            )
            for n, title in enumerate(agenda, 1)
        ]
    )
    return meeting


@command("meetings.attend_many")
def attend_many(*, by: Actor, on: date, meeting: Meeting, members: Collection[UUID]) -> int:
    """Put members on the list of those present; say how many stand there now.

    Raises `HeldAlready`, `NotAMemberThen`.
    """
    if meeting.held_on is not None:
        raise HeldAlready(on=meeting.held_on.isoformat())
    standing = set(
        cooperatives.standing_members(meeting.cooperative, on).values_list("id", flat=True)
    )
    strangers = set(members) - standing
    if strangers:
        raise NotAMemberThen(count=len(strangers), on=on.isoformat())
    once.add_many(
        [
            Attendance(
                id=derived_id(meeting.planned_for, meeting.id, member),
                organisation_id=meeting.organisation_id,
                meeting=meeting,
                member_id=member,
            )
            for member in sorted(members)
        ]
    )
    return queries.present(meeting)


@command("meetings.hold")
def hold(
    *, by: Actor, on: date, meeting: Meeting, chair: str, secretary: str, minutes: str
) -> Meeting:
    """Record that the meeting took place on `on` with those on its list. Raises `NoQuorum`."""
    if meeting.held_on is not None:
        raise HeldAlready(on=meeting.held_on.isoformat())
    for field, value in (("chair", chair), ("secretary", secretary), ("minutes", minutes)):
        if not value.strip():
            raise BadField(field=field, reason="harus diisi")
    seats = queries.seats(meeting, on)
    if seats.present < seats.quorum:
        raise NoQuorum(present=seats.present, members=seats.entitled, quorum=seats.quorum)
    meeting.held_on, meeting.chair, meeting.secretary = on, chair, secretary
    meeting.minutes, meeting.member_count = minutes, seats.entitled
    meeting.quorum = seats.quorum
    Meeting.objects.filter(organisation_id=by.organisation_id, id=meeting.id).update(
        **{name: getattr(meeting, name) for name in HELD}
    )
    return meeting


@command("meetings.resolve")
def resolve(
    *,
    by: Actor,
    on: date,
    id: UUID,
    meeting: Meeting,
    about: str,
    text: str,
    votes_for: int,
    votes_against: int = 0,
    abstained: int = 0,
) -> Resolution:
    """Record what the meeting decided and how it voted. Raises `NotHeld`, `TooManyVotes`."""
    if meeting.held_on is None:
        raise NotHeld()
    if about not in Resolution.About.values:
        raise BadField(
            field="about",
            reason="pilih salah satu: {choices}",
            choices=", ".join(Resolution.About.values),
        )
    votes = votes_for + votes_against + abstained
    if min(votes_for, votes_against, abstained) < 0 or not votes:
        raise BadField(field="votes_for", reason="harus jumlah suara")
    if votes > (present := queries.present(meeting)):
        raise TooManyVotes(votes=votes, present=present)
    known = Resolution.objects.filter(organisation_id=by.organisation_id, meeting=meeting)
    earlier = known.filter(id=id).first()
    return once.add(
        Resolution(
            id=id,
            organisation_id=by.organisation_id,
            meeting=meeting,
            n=earlier.n if earlier else known.count() + 1,
            about=about,
            text=text,
            votes_for=votes_for,
            votes_against=votes_against,
            abstained=abstained,
            is_adopted=rules.carries(votes_for, votes_against),
        )
    )


@command("meetings.plan")
def plan(
    *, by: Actor, on: date, cooperative: Cooperative, year: int, lines: Sequence[NewLine]
) -> list[PlanLine]:
    """Set the work plan and budget of a year, as proposed; sent again, replaced.

    Raises `PlanAdopted`, and `NoSuchLine` for an account that the chart lacks.
    """
    if Resolution.objects.filter(
        organisation_id=by.organisation_id,
        meeting__cooperative=cooperative,
        meeting__year=year - 1,
        about=Resolution.About.PLAN,
        is_adopted=True,
    ).exists():
        raise PlanAdopted(year=year)
    PlanLine.objects.filter(
        organisation_id=by.organisation_id, cooperative=cooperative, year=year
    ).delete()
    for line in lines:
        if line.account:
            charts.find(cooperative.book.chart, line.account)
    return PlanLine.objects.bulk_create(
        [
            PlanLine(
                id=derived_id(on, cooperative.id, "plan", year, n),
                organisation_id=by.organisation_id,
                cooperative=cooperative,
                year=year,
                n=n,
                text=line.text,
                account=line.account,
                amount=line.amount,
            )
            for n, line in enumerate(lines, 1)
        ]
    )
