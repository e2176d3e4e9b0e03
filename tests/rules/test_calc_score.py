"""`klaster calc score`: answers as documented, and every fault by its row and column."""

import contextlib
import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules import calc_score
from klaster.rules.refusal import BadField

CIBEST = """income,line,s1,s2,s3,s4,s5,weight
1500000,1000000,4,4,4,4,4,1
1000000,1000000,4,4,4,4,4,2
1500000,1000000,3,3,3,3,3,1
900000,1000000,1,2,3,3,3,1
"""


def test_cibest_answers_counts_and_indices():
    assert calc_score.score_json("cibest", CIBEST) == {
        "n": 4,
        "counts": {
            "welfare": 1, "material_poverty": 2, "spiritual_poverty": 1, "absolute_poverty": 1,
        },
        "indices": {
            "W": Fraction(1, 5), "Pm": Fraction(2, 5), "Ps": Fraction(1, 5), "Pa": Fraction(1, 5),
        },
    }  # fmt: skip


def test_cibest_before_and_after_tells_points_from_relative_change():
    poor = {"income": 900, "line": 1000, "s1": 4, "s2": 4, "s3": 4, "s4": 4, "s5": 4}
    well = poor | {"income": 1100}
    given = {"before": [poor, poor, poor, well], "after": [poor, well, well, well]}
    answer = calc_score.score_json("cibest", json.dumps(given))
    assert answer["before"]["indices"]["W"] == 0.25
    assert answer["change"]["W"] == {"percentage_points": 50.0, "relative_percent": 200.0}
    assert answer["change"]["Ps"] == {"percentage_points": 0.0, "relative_percent": None}


def test_poverty_is_told_by_every_line_given():
    answer = calc_score.score_json("poverty", "income,line_bps,line_own\n60,100,50\n120,100,50\n")
    assert (
        answer["lines"]["line_bps"]
        | {"poor": 1, "H": Fraction(1, 2), "I": Fraction(2, 5), "FGT1": Fraction(1, 5)}
        == answer["lines"]["line_bps"]
    )
    assert answer["lines"]["line_own"]["poor"] == 0


def test_a_groups_ppi_rate_is_the_mean_of_likelihoods():
    header = ",".join(f"q{n}" for n in range(1, 11))
    answer = calc_score.score_json("ppi", f"{header}\n{'A,' * 9}A\nC,C,A,A,A,A,A,A,A,A\n")
    assert answer["scores"] == [0, 13]
    assert answer["rates"]["nl100"] == Fraction("57.35")


def test_the_welfare_index_takes_the_weights_of_its_day():
    rows = "cibest,hdi,independence,on\n0.6,0.7,0.5,2020-06-30\n0.6,0.7,0.5,2014-03-06\n"
    found = calc_score.score_json("welfare-index", rows)["indices"]
    assert [each["index"] for each in found] == [Decimal("0.59"), Decimal("0.62")]


@pytest.mark.parametrize(
    ("code", "text", "field"),
    [
        ("cibest", CIBEST.replace("900000", "sedikit"), "baris 5, income"),
        ("cibest", CIBEST.replace("1,2,3,3,3,1", "1,2,3,3,6,1"), "baris 5, s5"),
        ("cibest", CIBEST.replace("1,2,3,3,3,1", "1,2,3,,3,1"), "baris 5, s4"),
        ("cibest", CIBEST.replace("900000,1000000", "900000,0"), "baris 5, line"),
        ("cibest", CIBEST.replace(",s5", ""), "s5"),
        ("cibest", "income,line,s1,s2,s3,s4,s5\n1,2\n", "baris 2"),
        ("cibest", '[{"income": 1}]', "unsur 1, line"),
        ("cibest", '{"before": []}', "JSON"),
        ("cibest", "[1", "JSON"),
        ("poverty", "pendapatan\n1\n", "income"),
        ("ppi", '{"before": [], "after": []}', "JSON"),
        ("welfare-index", "cibest,hdi,independence\n0.5,1.2,0.5\n", "baris 2, hdi"),
    ],
)
def test_a_fault_is_named_by_row_and_column(code, text, field):
    with pytest.raises(BadField) as refused:
        calc_score.score_json(code, text)
    assert refused.value.data["field"] == field


def test_a_ppi_answer_that_is_no_option_is_named_by_row_and_question():
    header = ",".join(f"q{n}" for n in range(1, 11))
    with pytest.raises(BadField) as refused:
        calc_score.score_json("ppi", f"{header}\n{'A,' * 9}Z\n")
    assert refused.value.data["field"] == "baris 2.q10"


@given(st.sampled_from([*calc_score.SCORES]), st.text(max_size=200))
def test_whatever_is_given_is_answered_or_refused(code, text):
    with contextlib.suppress(BadField):
        assert "n" in calc_score.score_json(code, text)


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=20))
def test_poverty_of_any_incomes_is_answered(incomes: list[Decimal]):
    rows = "".join(f"{income},1000\n" for income in incomes)
    answer = calc_score.score_json("poverty", f"income,line\n{rows}")
    assert answer["lines"]["line"]["poor"] == sum(income <= 1000 for income in incomes)


def test_the_program_answers_on_standard_output_and_refuses_with_status_2():
    command = [str(Path(sys.executable).parent / "klaster"), "calc", "score", "cibest"]
    done = subprocess.run(command, input=CIBEST.encode(), capture_output=True, check=True)
    assert json.loads(done.stdout)["indices"]["W"] == 0.2
    wrong = CIBEST.replace("900000", "?").encode()
    refused = subprocess.run(command, input=wrong, capture_output=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert "baris 5, income" in refused.stderr.decode()
