"""Expressions of instruments: what they come to, and that a bad one is refused, never worse."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.evaluation import evaluate, is_true
from klaster.rules.expression import BadExpression, parse, questions
from klaster.rules.refusal import Refused

ANSWERS = {
    "a": Fraction(2),
    "b": Fraction(5, 2),
    "found": "yes",
    "code": "3",
    "many": ("x", "y"),
    "wages": [Fraction(10), None, Fraction(5)],
}

WORKED = [
    ("(${a} + 1) div 4", Fraction(3, 4)),
    ("7 mod -4", Fraction(3)),
    ("-7 mod 4", Fraction(-3)),
    ("2 + 3 * 4 - 1", Fraction(13)),
    ("10 - 3 - 2", Fraction(5)),
    ("-${a} * -1", Fraction(2)),
    ("1 div 0", None),
    ("1 mod 0", None),
    ("${nobody} + 1", None),
    ("${found} = 'yes' and ${a} != 3", True),
    ("${found} = 'no' or ${nobody} = ''", True),
    ("${nobody} > 0", False),
    ("${nobody} < 0", False),
    ("${nobody} != 5", True),
    ("${code} >= 3", True),
    ("${code} = 3", True),
    ("${code} = '3'", True),
    ("1 = 1 = 1", True),
    ("not(${nobody})", True),
    ("selected(${many}, 'y')", True),
    ("selected(${many}, '')", False),
    ("selected(${code}, '3')", True),
    ("count-selected(${many})", Fraction(2)),
    ("count-selected(${nobody})", Fraction(0)),
    ("if(${a} > 1, 'lots', 'few')", "lots"),
    ("coalesce(${nobody}, 7)", Fraction(7)),
    ("coalesce(${a}, 7)", Fraction(2)),
    ("round(2.5)", Fraction(3)),
    ("round(-2.5)", Fraction(-2)),
    ("round(10 div 3, 2)", Fraction(333, 100)),
    ("int(-2.5)", Fraction(-2)),
    ("sum(${wages})", Fraction(15)),
    ("sum(${nobody})", Fraction(0)),
    (". * 2", Fraction(18)),
]


@pytest.mark.parametrize(("text", "result"), WORKED, ids=[text for text, _ in WORKED])
def test_an_expression_comes_to(text, result):
    assert evaluate(parse(text), ANSWERS, here=Fraction(9)) == result


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "belum selesai"),
        ("1 +", "belum selesai"),
        ("today()", "fungsi today belum didukung"),
        ("pulldata('a','b')", "fungsi pulldata"),
        ("income > 1", "${income}"),
        ("../a", "tidak mengerti"),
        ("${a} = 1)", "tidak mengerti )"),
        ("(1", "kurang )"),
        ("not(1, 2)", "salah jumlah isinya"),
        ("sum(1)", "sum hanya"),
        ("1 & 2", "tidak mengerti &"),
        ("'open", "tidak mengerti"),
        ("(" * 40 + "1" + ")" * 40, "paling dalam"),
        ("1" * 1001, "paling panjang"),
        ("1" + "+1" * 101, "paling banyak 100"),
        ("=", "tidak pada tempatnya"),
    ],
)
def test_what_is_no_part_of_the_language_is_refused_by_name(text, said):
    with pytest.raises(BadExpression) as refused:
        parse(text)
    assert said in str(refused.value)


def test_numbers_that_grow_without_bound_are_refused():
    with pytest.raises(BadExpression, match="terlalu besar"):
        evaluate(parse(" * ".join(["999999999999999999"] * 40)), {})


def test_questions_are_found_wherever_they_stand():
    text = "if(not(${a}), -${b} + 1, coalesce(${c}, sum(${d})))"
    assert dict(questions(parse(text))) == {"a": False, "b": False, "c": False, "d": True}


PARTS = st.sampled_from(
    ["${a}", "${many}", "${nobody}", "${wages}", "1", "0", "0.5", "'x'", "+", "-", "*", " div ",
     " mod ", " and ", " or ", "=", "!=", "<", ">=", "(", ")", ",", ".", "not(", "if(", "round(",
     "int(", "sum(", "selected(", "coalesce(", "count-selected(", "today(", "\x00", "é"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(PARTS, max_size=25).map("".join)))
def test_any_text_at_all_comes_to_something_or_is_refused(text):
    with suppress(Refused):
        assert is_true(evaluate(parse(text), ANSWERS, here="9")) in (True, False)


def test_the_longest_sum_allowed_is_worked_out():
    assert evaluate(parse("1" + "+1" * 100), {}) == 101
