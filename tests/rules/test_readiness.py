"""Readiness: the unknown never helps, what does not apply never hurts, the count is right."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.refusal import BadField
from klaster.rules.scoring import readiness, readiness_json
from klaster.rules.scoring.readiness import (
    Answer,
    Comparison,
    Criterion,
    Dimension,
    Group,
    Kind,
    Level,
    Outcome,
    RuleSet,
    Threshold,
)

ON = date(2014, 2, 1)
ALWAYS = (Threshold(value=True, valid_from=date(2010, 1, 1)),)
MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN
OUT = Answer.NOT_APPLICABLE


def criterion(code: str, kind: Kind = Kind.ESSENTIAL, group: str = "", **more) -> Criterion:
    given = {"input": code, "comparison": Comparison.IS, "thresholds": ALWAYS} | more
    return Criterion(code, {"id": code}, kind, Dimension.FINANCIAL, group=group, **given)


def rule_set(*criteria: Criterion, groups: tuple[Group, ...] = (), **more) -> RuleSet:
    return RuleSet("uji", 1, Level.MITRA, {"id": "Uji"}, "Uji", criteria, groups, **more)


def k_of(needed: int, of: int) -> RuleSet:
    members = [criterion(f"c{n}", Kind.COUNTED, "g") for n in range(of)]
    return rule_set(*members, groups=(Group("g", {"id": "g"}, needed),))


def judged(rules: RuleSet, *said: Answer) -> readiness.Judgement:
    return readiness.judge(rules, {c.code: a for c, a in zip(rules.criteria, said, strict=True)})


@st.composite
def rule_sets(draw) -> RuleSet:
    kinds = draw(st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=8))
    criteria = [
        criterion(f"c{n}", kind, draw(st.sampled_from(["g", "h"])) if kind is Kind.COUNTED else "")
        for n, kind in enumerate(kinds)
    ]
    groups = []
    for code in ("g", "h"):
        size = sum(one.group == code for one in criteria)
        if size:
            groups.append(Group(code, {"id": code}, draw(st.integers(1, size))))
    return rule_set(*criteria, groups=tuple(groups))


@st.composite
def cases(draw) -> tuple[RuleSet, dict[str, Answer]]:
    rules = draw(rule_sets())
    return rules, {one.code: draw(st.sampled_from(list(Answer))) for one in rules.criteria}


def is_ready(rules: RuleSet, said: dict[str, Answer]) -> bool:
    return readiness.judge(rules, said).outcome is Outcome.READY


@given(cases(), st.data())
def test_meeting_one_more_never_loses_readiness(case, data):
    rules, said = case
    code = data.draw(st.sampled_from(sorted(said)))
    better = said | {code: MET}
    if said[code] is not OUT:
        assert is_ready(rules, better) >= is_ready(rules, said)


@given(cases(), st.data())
def test_unknown_is_never_better_than_met_and_no_worse_than_not_met(case, data):
    rules, said = case
    code = data.draw(st.sampled_from(sorted(said)))
    ready = [is_ready(rules, said | {code: answer}) for answer in (NOT_MET, UNKNOWN, MET)]
    assert ready == sorted(ready)
    assert ready[0] == ready[1], "what is not known must not make ready"


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_criteria_does_not_matter(case, random):
    rules, said = case
    mixed = list(rules.criteria)
    random.shuffle(mixed)
    one = readiness.judge(rules, said)
    other = readiness.judge(replace(rules, criteria=tuple(mixed)), said)
    assert (one.outcome, one.is_open, set(one.reasons)) == (
        other.outcome, other.is_open, set(other.reasons)
    )  # fmt: skip


@given(cases())
def test_what_does_not_apply_counts_as_if_it_were_not_asked(case):
    rules, said = case
    kept = [c for c in rules.criteria if said[c.code] is not OUT or c.kind is Kind.ESSENTIAL]
    without = replace(rules, criteria=tuple(kept))
    one, other = readiness.judge(rules, said), readiness.judge(without, said)
    assert (one.outcome, one.is_open, one.reasons) == (other.outcome, other.is_open, other.reasons)


def completions(said: dict[str, Answer]):
    unknown = [code for code, answer in said.items() if answer is UNKNOWN]
    for bits in range(2 ** len(unknown)):
        yield said | {c: MET if bits >> n & 1 else NOT_MET for n, c in enumerate(unknown)}


@given(cases())
def test_open_means_that_the_unknown_can_still_make_ready(case):
    """The three-valued outcome is right when it agrees with trying every answer still to come."""
    rules, given_said = case
    said = {
        one.code: UNKNOWN
        if one.kind is Kind.ESSENTIAL and given_said[one.code] is OUT
        else given_said[one.code]
        for one in rules.criteria
    }
    ends = {is_ready(rules, each) for each in completions(said)}
    found = readiness.judge(rules, given_said)
    assert (found.outcome is Outcome.READY) == (ends == {True})
    assert found.is_open == (ends == {True, False})


@given(
    st.integers(1, 7), st.integers(0, 7), st.integers(0, 7), st.integers(0, 7), st.integers(0, 7)
)
def test_k_of_n_needs_k_of_what_applies(needed, met, not_met, unknown, out):
    of = met + not_met + unknown + out
    if not needed <= of:
        return
    said = [MET] * met + [NOT_MET] * not_met + [UNKNOWN] * unknown + [OUT] * out
    found = judged(k_of(needed, of), *said)
    wanted = min(needed, of - out)
    assert (found.outcome is Outcome.READY) == (met >= wanted)
    assert found.is_open == (met < wanted <= met + unknown)


@pytest.mark.parametrize(
    ("met", "unknown", "outcome", "is_open"),
    [(6, 4, Outcome.READY, False), (5, 1, Outcome.HELD, True), (3, 2, Outcome.HELD, False)],
)
def test_six_of_ten_as_worked_out(met, unknown, outcome, is_open):
    said = [MET] * met + [UNKNOWN] * unknown + [NOT_MET] * (10 - met - unknown)
    found = judged(k_of(6, 10), *said)
    assert (found.outcome, found.is_open) == (outcome, is_open)


def test_not_applicable_is_no_answer_to_an_essential_criterion():
    found = judged(rule_set(criterion("a")), OUT)
    assert found.outcome is Outcome.HELD
    assert found.is_open
    assert found.reasons == (readiness.Reason("a", UNKNOWN),)


def test_worship_holds_nobody_back_unless_the_rules_say_so():
    prayer = criterion("prayer", input="survey.cibest.s1", is_spiritual=True)
    silent = rule_set(criterion("a"), prayer)
    found = judged(silent, MET, NOT_MET)
    assert (found.outcome, found.warnings) == (Outcome.READY, ())
    assert "prayer" not in found.answers
    assert silent.inputs == {"a"}, "what cannot gate is not even gathered"
    gating = judged(replace(silent, spiritual_gates=True), MET, NOT_MET)
    assert gating.outcome is Outcome.HELD
    assert gating.warnings == (readiness.SPIRITUAL_WARNING,)


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        (Comparison.AT_LEAST, NOT_MET, MET, MET),
        (Comparison.MORE_THAN, NOT_MET, NOT_MET, MET),
        (Comparison.AT_MOST, MET, MET, NOT_MET),
        (Comparison.LESS_THAN, MET, NOT_MET, NOT_MET),
    ],
)
def test_a_threshold_is_met_exactly_where_it_says(comparison, below, at, above):
    limit = (Threshold(Decimal(75), date(2010, 1, 1)),)
    one = criterion("a", comparison=comparison, thresholds=limit)
    found = [readiness.answer(one, {"a": Decimal(v)}, ON) for v in ("74.9", "75", "75.1")]
    assert found == [below, at, above]


def test_the_threshold_of_the_day_decides_and_none_leaves_it_unknown():
    change = date(2014, 1, 1)
    one = criterion(
        "a",
        comparison=Comparison.AT_LEAST,
        thresholds=(
            Threshold(Decimal(50), date(2012, 1, 1), change),
            Threshold(Decimal(80), change),
        ),
    )
    found = [
        readiness.answer(one, {"a": 60}, day)
        for day in (date(2011, 12, 31), change - timedelta(1), change)
    ]
    assert found == [UNKNOWN, MET, NOT_MET]


def test_a_condition_decides_whether_it_applies():
    one = criterion("school", Kind.CONDITIONAL, applies_if="has_children")
    answers = [
        readiness.answer(one, {"has_children": has, "school": True}, ON)
        for has in (True, False, None, readiness.NOT_APPLICABLE)
    ]
    assert answers == [MET, OUT, UNKNOWN, OUT]
    assert readiness.answer(one, {"has_children": True}, ON) is UNKNOWN


@given(rule_sets(), st.booleans())
def test_what_is_written_is_read_back(rules, gates):
    rules = replace(rules, spiritual_gates=gates)
    assert readiness_json.read(json.loads(json.dumps(readiness_json.write(rules)))) == rules


def test_inputs_are_read_back_as_they_were():
    inputs = {"a": 3, "b": Decimal("97.5"), "c": True, "d": None, "e": readiness.NOT_APPLICABLE}
    stored = json.loads(json.dumps(readiness_json.write_inputs(inputs)))
    assert readiness_json.read_inputs(stored) == inputs


def spoiled(**change):
    """The content of a right rule set with one thing changed in its first criterion."""
    content = readiness_json.write(rule_set(criterion("a")))
    content["criteria"][0] |= change
    return content


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ([], "rules"),
        ({**spoiled(), "extra": 1}, "rules.extra"),
        ({**spoiled(), "criteria": []}, "criteria"),
        ({**spoiled(), "version": 0}, "version"),
        ({**spoiled(), "level": "desa"}, "level"),
        (spoiled(weight=3), "criteria.1.weight"),
        (spoiled(kind="wajib"), "criteria.1.kind"),
        (spoiled(input="A b"), "criteria.1.input"),
        (spoiled(thresholds=[]), "criteria.1.thresholds"),
        (spoiled(comparison="at_least"), "criteria.1.thresholds.1.value"),
        (spoiled(labels={"en": "a"}), "criteria.1.labels.id"),
        (spoiled(group="g"), "criteria.1.group"),
        (spoiled(kind="counted", group="g"), "criteria.1.group"),
        (spoiled(applies_if="b"), "criteria.1.applies_if"),
        (
            spoiled(thresholds=[{"value": True, "valid_from": "2014-01-01"}] * 2),
            "criteria.1.thresholds",
        ),
        (
            {**spoiled(), "groups": [{"code": "g", "labels": {"id": "g"}, "needed": 1}]},
            "groups.1.needed",
        ),
    ],
)
def test_a_rule_set_that_is_not_right_is_refused_by_its_field(content, field):
    with pytest.raises(BadField) as refused:
        readiness_json.read(content)
    assert refused.value.data["field"] == field
