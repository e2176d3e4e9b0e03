"""Every report of a cooperative, its sixteen books among them, on the year of a small one.

The golden files are CSV; the year can be added up on paper (`tests/domain/cooperative_year.py`).
"""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Note
from klaster.domain.meetings import commands as meetings
from klaster.domain.registry import commands as registry
from klaster.domain.savings import commands as savings
from klaster.domain.treasury import commands as treasury
from klaster.reports import catalogue, record_books
from klaster.reports.render import as_csv, as_html
from klaster.reports.run import run
from tests.domain import cooperative_year as year
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden" / "cooperative"
END = date(2015, 3, 31)
ASKED = {
    "surplus_shares": {"year": "2014"},
    "plan_actual": {"year": "2015"},
    "membership": {"since": "2015-01-01"},
    "book_cash": {"since": "2015-01-01"},
}
WITHOUT_ROWS = ("book_officer_resolutions", "book_supervisor_resolutions")


@pytest.fixture
def world(db: None):
    """The year 2014, its meeting, and what the record books of early 2015 hold."""
    world = year.tell()
    own = {"by": world.by, "cooperative": world.cooperative}
    plan = [meetings.NewLine("Pelatihan anggota"), meetings.NewLine("Kantor", "5304", 300_000)]
    meetings.plan(**own, on=year.MEETING, year=2015, lines=plan)
    year.share(world)
    for kind in Note.Kind.values:
        cooperatives.note(
            **own, on=date(2015, 3, 2), id=world.id("note", kind), kind=kind, who="Ibu Uji",
            text=f"Catatan {kind}",
        )  # fmt: skip
    (clerk,) = registry.enrol_many(
        by=world.by, on=END,
        rows=[registry.NewParty(id=world.id("clerk"), kind="person", name="Karyawan", since=END)],
    )  # fmt: skip
    cooperatives.employ(
        **own, on=date(2015, 3, 1), id=world.id("job"), party=clerk, duty="Penjaga toko"
    )
    treasury.buy_asset(
        **own, on=date(2015, 3, 3), id=world.id("scales"), name="Timbangan", cost=480_000,
        useful_months=48,
    )  # fmt: skip
    treasury.write_voucher(
        **own, on=date(2015, 3, 20), id=world.id("ink"), kind="KK", memo="Tinta",
        lines=[treasury.VoucherLine("office_cost", 40_000)],
    )  # fmt: skip
    savings.leave(
        **own, on=date(2015, 3, 25), id=world.id("left"), member=world.members["Jaja"],
        end="resigned", reason="pindah",
    )  # fmt: skip
    return world


def result_of(report, organisation_id):
    return run(report, organisation=organisation_id, on=END, given=ASKED.get(report.code, {}))


def test_every_report_reads_as_signed_off_in_few_queries(world) -> None:
    for report in catalogue.OF_COOPERATIVES:
        with CaptureQueriesContext(connection) as queries:
            result = result_of(report, world.by.organisation_id)
        assert result.agrees, (report.code, result.check)
        assert result.rows or report.code in WITHOUT_ROWS
        assert len(queries) <= (8 if report.code == "health_rating" else 2), report.code
        assert str(report.check.sentence) in as_html.page(result)
        golden(GOLDEN / f"{report.code}.csv", as_csv.csv_text(result))


def test_every_report_on_an_empty_organisation_is_empty_and_agrees(by) -> None:
    for report in catalogue.OF_COOPERATIVES:
        result = result_of(report, by.organisation_id)
        assert result.rows == (), report.code
        assert result.agrees, report.code


def test_the_books_of_the_administration_are_sixteen() -> None:
    assert len(record_books.BOOKS) == 16
    assert len({book.code for book in record_books.BOOKS}) == 16
