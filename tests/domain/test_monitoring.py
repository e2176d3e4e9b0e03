"""After the exit: the cohort is the denominator, the lost are censored, withdrawing is free."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from klaster.domain.access.once import SentBefore
from klaster.domain.graduation.models import Decision
from klaster.domain.monitoring import commands as monitoring
from klaster.domain.monitoring import queries, subjects
from klaster.domain.monitoring.models import FollowUp, Kind
from klaster.domain.programme.commands import enrolments
from klaster.domain.programme.models import EnrolmentStep, Group
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Party
from klaster.domain.surveys.models import Response
from klaster.rules import follow_up as rules
from klaster.rules.answering import BadAnswers
from klaster.rules.follow_up import Due, Status
from klaster.rules.refusal import BadField
from klaster.rules.survival import Spell
from tests.conftest import id_of
from tests.domain import monitoring_world
from tests.domain.monitoring_world import EXIT, INDEPENDENT, consent_id

MONTH_3, MONTH_6 = date(2012, 10, 5), date(2013, 1, 5)


@pytest.fixture
def world(by):
    return monitoring_world.build(by)


def cohort(world):
    return subjects.cohort(world.by.organisation_id, world.programme.id)


def due(world, on, kind=Kind.MITRA):
    found = queries.due(world.by.organisation_id, world.programme.id, on)
    return [
        (one.subject.name, one.due.month, one.is_late) for one in found if one.subject.kind is kind
    ]


def visit(world, party, on, sent="visit", **answers):
    new = monitoring.NewVisit(id_of(sent), world.programme.id, party, 3, on, answers)
    return monitoring.visit(by=world.by, on=on, new=new)


def follow_step(world, name, *stages):
    for stage in stages:
        step = enrolments.NewStep(
            id_of("later", name, stage), id_of("enrolment", name), stage, EXIT
        )
        enrolments.move_enrolment(by=world.by, on=EXIT, step=step)


def test_follow_ups_are_due_months_after_the_exit_on_its_day():
    assert [one.day for one in rules.plan(date(2014, 3, 6))] == [
        date(2014, 6, 6), date(2014, 9, 6), date(2015, 3, 6), date(2016, 3, 6),
        date(2017, 3, 6), date(2021, 3, 6),
    ]  # fmt: skip


def test_what_nobody_reported_within_the_window_is_unknown():
    one = Due(3, date(2014, 6, 6))
    assert (one.opens, one.closes) == (date(2014, 5, 7), date(2014, 7, 6))
    assert rules.status(one, one.closes) is Status.NOT_YET
    assert rules.status(one, date(2014, 7, 7)) is Status.UNKNOWN
    assert rules.status(one, date(2014, 7, 7), is_withdrawn=True) is Status.WITHDRAWN
    assert rules.status(one, date(2014, 7, 7), outcome="lost", is_withdrawn=True) is Status.LOST


def test_the_cohort_are_those_independent_and_handed_over_at_the_exit(world):
    assert {one.name for one in cohort(world)} == set(INDEPENDENT)
    assert {one.exited_on for one in cohort(world)} == {EXIT}


def test_a_decision_after_the_exit_adds_nobody_to_the_cohort(world):
    Decision.objects.create(
        id=id_of("late"), organisation_id=world.by.organisation_id, programme=world.programme,
        party_id=id_of("party", "Cicih"), on=date(2012, 7, 6), outcome="independent",
        reason="menyusul", sat="Komite", rule="uji_v1", inputs={},
    )  # fmt: skip
    assert "Cicih" not in {one.name for one in cohort(world)}


def test_a_sector_not_handed_over_has_no_cohort(by):
    world = monitoring_world.build(by, sectors=["ternak"])
    assert {one.sector for one in cohort(world)} == {"ternak"}


def test_the_day_list_shows_the_late_first_and_not_the_reported(world):
    world.record("Ani", 3, MONTH_3, "running")
    assert due(world, date(2012, 9, 4)) == []
    on_time = due(world, MONTH_3)
    assert on_time == [(name, 3, False) for name in ("Badru", "Darma", "Fatah")]
    later = due(world, MONTH_6)
    assert [one for one in later if one[2]] == later[:3]
    assert [name for name, month, _ in later if month == 6] == list(INDEPENDENT)


def test_who_withdrew_consent_is_no_longer_due_and_not_recorded(world):
    registry.give_consent(
        by=world.by, on=EXIT, id=consent_id("Badru"), party_id=id_of("party", "Badru"),
        purpose="follow_up",
    )  # fmt: skip
    registry.withdraw_consent(by=world.by, on=date(2012, 9, 1), id=consent_id("Badru"))
    assert "Badru" not in {name for name, _, _ in due(world, MONTH_3)}
    with pytest.raises(monitoring.ConsentWithdrawn):
        world.record("Badru", 3, MONTH_3, "running")
    assert not FollowUp.objects.exists()


def test_consent_given_again_makes_due_again(world):
    party = id_of("party", "Badru")
    for n in (1, 2):
        registry.give_consent(
            by=world.by, on=EXIT, id=id_of("consent", n), party_id=party, purpose="follow_up"
        )
        if n == 1:
            registry.withdraw_consent(by=world.by, on=EXIT, id=id_of("consent", n))
    assert "Badru" in {name for name, _, _ in due(world, MONTH_3)}


def test_sent_twice_is_recorded_once_and_otherwise_refused(world):
    world.record("Ani", 3, MONTH_3, "running")
    world.record("Ani", 3, MONTH_3, "running")
    assert FollowUp.objects.count() == 1
    with pytest.raises(SentBefore):
        world.record("Ani", 3, MONTH_3, "closed")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"due_month": 4}, "due_month"),
        ({"outcome": "gone"}, "outcome"),
        ({"business": "asleep"}, "business"),
        ({"outcome": "lost", "business": ""}, "reason"),
        ({"outcome": "lost", "reason": "pindah"}, "business"),
    ],
)
def test_a_follow_up_says_one_thing(world, more, field):
    row = replace(world.new("Ani", 3, MONTH_3, "running"), **more)
    with pytest.raises(BadField) as refused:
        monitoring.record_many(by=world.by, on=MONTH_3, rows=[row])
    assert refused.value.data["field"] == field


def test_only_the_cohort_is_followed_and_only_after_the_exit(world):
    with pytest.raises(monitoring.NotFollowed):
        world.record("Euis", 3, MONTH_3, "running")
    with pytest.raises(monitoring.ProgrammeNotExited):
        world.record("Ani", 3, date(2012, 7, 4), "running")


GROUP = id_of("group party", "ternak")
COOPERATIVE = id_of("body", "ternak")  # the organisation that received the deed


def test_groups_and_receivers_of_what_was_handed_over_are_due_beside_the_cohort(world):
    assert due(world, MONTH_3, Kind.GROUP) == [
        (name, 3, False) for name in ("Kelompok dagang", "Kelompok ternak")
    ]
    assert due(world, MONTH_3, Kind.COOPERATIVE) == [
        (name, 3, False) for name in ("Koperasi dagang", "Koperasi ternak")
    ]
    world.record("Ani", 3, MONTH_3, "running", party_id=COOPERATIVE)
    assert due(world, MONTH_3, Kind.COOPERATIVE) == [("Koperasi dagang", 3, False)]
    assert {one.name for one in cohort(world)} == set(INDEPENDENT)


def test_a_group_dissolved_by_the_exit_or_of_a_sector_kept_is_not_followed(by):
    world = monitoring_world.build(by, sectors=["ternak"])
    assert [name for name, *_ in due(world, MONTH_3, Kind.GROUP)] == ["Kelompok ternak"]
    assert [name for name, *_ in due(world, MONTH_3, Kind.COOPERATIVE)] == ["Koperasi ternak"]
    Group.objects.filter(party_id=GROUP).update(dissolved_on=EXIT)
    assert due(world, MONTH_3, Kind.GROUP) == []
    with pytest.raises(monitoring.NotFollowed):
        world.record("Ani", 3, MONTH_3, "running", party_id=GROUP)


def test_a_receiver_becomes_a_body_of_the_registry_with_the_first_that_is_known_of_it(world):
    for month, on in ((3, MONTH_3), (6, MONTH_6)):
        world.record("Ani", month, on, "running", party_id=COOPERATIVE)
    body = Party.objects.get(organisation_id=world.by.organisation_id, id=COOPERATIVE)
    assert (body.kind, body.name, body.known_since) == ("body", "Koperasi ternak", MONTH_3)


def test_a_body_that_only_bears_the_name_of_a_receiver_is_not_followed(world):
    registry.enrol(
        by=world.by, on=EXIT, new=registry.NewParty(id_of("twin"), "body", "Koperasi ternak")
    )
    with pytest.raises(monitoring.NotFollowed):
        world.record("Ani", 3, MONTH_3, "running", party_id=id_of("twin"))


@pytest.mark.parametrize("party", [GROUP, COOPERATIVE])
def test_a_group_or_cooperative_takes_no_job_and_changes_no_trade(world, party):
    for state in ("changed", "moved_into_work"):
        with pytest.raises(BadField):
            world.record("Ani", 3, MONTH_3, state, party_id=party)
    assert world.record("Ani", 3, MONTH_3, "closed", party_id=party).business == "closed"
    assert queries.spells(world.by.organisation_id, world.programme.id, MONTH_3)["ternak"] == [
        Spell(0, False), Spell(0, False),
    ]  # fmt: skip


def test_a_due_month_is_reported_once_by_whomever(world):
    world.record("Ani", 3, MONTH_3, "running")
    with pytest.raises(monitoring.FollowedUpAlready):
        world.record("Ani", 3, MONTH_3, "closed", id=id_of("other cadre"))


def test_a_visit_records_its_answers_and_the_follow_up_once(world):
    answers = {"found": "yes", "business": "changed", "income": "900.000", "note": "warung"}
    for _ in range(2):
        recorded = visit(world, id_of("party", "Ani"), MONTH_3, **answers)
    assert (recorded.outcome, recorded.business, recorded.note) == ("found", "changed", "warung")
    response = Response.objects.get(party_id=id_of("party", "Ani"))
    assert recorded.response_id == response.id
    assert (response.round, response.on, response.answers["income"]) == ("after", MONTH_3, 900_000)
    assert (FollowUp.objects.count(), Response.objects.count()) == (1, 1)
    assert ("Ani", 3, False) not in due(world, MONTH_3)


@pytest.mark.parametrize(
    ("party", "code"), [(GROUP, "follow_up_group"), (COOPERATIVE, "follow_up_cooperative")]
)
def test_a_visit_asks_a_group_or_cooperative_nothing_of_a_household(world, party, code):
    recorded = visit(world, party, MONTH_3, found="yes", business="closed")
    assert recorded.business == "closed"
    assert recorded.response.instrument.code == code
    with pytest.raises(BadAnswers):
        visit(world, party, MONTH_3, "again", found="yes", business="closed", household_size=4)


def test_who_was_not_found_has_answered_nothing_and_is_lost_for_a_reason(world):
    with pytest.raises(BadField) as refused:
        visit(world, id_of("party", "Ani"), MONTH_3, found="no")
    assert refused.value.data["field"] == "reason"
    recorded = visit(world, id_of("party", "Ani"), MONTH_3, found="no", note="merantau")
    assert (recorded.outcome, recorded.reason, recorded.response_id) == ("lost", "merantau", None)
    assert not Response.objects.exists()


def test_a_visit_that_is_refused_leaves_nothing(world):
    world.record("Ani", 3, MONTH_3, "running")
    with pytest.raises(monitoring.FollowedUpAlready):
        visit(world, id_of("party", "Ani"), MONTH_3, found="yes", business="running")
    with pytest.raises(monitoring.NotFollowed):
        visit(world, id_of("party", "Euis"), MONTH_3, found="yes", business="running")
    with pytest.raises(BadAnswers):
        visit(world, id_of("party", "Badru"), MONTH_3, found="yes")
    assert FollowUp.objects.count() == 1
    assert not Response.objects.exists()


def test_the_database_refuses_a_loss_without_reason(world):
    own = {"organisation_id": world.by.organisation_id, "programme": world.programme}
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(
            id=id_of("raw"), **own, party_id=id_of("party", "Ani"), due_month=3, on=MONTH_3,
            outcome="lost",
        )  # fmt: skip


def test_only_a_closed_business_ends_a_spell_and_the_lost_are_censored_when_last_seen(world):
    world.record("Ani", 3, MONTH_3, "running")
    world.record("Ani", 6, MONTH_6, "closed")
    world.record("Ani", 12, date(2013, 7, 5), "running")
    world.record("Badru", 3, MONTH_3, "running")
    world.record("Badru", 6, MONTH_6)
    world.record("Darma", 3, MONTH_3, "moved_into_work")
    spells = queries.spells(world.by.organisation_id, world.programme.id, date(2014, 1, 1))
    assert spells["ternak"] == [Spell(6, True), Spell(3, False)]
    assert spells["dagang"] == [Spell(3, False), Spell(0, False)]


def test_who_comes_back_is_a_candidate_again_for_a_reason_and_stays_in_the_cohort(world):
    follow_step(world, "Ani", "ready", "independent", "followed")
    given = {
        "by": world.by,
        "on": MONTH_6,
        "id": id_of("back"),
        "enrolment_id": id_of("enrolment", "Ani"),
    }
    with pytest.raises(BadField):
        monitoring.reenter(**given, reason=" ")
    step = monitoring.reenter(**given, reason="ternak mati semua")
    assert (step.came_from, step.stage) == ("followed", "candidate")
    assert "Ani" in {one.name for one in cohort(world)}
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentStep.objects.create(
            id=id_of("raw"), organisation_id=world.by.organisation_id,
            enrolment_id=step.enrolment_id, number=step.number + 1, came_from="followed",
            stage="candidate", on=MONTH_6,
        )  # fmt: skip
