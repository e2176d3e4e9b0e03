"""Follow-ups kept on paper come in by workbook, each once; faults have their row and column."""

from datetime import date

import pytest

from klaster.domain.monitoring.models import FollowUp
from klaster.domain.places import commands as places
from klaster.workbook import beginning, importing
from tests.workbook.sheets import SMALL, write
from tests.workbook.test_leaving import WHOLE

ON = date(2015, 3, 10)
HEADER = ["Mitra", "Bulan ke", "Tanggal", "Hasil", "Usaha", "Alasan", "Catatan"]
FOUND = ["M1", 3, "6-6-2014", "ditemukan", "berjalan", "", ""]
LOST = ["M1", 6, "8-9-2014", "tidak ditemukan", "", "pindah ke kota", ""]


@pytest.fixture
def by(tmp_path, db):
    places.load_shipped()
    return beginning.set_up(write(tmp_path / "awal.xlsx", SMALL), ON, "pengelola", "kata sandi uji")


def put(tmp_path, by, *rows):
    sheets = {**WHOLE, "Pemantauan": [HEADER, *rows]}
    return importing.run(write(tmp_path / "berkas.xlsx", sheets), by, ON)


def test_follow_ups_are_recorded_once_and_the_same_again_changes_nothing(tmp_path, by):
    assert put(tmp_path, by, FOUND, LOST).faults == ()
    recorded = list(FollowUp.objects.order_by("due_month").values_list("outcome", "business"))
    assert recorded == [("found", "running"), ("lost", "")]
    again = put(tmp_path, by, FOUND, LOST)
    assert (again.faults, again.new) == ((), 0)
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [
        (0, "M9", "Mitra"),
        (1, 4, "Bulan ke"),
        (2, "31-2-2014", "Tanggal"),
        (3, "entah", "Hasil"),
        (4, "", "Usaha"),
        (4, "rusak", "Usaha"),
    ],
)
def test_a_malformed_row_is_refused_at_its_place(tmp_path, by, place, value, column):
    row = [*FOUND[:place], value, *FOUND[place + 1 :]]
    found = put(tmp_path, by, LOST, row).faults
    assert [(fault.sheet, fault.row, fault.column) for fault in found] == [
        ("Pemantauan", 3, column)
    ]
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ([*LOST[:5], "", ""], "Alasan"),
        ([*LOST[:4], "tutup", *LOST[5:]], "Usaha"),
    ],
)
def test_a_loss_needs_its_reason_and_no_business(tmp_path, by, row, column):
    (fault,) = put(tmp_path, by, row).faults
    assert (fault.row, fault.column) == (2, column)


def test_other_than_on_record_or_before_the_exit_is_refused(tmp_path, by):
    assert put(tmp_path, by, FOUND).faults == ()
    (fault,) = put(tmp_path, by, [*FOUND[:4], "tutup", *FOUND[5:]]).faults
    assert (fault.row, fault.column) == (2, "Usaha")
    (fault,) = put(tmp_path, by, FOUND, [*LOST[:2], "1-3-2014", *LOST[3:]]).faults
    assert fault.row == 3
    assert "serah terima" in fault.reason
