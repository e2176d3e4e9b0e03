"""Answers: read from a form or JSON alike, dropped when not relevant, named when bad."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules import answering
from klaster.rules.instrument import Choice, Instrument, Question, Type
from klaster.rules.questioning import BadInstrument, require_sound
from klaster.rules.refusal import Refused

ONE_TO_THREE = tuple(Choice(code, {"id": code}) for code in "123")


def ask(name, kind=Type.INTEGER, **more):
    return Question(id=name, type=kind, labels={"id": name}, **more)


def instrument(*questions):
    return Instrument("uji", 1, {"id": "Uji"}, "mitra", "Uji", "Uji", questions)


def check(questions, raw):
    made = instrument(*questions)
    require_sound(made)
    return answering.check(answering.form(made), raw).answers


def faults(questions, raw):
    with pytest.raises(answering.BadAnswers) as refused:
        check(questions, raw)
    assert refused.value.said()
    return {each.data["field"]: str(each) for each in refused.value.data["faults"]}


FORM_AND_JSON = [
    (Type.TEXT, " Siti ", "Siti", "Siti"),
    (Type.INTEGER, "12", 12, 12),
    (Type.MONEY, "Rp 1.500.000", 1_500_000, 1_500_000),
    (Type.MONEY, "1500000", Decimal("1500000.00"), 1_500_000),
    (Type.DECIMAL, "2,50", "2.50", "2.50"),
    (Type.DATE, "2014-03-06", "2014-03-06", "2014-03-06"),
    (Type.YES_NO, "ya", True, True),
    (Type.YES_NO, "no", False, False),
    (Type.ONE, "2", 2, "2"),
    (Type.MANY, "3 1", ["1", "3", "1"], ["1", "3"]),
    (Type.PLACE, "-6.56 106.25 12 4", "-6.56 106.25", "-6.56 106.25"),
]


@pytest.mark.parametrize(("kind", "typed", "json", "kept"), FORM_AND_JSON)
def test_what_is_typed_and_what_is_json_become_the_same_answer(kind, typed, json, kept):
    choices = ONE_TO_THREE if kind in (Type.ONE, Type.MANY) else ()
    question = ask("q", kind, choices=choices)
    for raw in (typed, json, kept):
        assert check([question], {"q": raw}) == {"q": kept}


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (Type.TEXT, 5),
        (Type.TEXT, "a\x00b"),
        (Type.TEXT, "a" * 2001),
        (Type.INTEGER, "1,5"),
        (Type.INTEGER, True),
        (Type.INTEGER, 10**16),
        (Type.INTEGER, "9" * 5000),
        (Type.INTEGER, Decimal("NaN")),
        (Type.MONEY, -1),
        (Type.DECIMAL, 0.5),
        (Type.DECIMAL, "1e9"),
        (Type.DATE, "2014-02-30"),
        (Type.YES_NO, "mungkin"),
        (Type.ONE, "4"),
        (Type.MANY, ["1", "4"]),
        (Type.MANY, {"1": 1}),
        (Type.PLACE, "95 200"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_named(kind, bad):
    choices = ONE_TO_THREE if kind in (Type.ONE, Type.MANY) else ()
    assert list(faults([ask("q", kind, choices=choices)], {"q": bad})) == ["q"]


def test_an_answer_that_is_not_relevant_is_dropped_and_not_missed():
    questions = [
        ask("has", Type.YES_NO, is_required=True),
        ask("years", relevant="${has} = 'yes'", is_required=True),
    ]
    assert check(questions, {"has": "tidak", "years": "x"}) == {"has": False}
    assert list(faults(questions, {"has": "ya"})) == ["years"]
    assert check(questions, {"has": "ya", "years": 3}) == {"has": True, "years": 3}


def test_a_group_that_is_not_relevant_takes_its_questions_with_it():
    group = ask("g", Type.GROUP, relevant="${a} > 1", questions=(ask("b", is_required=True),))
    assert check([ask("a"), group], {"a": 1, "b": 2}) == {"a": 1}
    assert check([ask("a"), group], {"a": 2, "b": 2}) == {"a": 2, "b": 2}


def test_a_constraint_is_said_in_its_own_words():
    question = ask("a", constraint=". < 10 and ${a} > 1", constraint_labels={"id": "Dua {x}–9."})
    assert "Dua {x}–9." in faults([question], {"a": 10})["a"]
    assert check([question], {"a": 9}) == {"a": 9}


def test_a_calculated_value_is_whole_or_text_rounded_to_six_places_or_absent():
    def calculated(text):
        return check([ask("a"), ask("c", Type.CALCULATED, calculation=text)], {"a": 2, "c": 99})

    assert calculated("${a} * 3") == {"a": 2, "c": 6}
    assert calculated("${a} div 3") == {"a": 2, "c": "0.666667"}
    assert calculated("${a} div 4") == {"a": 2, "c": "0.5"}
    assert calculated("${a} div 0") == {"a": 2}


def test_a_repeat_is_a_list_with_its_sum_outside():
    members = ask(
        "members",
        Type.REPEAT,
        questions=(ask("age"), ask("wage", relevant="${age} >= 15", is_required=True)),
    )
    total = ask("total", Type.CALCULATED, calculation="sum(${wage})")
    raw = {"members": [{"age": 40, "wage": 10}, {"age": "3", "wage": 7}, {"age": 20, "wage": 5}]}
    assert check([members, total], raw) == {
        "members": [{"age": 40, "wage": 10}, {"age": 3}, {"age": 20, "wage": 5}],
        "total": 15,
    }
    assert list(faults([members, total], {"members": [{"age": 40}, 3]})) == [
        "members.1.wage",
        "members.2",
    ]


def test_unknown_questions_are_named():
    assert list(faults([ask("a")], {"b": 1, "c": 2})) == ["b", "c"]


@pytest.mark.parametrize(
    "questions",
    [
        (),
        (ask("a"), ask("a")),
        (ask("A"),),
        (ask("a", Type.ONE),),
        (ask("a", choices=ONE_TO_THREE),),
        (ask("a", Type.GROUP),),
        (ask("a", Type.CALCULATED),),
        (ask("a", relevant="${b} = 1"), ask("b")),
        (ask("a", relevant=". = 1"),),
        (ask("a", relevant="${a} = 1", constraint="${a} = 1"),),
        (ask("r", Type.REPEAT, questions=(ask("a"),)), ask("b", relevant="${a} = 1")),
        (ask("a"), ask("b", Type.CALCULATED, calculation="sum(${a})")),
        (ask("r", Type.REPEAT, questions=(ask("s", Type.REPEAT, questions=(ask("a"),)),)),),
        (ask("r", Type.REPEAT, questions=(ask("a", is_sensitive=True),)),),
        (ask("a", is_sensitive=True), ask("b", relevant="${a} = 1")),
    ],
)
def test_an_unsound_instrument_is_refused(questions):
    with pytest.raises(BadInstrument):
        require_sound(instrument(*questions))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.decimals()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
EVERY = instrument(
    ask("yes", Type.YES_NO),
    *(ask(f"q_{kind}", kind) for kind in Type if kind in answering.READERS
      and kind not in (Type.ONE, Type.MANY)),
    ask("one", Type.ONE, choices=ONE_TO_THREE, relevant="${yes} = 'yes'"),
    ask("many", Type.MANY, choices=ONE_TO_THREE, constraint="count-selected(.) < 3"),
    ask("r", Type.REPEAT, questions=(ask("x"), ask("d", Type.DECIMAL, relevant="${x} > 1"))),
    ask("c", Type.CALCULATED, calculation="sum(${x}) * ${q_integer} div ${q_decimal}"),
)  # fmt: skip
IDS = [question.id for question in EVERY]


@given(st.dictionaries(st.one_of(st.sampled_from(IDS), st.text(max_size=9)), JSON, max_size=8))
def test_any_answers_at_all_are_taken_or_refused(raw):
    form = answering.form(EVERY)
    assert answering.relevant(form, raw) <= set(IDS)
    with suppress(Refused):
        checked = answering.check(form, raw)
        again = {key: value for key, value in checked.answers.items() if key != "c"}
        assert answering.check(form, again) == checked
