"""The mitra's own books come in by workbook: enterprises, seasons, lines, each once."""

from datetime import date

import pytest

from klaster.domain.enterprises import queries
from klaster.domain.enterprises.models import Cycle, Enterprise, Record
from klaster.domain.places import commands as places
from klaster.workbook import beginning, importing
from tests.workbook.sheets import SMALL, changed, write

ON = date(2014, 3, 7)
BOOKS = {
    **SMALL,
    "Usaha": [
        ["Kode", "Mitra", "Jenis", "Nama", "Mulai", "Selesai", "Sebab"],
        ["U1", "M1", "tani", "Sawah uji", "1-3-2011", "", ""],
        ["U2", "M1", "warung", "Warung uji", "1-6-2011", "1-9-2012", "modal habis"],
        ["U3", "K1", "dagang", "Dagang kelompok uji", "1-6-2011", "", ""],
    ],
    "Musim usaha": [
        ["Usaha", "Musim", "Mulai", "Selesai", "Luas m2", "Berpengairan"],
        ["U1", "MT I 2011", "1-4-2011", "20-7-2011", 5000, "ya"],
    ],
    "Catatan usaha": [
        ["Nomor", "Usaha", "Musim", "Tanggal", "Jenis", "Jumlah", "Banyak", "Satuan"],
        ["C1", "U1", "MT I 2011", "1-4-2011", "uang keluar", 1_800_000, "", ""],
        ["C2", "U1", "MT I 2011", "20-7-2011", "panen", "", 1200, "RICE_KG"],
        ["C3", "U1", "MT I 2011", "20-7-2011", "uang masuk", 5_000_000, 1000, "RICE_KG"],
        ["C4", "U2", "", "2-1-2012", "uang masuk", 300_000, "", ""],
        ["C5", "U2", "", "1-7-2011", "uang keluar", 200_000, "", ""],
    ],
}


@pytest.fixture
def by(tmp_path, db):
    places.load_shipped()
    return beginning.set_up(write(tmp_path / "awal.xlsx", SMALL), ON, "pengelola", "kata sandi uji")


@pytest.fixture
def books(tmp_path, by):
    path = write(tmp_path / "usaha.xlsx", BOOKS)
    assert importing.run(path, by, ON).faults == ()
    return path


def test_lines_add_up_by_season_and_by_year(books, by):
    field = Enterprise.objects.get(name="Sawah uji")
    (season,) = queries.results(by.organisation_id, [field.id], ON)
    assert (season.cycle.label, season.margin, season.harvest_kg) == ("MT I 2011", 3_200_000, 1200)
    stall = Enterprise.objects.get(name="Warung uji")
    years = queries.results(by.organisation_id, [stall.id], ON)
    assert [(one.cycle.label, one.margin) for one in years] == [
        ("2011", -200_000), ("2012", 300_000)
    ]  # fmt: skip
    assert years[0].cycle.started_on == date(2011, 6, 1)
    assert (stall.ended_on, stall.end_reason) == (date(2012, 9, 1), "modal habis")
    assert stall.sector.code == "pertanian"


def test_the_same_books_again_change_nothing(books, by):
    again = importing.run(books, by, ON)
    assert (again.faults, again.new) == ((), 0)
    assert (Enterprise.objects.count(), Cycle.objects.count(), Record.objects.count()) == (3, 3, 5)


def test_an_enterprise_that_ended_since_is_counted_as_new(tmp_path, books, by):
    header, *_ = BOOKS["Usaha"]
    ended = {"Usaha": [header, ["U1", "M1", "tani", "Sawah uji", "1-3-2011", "1-2-2014", "dijual"]]}
    path = write(tmp_path / "berhenti.xlsx", ended)
    assert importing.run(path, by, ON).new == 1
    assert Enterprise.objects.get(name="Sawah uji").ended_on == date(2014, 2, 1)
    assert importing.run(path, by, ON).new == 0


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "named", "said"),
    [
        ("Catatan usaha", 3, "Musim", "MT 9", "Musim", "Musim usaha"),
        ("Catatan usaha", 3, "Tanggal", "1-8-2011", "Tanggal", "di luar musim"),
        ("Catatan usaha", 3, "Satuan", "KARUNG", "Satuan", "tidak dikenal"),
        ("Catatan usaha", 6, "Tanggal", "1-1-2011", "Tanggal", "mendahului"),
        ("Usaha", 3, "Sebab", "", "Sebab", "sebab"),
        ("Usaha", 3, "Selesai", "1-1-2011", "Selesai", "mendahului"),
        ("Usaha", 2, "Mitra", "M9", "Mitra", "tidak ada"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(
    tmp_path, by, sheet, row, column, value, named, said
):
    wrong = write(tmp_path / "salah.xlsx", changed(sheet, row, column, value, BOOKS))
    fault, *_ = importing.run(wrong, by, ON).faults
    assert (fault.sheet, fault.row, fault.column) == (sheet, row, named)
    assert said in fault.reason
    assert not Enterprise.objects.exists()
