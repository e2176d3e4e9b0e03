"""Survey sheets: columns follow from the questions, and the same sheets again change nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.registry.models import Consent
from klaster.domain.surveys import queries, shipped
from klaster.domain.surveys.models import Instrument, Line, Response, SensitiveAnswers
from klaster.rules.instrument import Type
from klaster.workbook import importing
from klaster.workbook.cells import BadCell
from klaster.workbook.registers.surveys import ANSWERS, SHEETS
from tests.workbook.conftest import ON, rows_everywhere
from tests.workbook.sheets import SMALL, write

DAY = date(2011, 2, 20)
SURVEYS = {
    "Persetujuan": [
        ["Mitra", "Keperluan", "Tanggal", "Bukti"],
        ["M1", "ibadah dan keagamaan", "1-2-2011", "Surat 1"],
        ["M1", "foto dan kisah", "1-2-2011", ""],
    ],
    "Garis kemiskinan": [
        ["Jenis", "Wilayah", "Berlaku", "Jumlah", "Sumber"],
        ["BPS", "36.02", "1-1-2011", "1.100.000", "Uji"],
    ],
    "Indeks harga": [
        ["Bulan", "Indeks", "Sumber"],
        ["5-1-2011", "112,5", "Uji"],
        [date(2014, 1, 1), 140, "Uji"],
    ],
    "Survei ekonomi": [
        ["Mitra", "Tanggal", "Tahap", "Household size", "Income business", "Income wage",
         "Income other", "Spending food", "Spending other"],
        ["M1", DAY, "sebelum program", 4, "750.000", 0, 0, 500_000, 100_000],
        ["M2", DAY, "", 5, 300_000, 200_000, 0, 400_000, 0],
    ],
    "Survei CIBEST": [
        ["Mitra", "Tanggal", "Tahap", "Household size", "Income", "S1", "S2", "S3", "S4", "S5"],
        ["M1", DAY, "sebelum program", 4, 750_000, 4, "4", "5", 3, 3],
    ],
    "Survei PPI 2010": [
        ["Mitra", "Tanggal", "Tahap", *(f"Q{n}" for n in range(1, 11))],
        ["M2", DAY, "sebelum program", "C", "A", "B", "C", "A", "A", "A", "Tidak", "A", "B"],
    ],
    "Survei kunjungan ulang": [
        ["Mitra", "Tanggal", "Tahap", "Found", "Business", "Income"],
        ["M2", DAY, "setelah program", "tidak", "", ""],
    ],
}  # fmt: skip


def handed_in(tmp_path, sheets, changes=None):
    return write(tmp_path / "survei.xlsx", {**SMALL, **sheets, **(changes or {})})


@pytest.fixture
def imported(beginner, tmp_path):
    outcome = importing.run(handed_in(tmp_path, SURVEYS), beginner, ON)
    assert outcome.faults == ()
    return beginner


def test_the_sheets_become_answers_consents_lines_and_prices(imported):
    own = imported.organisation_id
    found = {
        (each.instrument.code, each.answers.get("income"), each.round, each.programme_id is None)
        for each in Response.objects.filter(organisation_id=own).select_related("instrument")
    }
    assert found == {
        ("household_economy", 750_000, "before", False),
        ("household_economy", 500_000, "yearly", False),
        ("cibest", 750_000, "before", False),
        ("ppi_indonesia_2010", None, "before", False),
        ("follow_up", None, "after", False),
    }
    spiritual = SensitiveAnswers.objects.get(organisation_id=own)
    assert spiritual.answers == {"s1": "4", "s2": "4", "s3": "5", "s4": "3", "s5": "3"}
    (ppi,) = queries.responses(own, "ppi_indonesia_2010")
    assert [ppi.answers[f"q{n}"] for n in (1, 8, 10)] == ["C", "A", "B"]
    assert Instrument.objects.filter(organisation_id=own).count() == 4
    assert queries.line_of(own, "bps", "36.02.06.2002", DAY).monthly_rp == 1_100_000
    assert sorted(queries.price_indices(own)) == [date(2011, 1, 1), date(2014, 1, 1)]


def test_a_choice_is_its_code_its_number_or_its_words_and_nothing_else():
    column = next(each for each in ANSWERS if each.sheet == "Survei CIBEST").column("s1")
    assert column is not None
    assert [column.read(value) for value in (4, 4.0, "4", "menolak kewajiban salat")] == [
        "4", "4", "4", "2",
    ]  # fmt: skip
    for value in (6, True, 4.5, float("nan"), float("inf"), "", date(2011, 1, 1)):
        with pytest.raises(BadCell):
            column.read(value)


def test_every_shipped_instrument_on_mitra_that_repeats_nothing_has_a_sheet():
    asked = {
        one.code
        for one in shipped.instruments().values()
        if one.subject == "mitra" and all(each.type is not Type.REPEAT for each in one)
    }
    assert set(SHEETS) == asked


def test_the_same_sheets_again_change_nothing(imported, tmp_path):
    before = rows_everywhere()
    outcome = importing.run(handed_in(tmp_path, SURVEYS), imported, date(2015, 1, 1))
    assert (outcome.faults, outcome.new) == ((), 0)
    # What is written anew at each import says who imported, and nothing of the rows.
    grown = {name for name, count in rows_everywhere().items() if count != before[name]}
    assert grown <= {"access_auditline"}


def test_a_corrected_line_replaces_what_was_read_wrongly(imported, tmp_path):
    header, row = SURVEYS["Garis kemiskinan"]
    sheet = {"Garis kemiskinan": [header, [*row[:3], 1_200_000, "Uji, ralat"]]}
    assert importing.run(handed_in(tmp_path, sheet), imported, ON).faults == ()
    assert Line.objects.get(organisation_id=imported.organisation_id).monthly_rp == 1_200_000


ECONOMY, CIBEST = SURVEYS["Survei ekonomi"], SURVEYS["Survei CIBEST"]
BAD = [
    ("Survei ekonomi", [ECONOMY[0], ["M1", DAY, "", 99, 1, 0, 0, 1, 0]],
     (2, "Household size", "1 sampai 40")),
    ("Survei ekonomi", [*ECONOMY, ["M1", date(2011, 3, 1), "", 4, "banyak", 0, 0, 1, 0]],
     (4, "Income business", "")),
    ("Survei ekonomi", [ECONOMY[0], ["M1", DAY, "kapan-kapan", 4, 1, 0, 0, 1, 0]],
     (2, "Tahap", "pilih")),
    ("Survei ekonomi", [ECONOMY[0], ["M9", DAY, "", 4, 1, 0, 0, 1, 0]], (2, "Mitra", "")),
    ("Survei ekonomi", [ECONOMY[0], ["M1", date(2099, 1, 1), "", 4, 1, 0, 0, 1, 0]],
     (2, "Tanggal", "belum tiba")),
    ("Survei CIBEST", [*CIBEST, ["M2", DAY, "", 4, 1, 4, 4, 4, 4, 4]],
     (3, "Mitra", "belum menyetujui")),
    ("Survei CIBEST", [CIBEST[0], ["M1", DAY, "", 4, 1, 6, 4, 4, 4, 4]], (2, "S1", "pilih")),
    ("Survei kunjungan ulang",
     [SURVEYS["Survei kunjungan ulang"][0], ["M2", DAY, "", "ya", "", ""]],
     (2, "Business", "harus diisi")),
    ("Garis kemiskinan", [SURVEYS["Garis kemiskinan"][0], ["BPS", "77", "1-1-2011", 1, "Uji"]],
     (2, "Wilayah", "tidak ada")),
    ("Indeks harga", [SURVEYS["Indeks harga"][0], ["1-1-2011", 0, "Uji"]],
     (2, "Indeks", "di atas")),
    ("Persetujuan", [SURVEYS["Persetujuan"][0], ["M1", "apa saja", "1-2-2011", ""]],
     (2, "Keperluan", "pilih")),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "rows", "place"), BAD)
def test_a_bad_row_is_refused_with_its_row_and_column(beginner, tmp_path, sheet, rows, place):
    path = handed_in(tmp_path, SURVEYS, {sheet: rows})
    outcome = importing.run(path, beginner, ON)
    row, column, reason = place
    assert outcome.is_refused
    assert {(each.sheet, each.row, each.column) for each in outcome.faults} == {
        (sheet, row, column)
    }
    assert reason in outcome.faults[0].reason
    assert not Response.objects.filter(organisation_id=beginner.organisation_id).exists()


def test_a_thousand_answers_are_written_in_a_few_queries(beginner, tmp_path):
    mitra = [
        [f"W{n}", f"Warga {n}", "P", "1980-05-17", "", "36.02.06.2002", "K1", "1-2-2011", ""]
        for n in range(1000)
    ]
    answers = [[f"W{n}", DAY, "", 4, 500_000 + n] for n in range(1000)]
    consents = [[f"W{n}", "ibadah dan keagamaan", "1-2-2011", ""] for n in range(1000)]
    people = {**SMALL, "Mitra": [SMALL["Mitra"][0], *mitra]}
    del people["Perjalanan mitra"]
    path = write(tmp_path / "warga.xlsx", people)
    assert importing.run(path, beginner, ON).faults == ()
    sheets = {
        "Persetujuan": [SURVEYS["Persetujuan"][0], *consents],
        "Survei CIBEST": [CIBEST[0][:5], *answers],
    }
    path = write(tmp_path / "jawaban.xlsx", sheets)
    with CaptureQueriesContext(connection) as asked:
        outcome = importing.run(path, beginner, ON)
    assert (outcome.faults, outcome.new) == ((), 2000)
    assert len(asked) < 60
    own = beginner.organisation_id
    assert Consent.objects.filter(organisation_id=own, purpose="spiritual").count() == 1000
