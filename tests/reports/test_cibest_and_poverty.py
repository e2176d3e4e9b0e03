"""CIBEST and income poverty: who was asked counts once, and what is missing is never guessed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

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
CIBEST, ECONOMY = "cibest", "household_economy"
BEFORE, EXIT = date(2011, 1, 25), date(2012, 1, 25)
DEVOUT, LAX = "44444", "33333"


@pytest.fixture
def told(by):
    """Four households asked twice: the line rose from 1,000,000 to 1,100,000, prices by a fifth."""
    told = story.tell(by)
    for code in (CIBEST, ECONOMY):
        surveys.adopt(by=by, on=story.START, id=id_of(code), instrument=shipped.latest(code))
    for on, amount in ((date(2011, 1, 1), 1_000_000), (date(2012, 1, 1), 1_100_000)):
        surveys.set_line(
            by=by, on=on, id=id_of("line", on), kind="needs", area="99", monthly_rp=amount,
            source="uji",
        )  # fmt: skip
    for month, index in ((date(2011, 1, 1), "100"), (date(2012, 1, 1), "120")):
        surveys.set_price_index(
            by=by, on=month, id=id_of("price", month), month=month, index=Decimal(index),
            source="uji",
        )  # fmt: skip
    for name in ("Ani", "Badru", "Cicih"):
        registry.give_consent(
            by=by, on=story.START, id=id_of("consent", name), party_id=id_of("party", name),
            purpose="spiritual",
        )  # fmt: skip
    for name, first, then, worship in (
        ("Ani", 900_000, 1_150_000, DEVOUT),
        ("Badru", 1_000_000, 1_100_000, DEVOUT),  # exactly on the line, both times
        ("Cicih", 1_200_000, 1_300_000, LAX),
        ("Darma", 800_000, 900_000, ""),  # would not be asked about worship
    ):
        for on, stage, income in ((BEFORE, "before", first), (EXIT, "exit", then)):
            _answer(told, CIBEST, name, stage, on, _faith(income, worship))
            _answer(told, ECONOMY, name, stage, on, _economy(income))
    return told


def _faith(income, worship):
    return {"household_size": 4, "income": income} | {
        f"s{n}": level for n, level in enumerate(worship, 1)
    }


def _economy(income):
    return {
        "household_size": 4, "income_business": income, "income_wage": 0, "income_other": 0,
        "spending_food": 500_000, "spending_other": 200_000,
    }  # fmt: skip


def _answer(told, instrument, name, stage, on, answers):
    surveys.answer_many(
        by=told.by, on=on,
        rows=[surveys.NewResponse(
            id_of("response", instrument, name, on), id_of(instrument), id_of("party", name),
            told.programme.id, stage, on, answers,
        )],
    )  # fmt: skip


def result(told, code, on=story.END, **given):
    return run(catalogue.find(code), organisation=told.by.organisation_id, on=on, given=given)


def rows(told, code, **where):
    return [each for each in result(told, code).rows if where.items() <= each.items()]


@pytest.mark.parametrize("code", [CIBEST, "poverty"])
def test_a_report_on_answers_reads_as_signed_off(told, code):
    found = result(told, code)
    assert found.check
    assert found.agrees, found.check
    golden(GOLDEN / f"{code}.csv", as_csv.csv_text(found))


def test_a_share_a_point_and_a_relative_change_are_told_apart(told):
    """Of three complete, none had enough of both before and one has now: a third, 33.33 points."""
    before, after = rows(told, CIBEST, quadrant="welfare")
    assert (before["asked"], before["counted"], before["missing"]) == (4, 3, 1)
    assert (before["households"], before["share"], before["points"]) == (0, Decimal("0.00"), None)
    assert (after["households"], after["share"], after["points"]) == (
        1, Decimal("33.33"), Decimal("33.33"),
    )  # fmt: skip
    assert after["relative"] is None  # from nothing there is no relative change
    (poor,) = rows(told, CIBEST, quadrant="material_poverty", round="exit")
    assert (poor["points"], poor["relative"]) == (Decimal("-33.33"), Decimal("-50.00"))


def test_worship_is_not_read_once_the_consent_is_withdrawn(told):
    registry.withdraw_consent(by=told.by, on=EXIT, id=id_of("consent", "Ani"))
    before, *_ = rows(told, CIBEST, quadrant="welfare")
    assert (before["counted"], before["missing"]) == (2, 2)


def test_nominal_and_real_poverty_stand_side_by_side(told):
    """At the exit 1,150,000 is above the line of the day; at the first prices it is 958,333."""
    nominal, real = rows(told, "poverty", round="exit")
    assert (nominal["basis"], nominal["poor"], nominal["headcount"]) == (
        "nominal", 2, Decimal("50.00"),
    )  # fmt: skip
    assert (real["basis"], real["poor"], real["headcount"]) == ("real", 3, Decimal("75.00"))


def test_without_an_index_of_the_month_the_real_figure_is_missing(told):
    _answer(told, ECONOMY, "Ani", "after", date(2012, 3, 5), _economy(1_400_000))
    nominal, real = rows(told, "poverty", round="after")
    assert (nominal["asked"], nominal["missing"], nominal["poor"]) == (1, 0, 0)
    assert (real["asked"], real["missing"], real["headcount"]) == (1, 1, None)
