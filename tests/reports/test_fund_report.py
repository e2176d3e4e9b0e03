"""What a donor is told of a fund: all of it is accounted for, and nobody is found in it."""

from dataclasses import replace
from pathlib import Path

from klaster.reports.donor import fund_report
from klaster.reports.render import as_csv
from klaster.reports.run import run
from tests.golden import golden
from tests.reports import story

GOLDEN = Path(__file__).parent / "golden"


def before_hiding(asked, rows):
    return [{**row, "note": "", "balance": 0} for row in rows]


def test_the_figures_before_any_is_hidden_read_as_signed_off(by):
    """The small story has few families: who is hidden in the other golden file is shown here."""
    story.tell(by)
    whole = replace(fund_report.REPORT, finish=before_hiding)
    result = run(whole, organisation=by.organisation_id, on=story.END)
    golden(GOLDEN / "fund_report_before_hiding.csv", as_csv.csv_text(result))


def test_a_fund_is_asked_by_its_id_as_well(by):
    told = story.tell(by)
    result = run(
        fund_report.REPORT,
        organisation=by.organisation_id,
        on=story.END,
        given={"fund": str(told.csr.id)},
    )
    assert {row["fund"] for row in result.rows} == {"csr"}
    assert result.agrees
