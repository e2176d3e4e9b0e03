"""PPI and outlook: each mitra once per round, by the last answer; what is missing is shown."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from klaster.domain.mentoring import commands as mentoring
from klaster.domain.registry import commands as registry
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import shipped
from klaster.reports import catalogue
from klaster.reports.render import as_csv
from klaster.reports.run import run
from klaster.rules.scoring import outlook as outlook_rules
from klaster.rules.scoring import ppi as ppi_rules
from tests.conftest import id_of
from tests.golden import golden
from tests.reports import story

GOLDEN = Path(__file__).parent / "golden" / "impact"
PPI, OUTLOOK = "ppi_indonesia_2010", "outlook"
POOR = dict.fromkeys(ppi_rules.QUESTIONS, "A")
RICHER = POOR | {"q1": "F", "q3": "G", "q7": "B"}
FIRST, BEFORE, YEARLY = date(2011, 1, 20), date(2011, 1, 25), date(2012, 1, 25)


@pytest.fixture
def told(by):
    """Four asked of the PPI and three of their outlook; meetings of the sheep keepers only."""
    told = story.tell(by)
    for code in (PPI, OUTLOOK):
        surveys.adopt(by=by, on=FIRST, id=id_of(code), instrument=shipped.latest(code))
    _adopt_with_a_gap(by)
    _answer(told, PPI, "Ani", "before", FIRST, RICHER)
    _answer(told, PPI, "Ani", "before", BEFORE, POOR)  # asked again: the last answer counts
    _answer(told, PPI, "Badru", "before", BEFORE, RICHER)
    _answer(told, "gap", "Cicih", "before", BEFORE, {"q1": "A"})
    _answer(told, PPI, "Ani", "exit", YEARLY, RICHER)
    for name, five in (("Ani", "55443"), ("Badru", "11555"), ("Darma", "44555")):
        answers = dict(zip(outlook_rules.STATEMENTS, five, strict=True))
        _answer(told, OUTLOOK, name, "yearly", YEARLY, answers)
    _meet(by, date(2011, 1, 25), "Ani")  # a day too early for the twelve months
    for n, absent in enumerate([("Badru",), ("Badru",), ("Ani",), ()]):
        _meet(by, date(2011, 1, 26 + n), *absent)
    _meet(by, date(2012, 1, 26), "Ani")  # after the answer
    return told


def _adopt_with_a_gap(by):
    """Another version, in which only the first question must be answered."""
    whole = shipped.latest(PPI)
    first, *others = whole.questions
    optional = (first, *(replace(each, is_required=False) for each in others))
    surveys.adopt(
        by=by, on=FIRST, id=id_of("gap"),
        instrument=replace(whole, version=2, questions=optional),
    )  # fmt: skip


def _answer(told, instrument, name, stage, on, answers):
    surveys.answer_many(
        by=told.by, on=on,
        rows=[surveys.NewResponse(
            id_of("response", instrument, name, on), id_of(instrument), id_of("party", name),
            told.programme.id, stage, on, answers,
        )],
    )  # fmt: skip


def _meet(by, on, *absent):
    mentoring.meet_many(
        by=by, on=on,
        rows=[mentoring.NewSession(
            id_of("session", on), id_of("group", "ternak"), "meeting", on, "Tabungan",
            absent=[id_of("party", name) for name in absent],
        )],
    )  # fmt: skip


def result(told, code, on=story.END, **given):
    return run(catalogue.find(code), organisation=told.by.organisation_id, on=on, given=given)


def row(told, code, **where):
    [found] = [
        each for each in result(told, code).rows if where.items() <= each.items()
    ]  # fmt: skip
    return found


@pytest.mark.parametrize("code", ["ppi", "outlook"])
def test_a_report_on_answers_reads_as_signed_off(told, code):
    found = result(told, code)
    assert found.check
    assert found.agrees, found.check
    golden(GOLDEN / f"{code}.csv", as_csv.csv_text(found))


def test_the_rate_is_the_mean_of_likelihoods_of_the_last_complete_answers(told):
    """Scores 0 and 60 (37 + 18 + 5): 66.3 and 0.1; whoever left a question out is missing."""
    found = row(told, "ppi", line="nl100", round="before")
    assert (found["asked"], found["counted"], found["missing"]) == (3, 2, 1)
    assert found["rate"] == Decimal("33.20")


def test_a_round_in_which_nobody_answered_completely_has_no_rate(told):
    _answer(told, "gap", "Cicih", "after", YEARLY, {"q1": "A"})
    found = row(told, "ppi", line="nl100", round="after")
    assert (found["asked"], found["missing"], found["rate"]) == (1, 1, None)


def test_attendance_counts_the_twelve_months_before_and_is_unknown_without_meetings(told):
    """Ani came to 3 of 4 (green), Badru to 2 of 4 (yellow); Darma's group recorded no meeting."""
    lights = row(told, "outlook", item="attendance")
    assert [lights[name] for name in ("red", "yellow", "green", "unknown")] == [0, 1, 1, 1]
    overall = row(told, "outlook", item="overall")
    assert [overall[name] for name in ("red", "yellow", "green", "unknown")] == [1, 0, 1, 1]


def test_a_mitra_entered_twice_is_one_after_the_merge(told):
    """Darma turns out to be Ani: one is asked, of whom the last answer counts."""
    registry.merge(
        by=told.by, on=YEARLY, id=id_of("merge"), loser_id=id_of("party", "Darma"),
        winner_id=id_of("party", "Ani"), reason="dobel",
    )  # fmt: skip
    assert row(told, "outlook", item="overall")["asked"] == 2
    assert result(told, "outlook").agrees


def test_what_was_answered_after_the_day_asked_for_is_not_told(told):
    assert {each["round"] for each in result(told, "ppi", until=BEFORE).rows} == {"before"}
    assert result(told, "outlook", until=BEFORE).rows == ()
    assert result(told, "ppi", programme="lain").rows == ()
