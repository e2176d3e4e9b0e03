"""Meetings: who must be there, what carries, what a meeting's list and plan may still change."""

from datetime import date

import pytest

from klaster.domain.access.acts import NotAllowed
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.meetings import commands as meetings
from klaster.domain.meetings import queries
from klaster.domain.meetings.models import PlanLine
from klaster.rules import meeting as rules
from tests.conftest import id_of
from tests.domain import cooperative_world

CALLED, HELD = date(2015, 2, 1), date(2015, 2, 21)


@pytest.fixture
def world(db: None) -> cooperative_world.World:
    return cooperative_world.found()


def called(world, kind: str = "rat", year: int | None = 2014):
    return meetings.call(
        by=world.by, on=CALLED, id=id_of("rat", kind), cooperative=world.cooperative, kind=kind,
        planned_for=HELD, place="Balai desa", agenda=["Laporan pengurus", "SHU"], year=year,
    )  # fmt: skip


def attend(world, meeting, count: int) -> int:
    members = [member.id for member in list(world.members.values())[:count]]
    return meetings.attend_many(by=world.by, on=HELD, meeting=meeting, members=members)


def hold(world, meeting):
    return meetings.hold(
        by=world.by, on=HELD, meeting=meeting, chair="Ani", secretary="Budi", minutes="Dibuka."
    )


def test_more_than_half_of_the_members_make_a_quorum(world) -> None:
    meeting = called(world)
    assert attend(world, meeting, 5) == 5
    with pytest.raises(meetings.NoQuorum) as refused:
        hold(world, meeting)
    assert refused.value.data == {"present": 5, "members": 10, "quorum": 6}
    attend(world, meeting, 6)
    assert hold(world, meeting).quorum == 6


def test_the_bylaws_may_ask_for_more(world) -> None:
    cooperatives.choose(
        by=world.by, on=CALLED, cooperative=world.cooperative, key="quorum_pct", value=66,
        basis="Anggaran dasar pasal 20",
    )  # fmt: skip
    meeting = called(world)
    attend(world, meeting, 6)
    with pytest.raises(meetings.NoQuorum):
        hold(world, meeting)


def test_nothing_is_resolved_before_the_meeting_was_held(world) -> None:
    meeting = called(world)
    with pytest.raises(meetings.NotHeld):
        resolve(world, meeting, 6)


def resolve(world, meeting, votes_for: int, votes_against: int = 0, about: str = "accounts"):
    return meetings.resolve(
        by=world.by, on=HELD, id=id_of("res", about, votes_for), meeting=meeting, about=about,
        text="Laporan diterima", votes_for=votes_for, votes_against=votes_against,
    )  # fmt: skip


def test_more_for_than_against_carries(world) -> None:
    meeting = called(world)
    attend(world, meeting, 8)
    hold(world, meeting)
    assert resolve(world, meeting, 5, 3).is_adopted
    assert not resolve(world, meeting, 4, 4).is_adopted
    assert [each.n for each in queries.resolutions(world.cooperative)] == [1, 2]
    assert resolve(world, meeting, 5, 3).n == 1
    with pytest.raises(meetings.TooManyVotes):
        resolve(world, meeting, 9)


def test_the_list_of_those_present_is_fixed_once_the_meeting_was_held(world) -> None:
    meeting = called(world)
    attend(world, meeting, 6)
    hold(world, meeting)
    with pytest.raises(meetings.HeldAlready):
        attend(world, meeting, 7)


def test_only_members_of_the_day_are_on_the_list(world) -> None:
    meeting = called(world)
    with pytest.raises(meetings.NotAMemberThen):
        meetings.attend_many(by=world.by, on=HELD, meeting=meeting, members=[id_of("nobody")])


def test_officers_meet_with_a_quorum_of_their_own(world) -> None:
    meeting = called(world, "pengurus", None)
    attend(world, meeting, 2)
    assert (hold(world, meeting).member_count, meeting.quorum) == (3, 2)


def test_a_plan_may_be_changed_until_the_meeting_adopts_it(world) -> None:
    plan = {"by": world.by, "on": HELD, "cooperative": world.cooperative, "year": 2015}
    meetings.plan(**plan, lines=[meetings.NewLine("Pelatihan", "5303", 500_000)])
    meetings.plan(**plan, lines=[meetings.NewLine("Pelatihan", "5303", 600_000)])
    assert PlanLine.objects.get().amount == 600_000
    meeting = called(world)
    attend(world, meeting, 6)
    hold(world, meeting)
    resolve(world, meeting, 6, about="plan")
    with pytest.raises(meetings.PlanAdopted):
        meetings.plan(**plan, lines=[])


def test_a_mentor_may_not_call_the_members(world) -> None:
    with pytest.raises(NotAllowed):
        called(cooperative_world.as_role(world, "mentor"))


def test_of_two_deadlines_the_earlier_comes_first() -> None:
    found = rules.deadlines(date(2014, 12, 31), 3)
    assert [each.on.isoformat() for each in found] == ["2015-03-31", "2015-06-30"]
