"""Every report of the catalogue: it runs, reconciles, hides nothing in formulas, and stays itself.

The golden files are CSV of one small story (`story.py`) that can be added up on paper.
"""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.reports import catalogue
from klaster.reports.render import as_csv, as_html
from klaster.reports.run import run
from tests.conftest import id_of
from tests.golden import golden
from tests.reports import story

GOLDEN = Path(__file__).parent / "golden"
ASKED = {
    "account_statement": {"account": "fund_cash", "fund": "zakat"},
    "member_statement": {"party": str(id_of("party", "Ani"))},
}
# A claim is held to other reports, cost is read from another; readiness gathers all records.
QUERIES_OF = {"claims": 6, "readiness_board": 24, "independence_cost": 3}
# The story ends before the exit, and asks nobody; these have stories of their own.
UNTOLD = (
    "deeds",
    "opening_balance",
    "follow_up",
    "survival",
    "early_warning",
    "ppi",
    "outlook",
    "household_change",
    "cibest",
    "poverty",
)
REPORTS = list(catalogue.OF_PROGRAMMES)
each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.code)


def result_of(report, organisation_id):
    return run(report, organisation=organisation_id, on=story.END, given=ASKED.get(report.code, {}))


@each_report
def test_a_report_on_the_story_reads_as_signed_off(report, by):
    story.tell(by)
    result = result_of(report, by.organisation_id)
    assert result.agrees, result.check
    assert result.rows or report.code in UNTOLD
    golden(GOLDEN / f"{report.code}.csv", as_csv.csv_text(result))


@each_report
def test_a_report_on_an_empty_organisation_is_empty_and_agrees(report, by):
    result = result_of(report, by.organisation_id)
    assert result.rows == ()
    assert result.agrees


@each_report
def test_a_report_states_its_check_and_takes_few_queries(report, by):
    story.tell(by)
    with CaptureQueriesContext(connection) as queries:
        result = result_of(report, by.organisation_id)
    assert result.check or not result.rows
    assert len(queries) <= QUERIES_OF.get(report.code, 2)
    assert str(report.check.sentence) in as_html.page(result)


@each_report
def test_a_report_as_html_holds_no_style_or_script(report, by):
    story.tell(by)
    page = as_html.page(result_of(report, by.organisation_id))
    assert not re.search(r"<style|\sstyle=|<script|\son\w+=", page)


def test_text_that_looks_like_a_formula_is_made_harmless():
    assert [as_csv.safe(text) for text in ("=1+1", "+a", "-a", "@a", "\ta", "a=1")] == [
        "'=1+1", "'+a", "'-a", "'@a", "'\ta", "a=1",
    ]  # fmt: skip
    assert as_csv.safe(-5) == -5
