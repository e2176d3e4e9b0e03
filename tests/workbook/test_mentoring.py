"""Meetings and visits kept on paper come in by workbook, each once; faults have their place."""

from datetime import date

import pytest

from klaster.domain.mentoring import queries
from klaster.domain.mentoring.models import Presence, Session, Visit
from klaster.workbook import importing
from tests.workbook.conftest import ON, rows_everywhere
from tests.workbook.sheets import SMALL, changed, write

KEPT = {
    **SMALL,
    "Pertemuan": [
        ["Kelompok", "Tanggal", "Jenis", "Topik", "Pendamping", "Tidak hadir"],
        ["K1", "2-3-2011", "", "Tabungan", "P1", "M2"],
        ["K1", "9-3-2011", "pelatihan", "Pakan", "", ""],
        ["K1", "6-7-2011", "pertemuan", "Panen", "P1", ""],
        ["K1", "6-7-2011", "pelatihan", "Pupuk", "P1", "M1 ; "],
    ],
    "Kunjungan": [
        ["Mitra", "Tanggal", "Pendamping", "Topik", "Catatan"],
        ["M1", "3-3-2011", "P1", "Kandang", "bersih"],
        ["M1", "4-3-2011", "", "Kandang", ""],
    ],
}


def put(path, by, sheets):
    return importing.run(write(path / "catatan.xlsx", sheets), by, ON)


def test_who_is_not_named_absent_came_and_the_same_again_changes_nothing(tmp_path, beginner):
    done = put(tmp_path, beginner, KEPT)
    assert done.faults == ()
    found = queries.attendance(beginner.organisation_id, date(2011, 1, 1), ON)
    # M2 left on 1 June 2011 and is not counted in July.
    assert sorted(found.values()) == [(1, 2), (3, 4)]
    before = rows_everywhere()
    again = put(tmp_path, beginner, KEPT)
    assert (again.faults, again.new) == ((), 0)
    after = rows_everywhere()
    assert [before[t] for t in before if t.startswith("mentoring")] == [
        after[t] for t in after if t.startswith("mentoring")
    ]
    assert (Session.objects.count(), Presence.objects.count(), Visit.objects.count()) == (4, 6, 2)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "said"),
    [
        ("Pertemuan", 2, "Kelompok", "K9", "K"),
        ("Pertemuan", 2, "Tanggal", "31-2-2011", "tanggal"),
        ("Pertemuan", 2, "Jenis", "arisan", "pelatihan"),
        ("Pertemuan", 2, "Topik", "", "harus diisi"),
        ("Pertemuan", 3, "Tidak hadir", "M9", "bukan kode mitra"),
        ("Pertemuan", 3, "Tidak hadir", "M1,M2", "titik koma"),
        ("Pertemuan", 3, "Tidak hadir", "M1;M1", "dua kali"),
        ("Pertemuan", 4, "Tidak hadir", "M2", "bukan anggota"),
        ("Pertemuan", 3, "Tanggal", "1-1-2011", "belum ada anggota"),
        ("Pertemuan", 3, "Pendamping", "P9", "P"),
        ("Kunjungan", 2, "Mitra", "M9", "M"),
        ("Kunjungan", 3, "Topik", "", "harus diisi"),
    ],
)
def test_a_wrong_row_is_named_with_its_column(tmp_path, beginner, sheet, row, column, value, said):
    done = put(tmp_path, beginner, changed(sheet, row, column, value, KEPT))
    assert done.is_refused
    places = {"Tanggal": ("Tanggal", "Kelompok")}.get(column, (column,))
    (fault,) = done.faults
    assert (fault.sheet, fault.row) == (sheet, row)
    assert fault.column in places
    assert said in fault.reason
    assert not Session.objects.exists()


def test_other_content_for_a_meeting_on_record_is_refused(tmp_path, beginner):
    put(tmp_path, beginner, KEPT)
    for column, value in (("Topik", "Lain"), ("Tidak hadir", "M1")):
        done = put(tmp_path, beginner, changed("Pertemuan", 2, column, value, KEPT))
        (fault,) = done.faults
        assert (fault.row, fault.column) == (2, column)
        assert "sudah tercatat" in fault.reason
