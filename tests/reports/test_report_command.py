"""`klaster report`: lists, prints, writes each form, and names what it does not know."""

import io
import zipfile

import pytest
from django.core.management import call_command

from klaster.reports.catalogue import REPORTS, UnknownReport
from klaster.reports.run import BadParameter
from klaster.rules.refusal import BadField, Refused
from tests.reports import story


def report(*given: str) -> str:
    out = io.StringIO()
    call_command("report", *given, stdout=out)
    return out.getvalue()


def test_without_a_code_it_lists_every_report(db):
    listed = report()
    assert all(code in listed for code in REPORTS)


@pytest.mark.parametrize(
    ("form", "start"),
    [("csv", b"book,fund,"), ("html", b"<!doctype"), ("xlsx", b"PK"), ("pdf", b"%PDF"),
     ("table", b"Neraca saldo")],
)  # fmt: skip
def test_each_form_is_written(by, tmp_path, form, start):
    story.tell(by)
    file = tmp_path / "file"
    report("trial_balance", "--until", "2012-06-30", "--format", form, "--output", str(file),
           "--organisation", "lembaga")  # fmt: skip
    assert file.read_bytes().startswith(start)


def test_the_workbook_holds_no_formula(by, tmp_path):
    story.tell(by)
    file = tmp_path / "file.xlsx"
    report("claims", "--format", "xlsx", "--output", str(file), "--organisation", "lembaga")
    with zipfile.ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (["nothing"], UnknownReport),
        (["trial_balance", "--until", "yesterday"], BadParameter),
        (["trial_balance", "--programme", "uji"], Refused),
        (["account_statement"], BadParameter),
        (["trial_balance", "--on", "6 Maret"], BadField),
        (["trial_balance", "--organisation", "none"], Refused),
    ],
)
def test_what_it_does_not_know_is_refused_by_name(by, given, refusal):
    with pytest.raises(refusal):
        report(*given)


def test_it_speaks_of_the_day_asked_for(by, tmp_path):
    story.tell(by)
    file = tmp_path / "file"

    def written(*given: str) -> str:
        report("trial_balance", *given, "--format", "csv", "--output", str(file))
        return file.read_text()

    assert written("--on", "2011-01-31") == written("--until", "2011-01-31")
    assert written("--on", "2011-01-31") != written("--on", str(story.END))
