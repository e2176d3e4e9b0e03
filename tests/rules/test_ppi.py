"""PPI Indonesia 2010: every published figure comes back, and a rate is no score's likelihood."""

import csv
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.domain.surveys import shipped
from klaster.rules.refusal import BadField
from klaster.rules.scoring import ppi
from klaster.rules.scoring.ppi_indonesia_2010 import POINTS

POOREST = dict.fromkeys(ppi.QUESTIONS, "A")
RICHEST = {question: max(points, key=points.__getitem__) for question, points in POINTS.items()}
answered = st.fixed_dictionaries({name: st.sampled_from(list(of)) for name, of in POINTS.items()})
scores = st.integers(0, ppi.HIGHEST)


def published(name):
    folder = os.environ.get("KLASTER_FACTS_DIR")
    if not folder:
        pytest.skip("KLASTER_FACTS_DIR names no folder of published facts")
    path = Path(folder) / "ppi" / f"ppi_indonesia_2010_{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_point_of_the_published_scorecard_is_there_and_no_other():
    rows = published("scorecard")
    assert {(f"q{row['item']}", row["option"], int(row["points"])) for row in rows} == {
        (question, letter, points)
        for question, options in POINTS.items()
        for letter, points in options.items()
    }


def test_every_likelihood_of_the_published_table_comes_back_for_every_score():
    rows = published("lookup")
    seen = []
    for row in rows:
        for score in range(int(row["score_min"]), int(row["score_max"]) + 1):
            seen.append(score)
            assert ppi.likelihoods(score) == {line: Decimal(row[line]) for line in ppi.LINES}
    assert seen == list(range(ppi.HIGHEST + 1))
    assert set(rows[0]) == {"score_min", "score_max", *ppi.LINES}


def test_the_choices_of_the_instrument_are_the_options_of_the_scorecard():
    asked = shipped.instruments()["ppi_indonesia_2010", 1]
    assert {one.id: [choice.code for choice in one.choices] for one in asked.questions} == {
        question: list(of) for question, of in POINTS.items()
    }


def test_the_letters_add_up_to_the_score():
    assert ppi.score(POOREST | {"q1": "C", "q2": "C"}) == 13
    assert ppi.score(POOREST) == 0
    assert ppi.score(RICHEST) == ppi.HIGHEST


@pytest.mark.parametrize("letter", [None, "", "Z", "a", 1])
@pytest.mark.parametrize("question", ["q1", "q10"])
def test_a_question_without_one_of_its_options_is_refused_by_name(question, letter):
    with pytest.raises(BadField) as refused:
        ppi.score(POOREST | {question: letter})
    assert refused.value.data["field"] == question


@pytest.mark.parametrize("score", [-1, 101])
def test_a_score_that_cannot_be_is_refused(score):
    with pytest.raises(BadField):
        ppi.likelihoods(score)


def test_a_rate_is_the_mean_of_likelihoods_not_the_likelihood_of_the_mean():
    assert ppi.rate([0, 60], "nl100") == Fraction("33.2")
    assert ppi.likelihood(30, "nl100") == Decimal("10.3")


@given(answered, st.sampled_from(ppi.QUESTIONS))
def test_more_points_are_never_a_higher_likelihood(answers, question):
    better = answers | {question: RICHEST[question]}
    before, after = (ppi.likelihoods(ppi.score(each)) for each in (answers, better))
    assert all(after[line] <= before[line] for line in ppi.LINES)


@given(st.lists(scores, min_size=1), st.sampled_from(ppi.LINES))
def test_a_rate_lies_between_its_likelihoods(asked, line):
    each = [ppi.likelihood(score, line) for score in asked]
    assert min(each) <= ppi.rate(asked, line) <= max(each)
