"""What changed for households: pairs only, nominal beside real, nobody in a row of fewer than five.

Six households of the story: income in thousands rose by 100, 200, 300, 400 and 250, one fell by 50.
Prices rose by a quarter from January 2011 to January 2012.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from klaster.domain.programme.commands import enrolments
from klaster.domain.registry import commands as registry
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import shipped
from klaster.reports import catalogue
from klaster.reports.render import as_csv
from klaster.reports.run import run
from tests.conftest import id_of
from tests.golden import golden
from tests.reports import story

GOLDEN = Path(__file__).parent / "golden" / "impact"
CODE = "household_economy"
BEFORE, EXIT, AFTER = date(2011, 1, 25), date(2012, 1, 25), date(2012, 6, 25)
INCOMES = {
    "Ani": (800, 900),
    "Badru": (900, 1100),
    "Cicih": (1000, 1300),
    "Darma": (700, 1100),
    "Euis": (1200, 1150),
    "Fatah": (1100, 1350),
}


@pytest.fixture
def told(by):
    told = story.tell(by)
    surveys.adopt(by=by, on=BEFORE, id=id_of(CODE), instrument=shipped.latest(CODE))
    for name, (before, after) in INCOMES.items():
        savings = {} if name in ("Euis", "Fatah") else {"savings_value": 100_000}
        _answer(told, name, "before", BEFORE, before, debts_value=500_000)
        _answer(told, name, "exit", EXIT, after, debts_value=500_000, **savings)
    _answer(told, "Ani", "after", AFTER, 950)
    _index(told, BEFORE, 100)
    _index(told, EXIT, 125)
    return told


def _answer(told, name, stage, on, income, **more):
    answers = {
        "household_size": 4,
        "income_business": income * 1000,
        "income_wage": 0,
        "income_other": 0,
        "spending_food": 600_000,
        "spending_other": 200_000,
        **more,
    }
    surveys.answer_many(
        by=told.by, on=on,
        rows=[surveys.NewResponse(
            id_of("response", name, on), id_of(CODE), id_of("party", name), told.programme.id,
            stage, on, answers,
        )],
    )  # fmt: skip


def _index(told, month, index):
    surveys.set_price_index(
        by=told.by, on=month, id=id_of("index", month), month=month, index=Decimal(index),
        source="contoh",
    )  # fmt: skip


def result(told, **given):
    return run(
        catalogue.find("household_change"), organisation=told.by.organisation_id, on=story.END,
        given=given,
    )  # fmt: skip


def row(told, measure, later="exit", basis="nominal"):
    asked = {"measure": measure, "later": later, "basis": basis}
    [found] = [each for each in result(told).rows if asked.items() <= each.items()]
    return found


def test_the_report_reads_as_signed_off(told):
    found = result(told)
    assert found.check
    assert found.agrees, found.check
    golden(GOLDEN / "household_change.csv", as_csv.csv_text(found))


def test_income_as_worked_by_hand(told):
    """Mean of the changes 200; 2.5706 · √(25,000/6) = 165.9 on either side; p = 4/64."""
    found = row(told, "income")
    assert (found["n"], found["median_before"], found["mean_after"]) == (6, 950_000, 1_150_000)
    assert (found["change"], found["low"], found["high"]) == (200_000, 34_070, 365_930)
    assert found["p"] == Decimal("0.0625")
    assert found["note"] == "change"


def test_real_income_is_at_the_prices_of_the_month_the_programme_began(told):
    """1,150 of 2012 buy what 920 bought in 2011: 30 less than the 950 of then."""
    found = row(told, "income", basis="real")
    assert found["base"] == f"{story.START:%Y-%m}"
    assert (found["mean_before"], found["mean_after"], found["change"]) == (
        950_000,
        920_000,
        -30_000,
    )


def test_without_an_index_of_a_month_nothing_real_is_told(told):
    _answer(told, "Badru", "exit", date(2012, 2, 1), 1100)
    found = row(told, "income", basis="real")
    assert (found["n"], found["change"], found["note"]) == (6, None, "no_index")
    assert row(told, "income")["change"] == 200_000


def test_fewer_than_five_households_show_their_number_only(told):
    found = row(told, "income", later="after")
    assert (found["n"], found["only_before"], found["note"]) == (1, 5, "few")
    assert all(found[name] is None for name in ("mean_before", "change", "low", "p"))


def test_who_told_a_measure_only_once_is_missing_and_counted_by_side(told):
    found = row(told, "savings_value")
    assert (found["n"], found["only_before"], found["only_after"]) == (0, 0, 4)


def test_where_nobody_changed_there_is_no_chance_to_tell(told):
    found = row(told, "debts_value")
    assert (found["change"], found["low"], found["high"], found["p"]) == (0, 0, 0, None)


def test_a_household_entered_twice_is_one_after_the_merge(told):
    registry.merge(
        by=told.by, on=EXIT, id=id_of("merge"), loser_id=id_of("party", "Darma"),
        winner_id=id_of("party", "Ani"), reason="dobel",
    )  # fmt: skip
    assert row(told, "income")["n"] == 5
    assert result(told).agrees


def test_candidates_who_never_became_active_are_compared_with_and_not_counted(told):
    """Incomes of five candidates rose by 50 each: the mitra rose by 150 more."""
    for n in range(5):
        assert row(told, "income")["note"] == "change"  # fewer than five are not told
        _enrol_candidate(told, f"Calon {n}")
        _answer(told, f"Calon {n}", "before", BEFORE, 800)
        _answer(told, f"Calon {n}", "exit", EXIT, 850)
    found = row(told, "income")
    assert (found["n"], found["others"], found["change"]) == (6, 5, 200_000)
    assert (found["beyond"], found["beyond_low"], found["beyond_high"]) == (
        150_000,
        -15_930,
        315_930,
    )
    assert found["note"] == "against"
    assert result(told).agrees


def _enrol_candidate(told, name):
    party = registry.enrol(
        by=told.by, on=BEFORE,
        new=registry.NewParty(
            id_of("party", name), "person", name, village=story.VILLAGE, sex="P",
            person_id=id_of("person", name), roles=("mitra",),
        ),
    )  # fmt: skip
    enrolments.enrol(
        by=told.by, on=BEFORE,
        new=enrolments.NewEnrolment(
            id_of("enrolment", name), party.id, told.sectors["dagang"].id, id_of("group", "dagang")
        ),
    )  # fmt: skip


def test_only_what_was_asked_up_to_the_day_is_told(told):
    assert result(told, until=BEFORE).rows == ()
    assert {each["later"] for each in result(told, until=EXIT).rows} == {"exit"}
