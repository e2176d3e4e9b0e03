"""What a cell may say, and that formulas are never worked out, neither coming in nor going out."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

import openpyxl
import pytest
import xlsxwriter

from klaster.domain.registry.models import Party
from klaster.reports.render import as_csv
from klaster.workbook import cells, importing, template
from klaster.workbook.cells import BadCell
from tests.workbook.conftest import ON
from tests.workbook.sheets import SMALL, changed, write

money = partial(cells.rupiah, least=1)
count = partial(cells.whole, least=0, most=10_000)
kilos = partial(cells.decimal, least=0, most=10_000)
words = partial(cells.text, longest=40)

UNDERSTOOD = [
    (money, 5000.0, 5000),
    (money, 5000, 5000),
    (money, "5000", 5000),
    (money, "5.000", 5000),
    (money, "5.000,00", 5000),
    (money, "5000,0", 5000),
    (money, "Rp 5.000", 5000),
    (money, "Rp5.000,-", 5000),
    (money, "rp. 5.000", 5000),
    (money, "Rp\u00a05.000", 5000),
    (money, "1.500.000", 1_500_000),
    (money, "Rp 1.714.661.978", 1_714_661_978),
    (money, cells.LARGEST, cells.LARGEST),
    (count, 5.0, 5),
    (count, "5.0", 5),
    (count, "5,0", 5),
    (count, " 5 ", 5),
    (count, 0, 0),
    (kilos, 12.5, Decimal("12.5")),
    (kilos, "12,5", Decimal("12.5")),
    (kilos, "12.5", Decimal("12.5")),
    (kilos, "1.200,75", Decimal("1200.75")),
    (kilos, "0,125", Decimal("0.125")),
    (kilos, 0.1, Decimal("0.1")),
    (cells.day, date(2014, 3, 6), date(2014, 3, 6)),
    (cells.day, datetime(2014, 3, 6), date(2014, 3, 6)),  # noqa: DTZ001 - of a spreadsheet
    (cells.day, "6-3-2014", date(2014, 3, 6)),
    (cells.day, "06/03/2014", date(2014, 3, 6)),
    (cells.day, "6.3.2014", date(2014, 3, 6)),
    (cells.day, "2014-03-06", date(2014, 3, 6)),
    (cells.day, "6 Maret 2014", date(2014, 3, 6)),
    (cells.day, "6 mar 2014", date(2014, 3, 6)),
    (cells.day, "29-2-2012", date(2012, 2, 29)),
    (words, "  Uji\u00a0\u2003 Satu ", "Uji Satu"),
    (words, "Jose\u0301", "Jos\u00e9"),
    (words, "Domba \U0001f411", "Domba \U0001f411"),
    (words, "=cmd|'/c calc'!A0", "=cmd|'/c calc'!A0"),
    (words, "+62 812", "+62 812"),
    (words, 7.0, "7"),
    (partial(cells.code, longest=40), "M-01/A_b.2", "M-01/A_b.2"),
    (partial(cells.digits, longest=20), "3602 0657.0580-9001", "3602065705809001"),
    (partial(cells.digits, longest=20), "0812", "0812"),
    (partial(cells.digits, longest=20), "+62812", "+62812"),
    (partial(cells.choice, choices={"hapus buku": 1}), " Hapus_Buku ", 1),
]
REFUSED = [
    (money, "5,000"),
    (money, "500,000"),
    (money, "5,000,000"),
    (money, "1.50.000"),
    (money, "5.0000"),
    (money, "5 000"),
    (money, "1/2"),
    (money, "0x10"),
    (money, "٥٠٠٠"),
    (money, float("nan")),
    (money, float("inf")),
    (count, "5,000"),
    (count, 5.5),
    (count, "5,5"),
    (count, 1e300),
    (kilos, "1.200"),
    (kilos, "1,200"),
    (kilos, "12,5 kg"),
    (kilos, float("nan")),
    (kilos, float("-inf")),
    (kilos, "1e3"),
    (kilos, True),
    (cells.day, "6-3-14"),
    (cells.day, "31-2-2014"),
    (cells.day, 41704.0),
    (cells.day, datetime(2014, 3, 6, 9)),  # noqa: DTZ001 - of a spreadsheet
    (cells.day, date(1899, 12, 31)),
    (words, "baris\nlain"),
    (words, "nol\0"),
    (words, True),
    (partial(cells.code, longest=40), "\u041c1"),
    (partial(cells.digits, longest=20), 3602065705809001.0),
]


@pytest.mark.parametrize(("read", "value", "meant"), UNDERSTOOD)
def test_what_people_write_is_understood(read, value, meant):
    understood = read(value)
    assert understood == meant
    assert type(understood) is type(meant)


@pytest.mark.parametrize(("read", "value"), REFUSED)
def test_what_could_mean_something_else_is_refused(read, value):
    with pytest.raises(BadCell) as refused:
        read(value)
    assert str(refused.value)


def test_a_value_is_shown_in_at_most_40_printable_letters():
    for value in ("x" * 99, "a\nb\x00", 5.0, 1e300, None, date(2014, 3, 6), "\u202e"):
        assert len(cells.shown(value)) <= 40
        assert cells.shown(value).isprintable()


def receipts(folder, put):
    """The small workbook with the amount of the first receipt put by `put(sheet, row, column)`."""
    path = folder / "rumus.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, lines in SMALL.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if hasattr(value, "year"):
                        value = value.isoformat()
                    sheet.write(row, column, value)
            if name == "Penerimaan":
                put(sheet)
    return path


def test_of_a_formula_the_result_kept_in_the_file_is_taken_and_nothing_worked_out(
    tmp_path, beginner
):
    path = receipts(tmp_path, lambda sheet: sheet.write_formula("E2", "=1+1", None, "tersimpan"))
    book = importing.opening.workbook(path)
    lines = list(book.sheet("Penerimaan").iter_rows())
    assert lines[1][4] == "tersimpan"
    assert importing.run(path, beginner, ON).faults == ()


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text_from_import_to_export(start, tmp_path, beginner):
    name = f"{start}cmd|'/c calc'!A0"
    importing.run(write(tmp_path / "rumus.xlsx", changed("Mitra", 2, "Nama", name)), beginner, ON)
    kept = Party.objects.get(name=name)
    assert as_csv.safe(kept.name) == f"'{name}"


def test_the_template_holds_no_formula_and_is_an_empty_workbook(tmp_path, beginner):
    path = tmp_path / "templat.xlsx"
    template.write(path)
    cells_there = [
        cell
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in cells_there if cell.data_type == "f"]
    (fault,) = importing.run(path, beginner, ON).faults
    assert "belum ada satu baris pun" in fault.reason
