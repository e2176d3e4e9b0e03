"""A programme: its parts, its groups, and the path of its mitra to independence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from klaster.domain.access import once
from klaster.domain.access.models import AuditLine, Organisation
from klaster.domain.places import commands as places
from klaster.domain.programme import commands as programme
from klaster.domain.programme import queries
from klaster.domain.programme.models import (
    NEXT_STAGES,
    BudgetLine,
    EnrolmentStep,
    MentorAssignment,
    Phase,
    Programme,
    Stage,
)
from klaster.domain.registry import commands as registry
from klaster.domain.registry import queries as register
from klaster.domain.registry.models import Membership, PartyRole
from klaster.rules.refusal import BadField
from tests.conftest import actor_of, id_of

pytestmark = pytest.mark.django_db
START = date(2011, 1, 3)
LEBAK = id_of("lebak")


def after(days):
    return START + timedelta(days=days)


@pytest.fixture
def cluster(by):
    places.load_shipped()
    made = start(by)
    for code in ("pertanian", "peternakan"):
        programme.add_sector(
            by=by, on=START, id=id_of(code), programme_id=LEBAK, code=code, name=code.title()
        )
    return made


def start(by, name="lebak", code="klaster-lebak"):
    return programme.start_programme(
        by=by, on=START, id=id_of(name), code=code, name="Klaster Lebak", area="36.02"
    )


def people(by, *names):
    return registry.enrol_many(
        by=by,
        on=START,
        rows=[registry.NewParty(id=id_of("party", n), kind="person", name=n) for n in names],
    )


def group(name="Melati", **more):
    new = programme.NewGroup(
        id=id_of("group", name), sector_id=id_of("pertanian"), name=f"Kelompok {name}", weekday=3
    )
    return replace(new, **more)


def enrolment(name, **more):
    new = programme.NewEnrolment(
        id=id_of("enrolment", name),
        party_id=id_of("party", name),
        sector_id=id_of("pertanian"),
    )
    return replace(new, **more)


def step(name, stage, on, reason="", key=""):
    return programme.NewStep(
        id=id_of("step", name, stage, key),
        enrolment_id=id_of("enrolment", name),
        stage=stage,
        on=on,
        reason=reason,
    )


def walk(name, *stages):
    return [step(name, stage, after(30 * n)) for n, stage in enumerate(stages, 1)]


# Setting up


def test_programme_started_twice_is_one(by, cluster):
    assert start(by) == cluster
    assert Programme.objects.count() == 1
    with pytest.raises(programme.CodeTaken):
        start(by, name="other")
    with pytest.raises(once.SentBefore):
        start(by, code="lain")


def test_sector_code_is_used_once_in_a_programme(by, cluster):
    with pytest.raises(programme.CodeTaken):
        programme.add_sector(
            by=by, on=START, id=id_of("again"), programme_id=LEBAK, code="pertanian", name="P"
        )


def test_phase_set_again_moves_its_days(by, cluster):
    def set_phase(code, on, ends_on=None):
        return programme.set_phase(by=by, on=on, programme_id=LEBAK, code=code, ends_on=ends_on)

    set_phase("penumbuhan", START, after(300))
    set_phase("penumbuhan", START, after(364))
    set_phase("penguatan", after(365))
    assert Phase.objects.count() == 2
    codes = [queries.phase(by.organisation_id, LEBAK, after(n)) for n in (-1, 0, 364, 365)]
    assert [phase and phase.code for phase in codes] == [
        None,
        "penumbuhan",
        "penumbuhan",
        "penguatan",
    ]
    with pytest.raises(BadField):
        set_phase("penguatan", START, after(-1))
    with pytest.raises(BadField):
        set_phase("istirahat", START)


def test_fund_source_is_linked_to_its_ledger_fund_and_may_be_sent_again(by, cluster):
    def add(**more):
        given = {"restriction": "zakat", "promised_rp": 1_714_661_978} | more
        return programme.add_fund_source(
            by=by,
            on=START,
            id=id_of("zakat"),
            programme_id=LEBAK,
            code="zakat",
            name="Zakat",
            **given,
        )

    source = add()
    programme.link_fund(by=by, on=after(1), id=source.id, fund_id=id_of("fund"))
    assert add().fund_id == id_of("fund")
    (listed,) = queries.fund_sources(by.organisation_id, LEBAK)
    assert listed.promised_rp == 1_714_661_978
    with pytest.raises(BadField):
        add(restriction="pinjaman")
    with pytest.raises(BadField):
        add(promised_rp=-1)


def test_budget_set_again_changes_amounts_and_adds_no_line(by, cluster):
    def set_budget(*lines):
        programme.set_budget(by=by, on=START, programme_id=LEBAK, lines=lines)

    assets = programme.NewBudgetLine("assets", 900_000_000, sector_id=id_of("pertanian"))
    set_budget(assets, programme.NewBudgetLine("mentoring", 60_000_000))
    set_budget(replace(assets, amount_rp=950_000_000))
    amounts = {line.kind: line.amount_rp for line in queries.budget(by.organisation_id, LEBAK)}
    assert amounts == {"assets": 950_000_000, "mentoring": 60_000_000}
    with pytest.raises(BadField):
        set_budget(replace(assets, amount_rp=-1))
    assert BudgetLine.objects.count() == 2


def test_exit_is_marked_once_and_a_closed_programme_does_not_exit(by, cluster):
    exited = programme.mark_exited(by=by, on=after(1_100), id=LEBAK)
    assert programme.mark_exited(by=by, on=after(1_100), id=LEBAK) == exited
    with pytest.raises(programme.ProgrammeNotRunning):
        programme.mark_exited(by=by, on=after(1_200), id=LEBAK)
    closed = programme.close_programme(by=by, on=after(2_000), id=LEBAK)
    assert (closed.status, closed.exited_on) == ("closed", after(1_100))


def test_parts_of_another_organisation_cannot_be_used(by, cluster):
    other = actor_of(
        Organisation.objects.create(id=id_of("x"), code="x", name="X", kind="institution")
    )
    with pytest.raises(programme.NotFound):
        programme.add_sector(
            by=other, on=START, id=id_of("s"), programme_id=LEBAK, code="umkm", name="UMKM"
        )
    with pytest.raises(programme.NotFound):
        programme.form_group(by=other, on=START, new=group())
    with pytest.raises(programme.NotFound):
        programme.enrol(by=other, on=START, new=enrolment("Siti"))
    assert queries.mitra(other.organisation_id, LEBAK, START) == []


# Groups


def test_group_formed_twice_is_one_and_stands_in_the_register(by, cluster):
    (mentor,) = people(by, "Pendamping")
    new = group(mentor_id=mentor.id, village="36.02.06.2002")
    formed = programme.form_group(by=by, on=START, new=new)
    assert programme.form_group(by=by, on=START, new=new) == formed
    (row,) = queries.groups(by.organisation_id, LEBAK, START)
    assert (row.name, row.village, row.mentor, row.weekday) == (
        "Kelompok Melati",
        "Cisimeut",
        "Pendamping",
        3,
    )
    assert register.file(by.organisation_id, formed.party_id).party.kind == "group"


@pytest.mark.parametrize("rhythm", [{"weekday": 0}, {"weekday": 8}, {"every_weeks": 0}])
def test_group_meets_on_a_weekday_in_a_rhythm_of_weeks(by, cluster, rhythm):
    with pytest.raises(BadField):
        programme.form_group(by=by, on=START, new=group(**rhythm))


def test_new_mentor_takes_over_from_the_one_before(by, cluster):
    old, new = people(by, "Lama", "Baru")
    programme.form_group(by=by, on=START, new=group(mentor_id=old.id))

    def assign():
        return programme.assign_mentor(
            by=by,
            on=after(100),
            id=id_of("m"),
            group_id=id_of("group", "Melati"),
            mentor_id=new.id,
        )

    assert assign() == assign()
    mentors = [queries.groups(by.organisation_id, LEBAK, after(n))[0].mentor for n in (99, 100)]
    assert mentors == ["Lama", "Baru"]
    assert MentorAssignment.objects.filter(valid_until=None).count() == 1


def test_dissolved_group_is_no_longer_listed(by, cluster):
    formed = programme.form_group(by=by, on=START, new=group())
    programme.change_group(by=by, on=START, id=formed.id, weekday=5, every_weeks=2)
    programme.dissolve_group(by=by, on=after(50), id=formed.id)
    (row,) = queries.groups(by.organisation_id, LEBAK, after(49))
    assert (row.weekday, row.every_weeks) == (5, 2)
    assert queries.groups(by.organisation_id, LEBAK, after(50)) == []


# The path of a mitra


@pytest.fixture
def siti(by, cluster):
    people(by, "Siti")
    programme.form_group(by=by, on=START, new=group())
    return programme.enrol(
        by=by, on=START, new=enrolment("Siti", group_id=id_of("group", "Melati"))
    )


def test_enrolled_twice_is_once_a_candidate_with_role_and_group(by, siti):
    again = enrolment("Siti", group_id=id_of("group", "Melati"))
    assert programme.enrol(by=by, on=START, new=again) == siti
    assert EnrolmentStep.objects.get().stage == Stage.CANDIDATE
    assert PartyRole.objects.get().role == "mitra"
    assert Membership.objects.get().party_id == siti.party_id
    with pytest.raises(programme.AlreadyEnrolled):
        programme.enrol(by=by, on=START, new=enrolment("Siti", id=id_of("second")))


def test_path_to_independence_is_walked_stage_by_stage(by, siti):
    stages = ("eligible", "active", "ready", "independent", "followed")
    programme.move_enrolments(by=by, on=START, steps=walk("Siti", *stages))
    seen = [queries.mitra(by.organisation_id, LEBAK, after(30 * n))[0].stage for n in range(6)]
    assert seen == ["candidate", *stages]


@pytest.mark.parametrize("current", list(Stage))
def test_no_stage_is_skipped(by, siti, current):
    """From every stage, all that the pipeline does not name is refused."""
    path = {
        "candidate": (),
        "eligible": ("eligible",),
        "active": ("eligible", "active"),
        "ready": ("eligible", "active", "ready"),
        "independent": ("eligible", "active", "ready", "independent"),
        "followed": ("eligible", "active", "ready", "independent", "followed"),
        "left": (),
    }[current]
    steps = walk("Siti", *path)
    if current == Stage.LEFT:
        steps = [step("Siti", "left", START, "pindah")]
    programme.move_enrolments(by=by, on=START, steps=steps)
    for stage in (*Stage.values, "terbang"):
        if stage not in NEXT_STAGES[current]:
            with pytest.raises(programme.StageNotNext):
                programme.move_enrolment(
                    by=by, on=after(400), step=step("Siti", stage, after(400), "x", key="jump")
                )


def test_database_itself_refuses_a_jump(by, siti):
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentStep.objects.create(
            id=id_of("jump"),
            organisation_id=by.organisation_id,
            enrolment=siti,
            number=2,
            came_from="candidate",
            stage="independent",
            on=START,
        )


def test_two_writers_cannot_both_take_the_next_step(by, siti):
    programme.move_enrolment(by=by, on=after(1), step=step("Siti", "eligible", after(1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentStep.objects.create(
            id=id_of("rival"),
            organisation_id=by.organisation_id,
            enrolment=siti,
            number=2,
            came_from="candidate",
            stage="left",
            reason="x",
            on=START,
        )


def test_step_sent_twice_is_taken_once(by, siti):
    steps = walk("Siti", "eligible", "active")
    assert programme.move_enrolments(by=by, on=START, steps=steps) == programme.move_enrolments(
        by=by, on=START, steps=steps
    )
    assert EnrolmentStep.objects.count() == 3
    with pytest.raises(once.SentBefore):
        programme.move_enrolment(by=by, on=START, step=replace(steps[0], stage="left", reason="x"))


def test_step_does_not_lie_before_the_last(by, siti):
    programme.move_enrolment(by=by, on=after(9), step=step("Siti", "eligible", after(9)))
    with pytest.raises(programme.StepBeforeLast):
        programme.move_enrolment(by=by, on=after(8), step=step("Siti", "active", after(8)))


def test_leaving_needs_a_reason_and_ends_membership_of_the_group(by, siti):
    with pytest.raises(BadField):
        programme.move_enrolment(by=by, on=after(5), step=step("Siti", "left", after(5), " "))
    programme.move_enrolment(by=by, on=after(5), step=step("Siti", "left", after(5), "merantau"))
    membership = Membership.objects.get()
    assert (membership.valid_until, membership.end_reason) == (after(5), "merantau")
    counts = [queries.groups(by.organisation_id, LEBAK, after(n))[0].members for n in (4, 5)]
    assert counts == [1, 0]
    (row,) = queries.mitra(by.organisation_id, LEBAK, after(5), stage="left")
    assert row.reason == "merantau"


def test_funnel_counts_every_mitra_at_one_stage(by, siti):
    people(by, "Asep", "Euis")
    programme.enrol_many(
        by=by,
        on=after(10),
        rows=[enrolment("Asep"), enrolment("Euis", sector_id=id_of("peternakan"))],
    )
    programme.move_enrolments(by=by, on=START, steps=walk("Siti", "eligible", "active"))
    funnel = queries.funnel(by.organisation_id, LEBAK, after(60))
    assert list(funnel) == ["pertanian", "peternakan"]
    assert (funnel["pertanian"]["active"], funnel["pertanian"]["candidate"]) == (1, 1)
    assert sum(sum(stages.values()) for stages in funnel.values()) == 3
    before = queries.funnel(by.organisation_id, LEBAK, START)
    assert sum(before["pertanian"].values()) == 1
    assert sum(before["peternakan"].values()) == 0


def test_merged_mitra_appears_under_the_party_that_stands(by, siti):
    (winner,) = people(by, "Siti Aminah")
    registry.merge(
        by=by, on=START, id=id_of("m"), loser_id=siti.party_id, winner_id=winner.id, reason="sama"
    )
    (row,) = queries.mitra(by.organisation_id, LEBAK, START)
    assert (row.name, row.party_id) == ("Siti Aminah", winner.id)


def test_cohort_is_enrolled_and_moved_in_queries_that_do_not_grow(
    by, cluster, django_assert_max_num_queries
):
    names = [f"Orang {number}" for number in range(324)]
    people(by, *names)
    programme.form_group(by=by, on=START, new=group())
    rows = [enrolment(name, group_id=id_of("group", "Melati")) for name in names]
    steps = [one for name in names for one in walk(name, "eligible", "active")]
    lines = AuditLine.objects.count()
    with django_assert_max_num_queries(16, connection=connection):
        programme.enrol_many(by=by, on=START, rows=rows)
    with django_assert_max_num_queries(10, connection=connection):
        programme.move_enrolments(by=by, on=START, steps=steps)
    assert AuditLine.objects.count() == lines + 2
    with django_assert_max_num_queries(1, connection=connection):
        listed = queries.mitra(
            by.organisation_id, LEBAK, after(60), group_id=id_of("group", "Melati")
        )
    assert len(listed) == 324
