"""Mentoring: who belonged to the group that day was there or absent; once recorded it stays."""

import time
from datetime import date, timedelta

import pytest

from klaster.domain.access.once import SentBefore, copy
from klaster.domain.mentoring import commands as mentoring
from klaster.domain.mentoring import queries
from klaster.domain.mentoring.models import Presence, Session, Visit
from klaster.domain.programme.commands.refusals import NotFound
from klaster.domain.programme.models import Group
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Membership, Party
from klaster.rules.refusal import BadField
from tests.conftest import id_of
from tests.reports import story

HELD = date(2012, 3, 7)


@pytest.fixture
def told(by):
    return story.tell(by)


def session(day=HELD, *absent, kind="meeting", name="a", topic="Tabungan", group="ternak"):
    return mentoring.NewSession(
        id_of("session", name), id_of("group", group), kind, day, topic,
        absent=[id_of("party", who) for who in absent],
    )  # fmt: skip


def meet(told, *rows):
    return mentoring.meet_many(by=told.by, on=HELD, rows=rows)


def attended(told, kind=""):
    found = queries.attendance(
        told.by.organisation_id, date(2012, 1, 1), date(2012, 12, 31), kind=kind
    )
    names = dict(Party.objects.filter(id__in=found).values_list("id", "name"))
    return {names[party]: counts for party, counts in found.items()}


def test_members_not_named_absent_came(told):
    meet(
        told, session(HELD, "Badru"), session(HELD + timedelta(7), name="b"),
        session(HELD, "Ani", kind="training", name="c"),
    )  # fmt: skip
    assert attended(told) == {"Ani": (2, 3), "Badru": (2, 3), "Cicih": (3, 3)}
    assert attended(told, "training") == {"Ani": (0, 1), "Badru": (1, 1), "Cicih": (1, 1)}


def test_only_members_of_that_day_count(told):
    registry.leave_many(
        by=told.by, on=HELD,
        rows=[(id_of("party", "Ani"), id_of("group party", "ternak"), HELD, "pindah")],
    )  # fmt: skip
    meet(told, session(HELD - timedelta(1)), session(HELD, name="b"))
    assert attended(told)["Ani"] == (1, 1), "on the day of leaving one belongs no longer"
    with pytest.raises(BadField, match="bukan anggota"):
        meet(told, session(HELD + timedelta(1), "Ani", name="c"))


def test_the_same_again_changes_nothing_even_when_the_group_has_changed(told):
    meet(told, session(HELD, "Badru"))
    Membership.objects.filter(party_id=id_of("party", "Cicih")).update(
        valid_until=story.START + timedelta(30), end_reason="salah catat"
    )
    meet(told, session(HELD, "Badru"))
    assert Presence.objects.count() == 3
    for other in (session(HELD, "Ani"), session(HELD, "Badru", topic="Lain")):
        with pytest.raises(SentBefore):
            meet(told, other)


def test_a_group_without_members_or_of_another_organisation_cannot_meet(told):
    with pytest.raises(BadField, match="belum ada anggota"):
        meet(told, session(story.START - timedelta(1)))
    with pytest.raises(NotFound):
        meet(told, session(group="lain"))
    assert not Session.objects.exists()


def test_groups_are_counted_by_session_and_by_head(told):
    meet(told, session(HELD, "Badru"), session(HELD + timedelta(7), name="b"))
    found = queries.sessions_held(told.by.organisation_id, HELD, HELD + timedelta(30))
    assert found == {id_of("group", "ternak"): (2, 5, 6)}


def test_a_visit_is_recorded_once(told):
    visit = mentoring.NewVisit(id_of("visit"), id_of("party", "Ani"), HELD, "Kandang", note="sehat")
    for _ in range(2):
        mentoring.visit_many(by=told.by, on=HELD, rows=[visit])
    assert Visit.objects.get().note == "sehat"
    found = queries.visits(told.by.organisation_id, HELD, HELD)
    assert found == {id_of("party", "Ani"): 1}


def test_five_thousand_meetings_of_ten_are_taken_in_few_seconds(told):
    """Generous, for a busy machine: alone it takes about two seconds."""
    own = {"organisation_id": told.by.organisation_id}
    people = [
        Party(
            **own, id=id_of("many", n), kind="person", name=f"Orang {n}", known_since=story.START,
            person_id=id_of("human", n),
        )
        for n in range(7)
    ]  # fmt: skip
    copy(people)
    group = Group.objects.get(id=id_of("group", "ternak"))
    copy(
        [
            Membership(
                **own, id=id_of("bond", each.id), party_id=each.id, group_id=group.party_id,
                valid_from=story.START,
            )
            for each in people
        ]
    )  # fmt: skip
    rows = [session(story.START + timedelta(n), "Ani", name=str(n)) for n in range(5_000)]
    began = time.perf_counter()
    meet(told, *rows)
    taken = time.perf_counter() - began
    assert Presence.objects.count() == 50_000
    assert taken < 20, taken
