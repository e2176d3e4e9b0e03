"""Readiness on the records: inputs as they add up on paper, decisions that keep and reproduce."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from klaster.domain.access.once import SentBefore
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation import readiness, shipped
from klaster.domain.graduation.models import Decision, RuleSet
from klaster.domain.mentoring import commands as mentoring
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Consent
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import shipped as instruments
from klaster.rules.refusal import BadField
from klaster.rules.scoring import readiness as rules
from klaster.rules.scoring.readiness import NOT_APPLICABLE, Answer, Outcome, Threshold
from tests.conftest import actor_of, id_of
from tests.domain import leaving
from tests.reports import story

ON = story.END
MITRA = shipped.find("contoh_mitra", 1)
GROUP = shipped.find("contoh_kelompok", 1)


@pytest.fixture
def told(by):
    return story.tell(by)


def party(name):
    return id_of("party", name)


def adopt(told, rule_set=MITRA, name="rules"):
    return graduation.adopt_rules(by=told.by, on=story.START, id=id_of(name), rules=rule_set)


def asking(*names, gates=False):
    """A rule set that asks for these inputs: yes or more than nothing."""
    criteria = tuple(
        rules.Criterion(
            f"c{n}", {"id": name}, rules.Kind.CONDITIONAL, rules.Dimension.MANAGERIAL, name,
            rules.Comparison.MORE_THAN, (Threshold(Decimal(0), date(2000, 1, 1)),),
            is_spiritual=name.startswith("survey.cibest.s"),
        )
        for n, name in enumerate(names)
    )  # fmt: skip
    return rules.RuleSet(
        "tanya", 1, rules.Level.MITRA, {"id": "Tanya"}, "Uji", criteria, spiritual_gates=gates
    )


def inputs_of(told, *names, on=ON, gates=False):
    people = [party(name) for name in story.MITRA]
    found = readiness.standings(told.programme, asking(*names, gates=gates), people, on)
    return {name: dict(found[party(name)].inputs) for name in story.MITRA}


def answer(told, name, code, answers, on=ON):
    instrument = instruments.latest(code)
    adopted = surveys.adopt(by=told.by, on=story.START, id=id_of(code), instrument=instrument)
    surveys.answer_many(
        by=told.by, on=on,
        rows=[
            surveys.NewResponse(
                id_of(code, name, on), adopted.id, party(name), told.programme.id, "yearly", on,
                answers,
            )
        ],
    )  # fmt: skip


def test_instalments_are_counted_as_on_paper(told):
    """Darma's qardh: 1,000,000 in ten from March 2011; Euis's murabahah; others owe none."""
    found = inputs_of(told, "late_rp", "days_late", "repayment_pct")
    owing = {name for name, values in found.items() if values["late_rp"] != NOT_APPLICABLE}
    assert owing <= {"Darma", "Euis", "Fatah"}
    assert owing
    for name in owing:
        late = readiness.inputs.contracts.arrears(
            list(readiness.inputs.contracts.of_party(told.by.organisation_id, party(name))), ON
        )
        assert found[name]["late_rp"] == sum(each.arrears.amount for each in late)
        assert found[name]["days_late"] == max(each.arrears.days_late for each in late)
    assert set(found["Ani"].values()) == {NOT_APPLICABLE}


def test_what_is_not_recorded_is_unknown_and_what_cannot_be_does_not_apply(told):
    found = inputs_of(told, "attendance_pct", "herd_head", "in_group", "survey.outlook.confidence")
    assert found["Ani"] == {
        "attendance_pct": None, "herd_head": found["Ani"]["herd_head"], "in_group": True,
        "survey.outlook.confidence": None,
    }  # fmt: skip
    assert found["Ani"]["herd_head"] > 0
    assert found["Darma"]["herd_head"] == NOT_APPLICABLE


def test_attendance_is_of_the_last_twelve_months(told):
    for n, day in enumerate((date(2011, 6, 29), date(2011, 7, 1), ON)):
        mentoring.meet_many(
            by=told.by, on=ON,
            rows=[
                mentoring.NewSession(
                    id_of("meet", n), id_of("group", "ternak"), "meeting", day, "Uji",
                    absent=[party("Ani")] if n != 1 else [],
                )
            ],
        )  # fmt: skip
    found = inputs_of(told, "attendance_pct")
    assert (found["Ani"]["attendance_pct"], found["Badru"]["attendance_pct"]) == (50, 100)


def test_the_last_answer_of_a_survey_counts(told):
    base = {
        "initiative": "3", "saving_habit": "3", "leadership": "3", "helping": "3",
    }  # fmt: skip
    answer(told, "Ani", "outlook", base | {"confidence": "2"}, date(2011, 6, 30))
    answer(told, "Ani", "outlook", base | {"confidence": "4"}, date(2012, 1, 31))
    values = inputs_of(told, "survey.outlook.confidence")
    assert (values["Ani"], values["Badru"]) == (
        {"survey.outlook.confidence": 4}, {"survey.outlook.confidence": None}
    )  # fmt: skip
    earlier = inputs_of(told, "survey.outlook.confidence", on=date(2011, 12, 31))
    assert earlier["Ani"] == {"survey.outlook.confidence": 2}


def test_worship_is_read_only_when_the_rules_say_that_it_gates(told):
    registry.give_consent(
        by=told.by, on=story.START, id=id_of("consent"), party_id=party("Ani"),
        purpose=Consent.Purpose.SPIRITUAL.value,
    )  # fmt: skip
    worship = {f"s{n}": "4" for n in range(1, 6)}
    answer(told, "Ani", "cibest", {"household_size": 4, "income": 900_000} | worship)
    assert inputs_of(told, "survey.cibest.s1")["Ani"] == {}
    assert inputs_of(told, "survey.cibest.s1", gates=True)["Ani"] == {"survey.cibest.s1": 4}


def test_worship_that_is_not_marked_as_such_is_refused(told):
    unmarked = replace(asking("survey.cibest.s1").criteria[0], is_spiritual=False)
    with pytest.raises(BadField) as refused:
        adopt(told, replace(asking("late_rp"), criteria=(unmarked,)))
    assert refused.value.data["field"] == "criteria.1.is_spiritual"


def test_an_input_that_nobody_can_answer_is_refused(told):
    with pytest.raises(BadField, match="tidak dikenal"):
        adopt(told, asking("kekayaan"))


def test_adopted_rules_never_change(told):
    first = adopt(told)
    assert adopt(told, name="again").id == first.id
    with pytest.raises(SentBefore):
        adopt(told, replace(MITRA, source="lain"), name="other")


def test_the_number_of_queries_does_not_follow_the_number_of_mitra(told):
    counts = []
    for names in (["Ani"], list(story.MITRA)):
        with CaptureQueriesContext(connection) as queries:
            readiness.standings(told.programme, MITRA, [party(name) for name in names], ON)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def decide(told, name="Ani", outcome="held", reason="belum", override="", rule=MITRA.name, on=ON):
    (decision,) = graduation.decide_many(
        by=told.by, on=on, programme=told.programme,
        rows=[
            graduation.NewDecision(
                id_of("decided", name, on), party(name), outcome, reason, "Komite", rule,
                override_reason=override,
            )
        ],
    )  # fmt: skip
    return Decision.objects.get(id=decision.id)


def test_a_decision_keeps_rules_inputs_and_what_followed_from_them(told):
    adopt(told)
    decision = decide(told, on=date(2012, 6, 29))
    assert (decision.judged, decision.override_reason) == ("held", "")
    assert decision.rules["code"] == "contoh_mitra"
    assert set(decision.inputs) == set(MITRA.inputs)


def test_a_decision_comes_out_the_same_after_rules_and_records_changed(told):
    adopt(told)
    decision = decide(told, on=date(2012, 6, 29))
    before = readiness.reproduce(decision)
    lenient = replace(MITRA, version=2, criteria=MITRA.criteria[:1], groups=())
    adopt(told, lenient, name="lenient")
    mentoring.meet_many(
        by=told.by, on=ON,
        rows=[mentoring.NewSession(
            id_of("late"), id_of("group", "ternak"), "meeting", date(2012, 6, 1), "Susulan"
        )],
    )  # fmt: skip
    again = readiness.reproduce(Decision.objects.get(id=decision.id))
    assert again == before
    assert again.outcome.value == decision.judged
    (now,) = readiness.standings(told.programme, lenient, [party("Ani")], ON).values()
    assert now.judgement.outcome is Outcome.READY, "the rules of today say otherwise"


def test_to_decide_otherwise_needs_a_reason(told):
    adopt(told)
    with pytest.raises(graduation.OverriddenWithoutReason, match="belum siap"):
        decide(told, outcome="independent", reason="")
    decision = decide(told, outcome="independent", reason="", override="usahanya sudah besar")
    assert (decision.judged, decision.override_reason) == ("held", "usahanya sudah besar")
    decision.id, decision.on, decision.override_reason = id_of("raw"), story.START, ""
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)


def test_criteria_that_are_not_adopted_stay_free_text(told):
    decision = decide(told, outcome="independent", reason="", rule="contoh_v1")
    assert (decision.rules, decision.judged, decision.inputs) == ({}, "", {})
    assert readiness.reproduce(decision) is None


def test_a_group_is_judged_by_its_members_together(told):
    groups = [id_of("group party", code) for code in ("ternak", "dagang")]
    found = readiness.standings(told.programme, GROUP, groups, ON)
    cattle, trade = (found[group] for group in groups)
    assert (cattle.inputs["members"], trade.inputs["members"]) == (3, 2)
    assert cattle.inputs["repayment_pct"] == NOT_APPLICABLE
    assert trade.inputs["repayment_pct"] > 0
    assert cattle.judgement.answers["anggota"] is Answer.NOT_MET
    assert cattle.judgement.answers["hadir"] is Answer.UNKNOWN


def test_a_cooperative_is_judged_by_its_own_books(told):
    cooperative = leaving.cooperative(told.by, told.sectors["dagang"], date(2012, 7, 5))
    rules_of = shipped.find("contoh_koperasi", 1)
    found = readiness.of_cooperative(cooperative, rules_of, date(2012, 7, 5))
    assert set(found.inputs) == set(rules_of.inputs)
    assert found.inputs["officers_complete"] is True
    assert found.inputs["rat_held"] == NOT_APPLICABLE, "formed this year"
    assert found.judgement.outcome is Outcome.HELD


def test_every_shipped_rule_set_can_be_adopted(by):
    for n, each in enumerate(shipped.rule_sets().values()):
        graduation.adopt_rules(by=by, on=story.START, id=id_of("shipped", n), rules=each)
    assert RuleSet.objects.count() == len(shipped.rule_sets()) >= 6
    assert not any(
        one.is_spiritual for each in shipped.rule_sets().values() for one in each.criteria
    )


def test_only_the_office_adopts_rules(institution):
    mentor = actor_of(institution, "mentor")
    with pytest.raises(Exception, match="tidak berwenang"):
        graduation.adopt_rules(by=mentor, on=story.START, id=id_of("x"), rules=MITRA)
