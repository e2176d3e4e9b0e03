"""Follow-ups kept on paper come in by workbook, each once; faults have their row and column."""

from datetime import date

import pytest

from klaster.domain.monitoring.models import FollowUp
from klaster.domain.places import commands as places
from klaster.workbook import beginning, importing
from tests.workbook.sheets import SMALL, write
from tests.workbook.test_leaving import WHOLE

ON = date(2015, 3, 10)
HEADER = [
    "Mitra",
    "Kelompok",
    "Koperasi",
    "Bulan ke",
    "Tanggal",
    "Hasil",
    "Usaha",
    "Alasan",
    "Catatan",
]
FOUND = ["M1", "", "", 3, "6-6-2014", "ditemukan", "berjalan", "", ""]
LOST = ["M1", "", "", 6, "8-9-2014", "tidak ditemukan", "", "pindah ke kota", ""]


@pytest.fixture
def by(tmp_path, db):
    places.load_shipped()
    return beginning.set_up(write(tmp_path / "awal.xlsx", SMALL), ON, "pengelola", "kata sandi uji")


GROUP = ["", "K1", "", 3, "6-6-2014", "ditemukan", "berjalan", "", ""]
COOPERATIVE = ["", "", "kop-tani", 3, "6-6-2014", "ditemukan", "tutup", "", ""]


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


def test_groups_and_cooperatives_come_in_by_their_codes_once(tmp_path, by):
    assert put(tmp_path, by, FOUND, GROUP, COOPERATIVE).faults == ()
    again = put(tmp_path, by, FOUND, GROUP, COOPERATIVE)
    assert (again.faults, again.new) == ((), 0)
    recorded = FollowUp.objects.order_by("party__kind").values_list("party__kind", "party__name")
    assert list(recorded) == [
        ("body", "Koperasi Uji"), ("group", "Kelompok Uji"), ("person", "Uji Satu"),
    ]  # fmt: skip


def test_a_group_that_takes_a_job_is_refused_at_its_row(tmp_path, by):
    (fault,) = put(tmp_path, by, FOUND, [*GROUP[:6], "bekerja", *GROUP[7:]]).faults
    assert (fault.row, fault.column) == (3, "Usaha")


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [
        (0, "M9", "Mitra"),
        (0, "K1", "Mitra"),
        (0, "", "Mitra"),
        (1, "K1", "Mitra"),
        (3, 4, "Bulan ke"),
        (4, "31-2-2014", "Tanggal"),
        (5, "entah", "Hasil"),
        (6, "", "Usaha"),
        (6, "rusak", "Usaha"),
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
        ([*LOST[:7], "", ""], "Alasan"),
        ([*LOST[:6], "tutup", *LOST[7:]], "Usaha"),
    ],
)
def test_a_loss_needs_its_reason_and_no_business(tmp_path, by, row, column):
    (fault,) = put(tmp_path, by, row).faults
    assert (fault.row, fault.column) == (2, column)


def test_other_than_on_record_or_before_the_exit_is_refused(tmp_path, by):
    assert put(tmp_path, by, FOUND).faults == ()
    (fault,) = put(tmp_path, by, [*FOUND[:6], "tutup", *FOUND[7:]]).faults
    assert (fault.row, fault.column) == (2, "Usaha")
    (fault,) = put(tmp_path, by, FOUND, [*LOST[:4], "1-3-2014", *LOST[5:]]).faults
    assert fault.row == 3
    assert "serah terima" in fault.reason
