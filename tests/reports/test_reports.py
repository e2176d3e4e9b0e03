"""Every report of the catalogue: it runs, reconciles, hides nothing in formulas, and stays itself.

The golden files are CSV of one small story (`story.py`) that can be added up on paper.
"""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.reports import catalogue
from klaster.reports.report import Default
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
REPORTS = list(catalogue.REPORTS.values())
each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.code)


def result_of(report, organisation_id):
    return run(
        report, organisation=organisation_id, on=story.END, given=ASKED.get(report.code, {})
    )


@each_report
def test_a_report_on_the_story_reads_as_signed_off(report, by):
    story.tell(by)
    result = result_of(report, by.organisation_id)
    assert result.agrees, result.check
    assert result.rows or report.code == "deeds"  # the story ends before the exit
    golden(GOLDEN / f"{report.code}.csv", as_csv.csv_text(result))
