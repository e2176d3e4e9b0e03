"""Rows that are wrong, alone or with others, are refused with their place and leave nothing."""

import re
from datetime import date

import pytest

from klaster.domain.access.acts import Actor, new_id
from klaster.domain.access.models import Organisation
from klaster.domain.access.policy import ROLES
from klaster.workbook import importing
from tests.workbook.conftest import ON, rows_everywhere
from tests.workbook.sheets import SMALL, changed, write

# Ids, names of code, braces left unfilled: nothing that means something to who keeps registers.
UNREADABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|[a-z]+_[a-z]+|[{}]|None|Error")


def one_more(sheet, *values):
    return {**SMALL, sheet: [*SMALL[sheet], list(values)]}


def mitra(code, name="Uji Lagi", **other):
    titles = SMALL["Mitra"][0]
    known = {"Kode": code, "Nama": name, "Jenis kelamin": "L", "Desa": "36.02.06.2002",
             "Kelompok": "K1", "Tanggal daftar": "1-2-2011"} | other  # fmt: skip
    return one_more("Mitra", *(known.get(title, "") for title in titles))


# Sheet, row, column, what stands there, words of the advice.
CELLS = {
    "a code that is blank": ("Mitra", 2, "Kode", "", "harus diisi"),
    "a code of spaces": ("Mitra", 2, "Kode", " \u00a0 ", "harus diisi"),
    "a code that is a fraction": ("Mitra", 2, "Kode", 1.5, "jadikan kolom ini teks"),
    "a code that is a date": ("Mitra", 2, "Kode", date(2011, 1, 1), "ubah format sel"),
    "a code that is a yes": ("Mitra", 2, "Kode", True, "ketik isinya sebagai teks"),
    "a code of 41 letters": ("Mitra", 2, "Kode", "M" * 41, "paling banyak 40 huruf"),
    "a code with a Cyrillic letter": ("Mitra", 2, "Kode", "\u041c1", "serupa"),
    "a code with a full-width digit": ("Mitra", 2, "Kode", "M\uff11", "serupa"),
    "a code with a long dash": ("Penerimaan", 2, "Nomor", "T\u20131", "serupa"),
    "a code with an emoji": ("Mitra", 2, "Kode", "M\U0001f411", "serupa"),
    "a code with a zero-width space": ("Mitra", 2, "Kode", "M\u200b1", "tidak tampak"),
    "a name that turns the text around": ("Mitra", 2, "Nama", "Uji\u202eutaS", "tidak tampak"),
    "a name with a right-to-left mark": ("Mitra", 2, "Nama", "Uji\u200fSatu", "tidak tampak"),
    "a name over two lines": ("Mitra", 2, "Nama", "Uji\nSatu", "satu baris"),
    "a name with a tab": ("Mitra", 2, "Nama", "Uji\tSatu", "tidak tampak"),
    "a name with a bell": ("Mitra", 2, "Nama", "Uji\x07Satu", "tidak tampak"),
    "a name with a letter for private use": ("Mitra", 2, "Nama", "Uji\ue000", "tidak tampak"),
    "a name of 30,000 letters": ("Mitra", 2, "Nama", "U" * 30_000, "paling banyak 200 huruf"),
    "a name that is missing": ("Mitra", 2, "Nama", None, "harus diisi"),
    "a NIK as a number": ("Mitra", 2, "NIK", 3602065705809001, "kolom ini teks"),
    "a NIK that lost its digits": ("Mitra", 2, "NIK", 3.602065705809001e17, "kolom ini teks"),
    "a NIK as Excel shows it": ("Mitra", 2, "NIK", "3,60207E+15", "hanya angka"),
    "a NIK with letters": ("Mitra", 2, "NIK", "36020657O5809001", "hanya angka"),
    "a NIK too long": ("Mitra", 2, "NIK", "3" * 25, "paling banyak 20 angka"),
    "a telephone as a number": ("Pendamping", 2, "Telepon", 8120001, "nol di depan"),
    "a telephone with words": ("Pendamping", 2, "Telepon", "tidak punya", "hanya angka"),
    "Arabic digits": ("Pendamping", 2, "Telepon", "\u0660\u0668\u0661", "hanya angka"),
    "money in words": ("Penerimaan", 2, "Jumlah", "lima juta", "tulis misalnya 5000"),
    "money below nothing": ("Penerimaan", 2, "Jumlah", -5000, "paling sedikit 1"),
    "money below nothing, as text": ("Penerimaan", 2, "Jumlah", "-5.000", "di bawah nol"),
    "money below nothing, in brackets": ("Penerimaan", 2, "Jumlah", "(5.000)", "bukan angka"),
    "no money": ("Penerimaan", 2, "Jumlah", 0, "paling sedikit 1"),
    "money with sen": ("Penerimaan", 2, "Jumlah", 5000.5, "bilangan bulat"),
    "money with sen, as text": ("Penerimaan", 2, "Jumlah", "Rp 5.000,50", "bilangan bulat"),
    "money of two meanings": ("Penerimaan", 2, "Jumlah", "5,000", "dapat berarti 5,000 atau 5.000"),
    "money as English writes it": ("Penerimaan", 2, "Jumlah", "5,000,000", "tulis misalnya 5000"),
    "money in groups of two": ("Penerimaan", 2, "Jumlah", "50.00.000", "tulis misalnya 5000"),
    "money in dollars": ("Penerimaan", 2, "Jumlah", "$ 5.000", "tulis misalnya 5000"),
    "more money than there is": ("Penerimaan", 2, "Jumlah", 10**15, "paling banyak"),
    "money a float cannot hold": ("Penerimaan", 2, "Jumlah", 9.9e17, "terlalu besar"),
    "money of 400 digits": ("Penerimaan", 2, "Jumlah", "9" * 400, "paling banyak"),
    "1e400 as text": ("Penerimaan", 2, "Jumlah", "1e400", "tulis misalnya 5000"),
    "NaN as text": ("Penerimaan", 2, "Jumlah", "NaN", "tulis misalnya 5000"),
    "money that is a day": ("Penerimaan", 2, "Jumlah", date(2011, 1, 1), "harus angka"),
    "a count with a fraction": ("Kelompok", 2, "Tiap minggu", 1.5, "bilangan bulat"),
    "a count too large": ("Kelompok", 2, "Tiap minggu", 9, "paling banyak 8"),
    "a count too small": ("Kelompok", 2, "Tiap minggu", 0, "paling sedikit 1"),
    "a count in words": ("Kelompok", 2, "Tiap minggu", "dua", "bukan angka"),
    "31 February": ("Penerimaan", 2, "Tanggal", "31-02-2011", "tidak ada di kalender"),
    "month 13": ("Penerimaan", 2, "Tanggal", "2011-13-01", "tidak ada di kalender"),
    "29 February of a common year": ("Penerimaan", 2, "Tanggal", "29-2-2011", "kalender"),
    "a year of two digits": ("Penerimaan", 2, "Tanggal", "3-1-11", "tulis 6-3-2014"),
    "a year too far": ("Penerimaan", 2, "Tanggal", "3-1-2911", "tahunnya"),
    "a year too long ago": ("Penerimaan", 2, "Tanggal", "3-1-1811", "tahunnya"),
    "a month nobody knows": ("Penerimaan", 2, "Tanggal", "3 Maulid 2011", "nama bulan"),
    "a day that is a number": ("Penerimaan", 2, "Tanggal", 40575, "ubah format sel"),
    "a day in words": ("Penerimaan", 2, "Tanggal", "kemarin", "bukan tanggal"),
    "a day that is missing": ("Penerimaan", 2, "Tanggal", "", "harus diisi"),
    "a choice nobody offered": ("Mitra", 2, "Jenis kelamin", "wanita", "pilih salah satu: L, P"),
    "a choice that is a number": ("Mitra", 2, "Jenis kelamin", 1, "pilih salah satu"),
    "a yes in other words": ("Mitra", 2, "Setuju koperasi", "boleh", "ya, tidak"),
    "a yes of the spreadsheet": ("Mitra", 2, "Setuju koperasi", True, "ya, tidak"),
    "an end before the beginning": ("Program", 2, "Selesai", "1-1-2010", "mendahului"),
    "a village nobody knows": ("Mitra", 2, "Desa", "36.02.06.9999", "tidak dikenal"),
    "a village as a number": ("Mitra", 2, "Desa", 36.02, "jadikan kolom ini teks"),
    "a district nobody knows": ("Program", 2, "Wilayah", "99.99", "tidak dikenal"),
    "a birth that has not happened": ("Mitra", 2, "Tanggal lahir", "1-1-2190", "belum terjadi"),
    "a reference to nothing": ("Mitra", 2, "Kelompok", "K9", "tidak ada di lembar Kelompok"),
    "a reference in other letters": ("Mitra", 2, "Kelompok", "k1", "tertulis K1"),
    "a reference to another sheet": ("Mitra", 2, "Kelompok", "P1", "kode dari lembar Pendamping"),
    "a reference to itself": ("Mitra", 2, "Kelompok", "M1", "kode dari lembar Mitra"),
    "a fund that is not there": ("Penerimaan", 2, "Dana", "infak", "tidak ada di lembar Dana"),
    "a sector that is not there": ("Kelompok", 2, "Sektor", "umkm", "tidak ada di lembar Sektor"),
    "money before the books": ("Penerimaan", 2, "Tanggal", "3-1-2001", ""),
    "a step that jumps": ("Perjalanan mitra", 3, "Tahap", "mandiri", "tidak dapat langsung"),
    "a step before the last": ("Perjalanan mitra", 3, "Tanggal", "1-2-2011", ""),
    "leaving without a reason": ("Perjalanan mitra", 4, "Alasan", "", "alasan"),
}

# What is added to the good workbook; sheet, row, column, words.
TOGETHER = {
    "a code twice": (mitra("M1"), "Mitra", 4, "Kode", "lembar Mitra baris 2"),
    "a code twice in other letters": (mitra("m1"), "Mitra", 4, "Kode", "sudah dipakai"),
    "a code twice but for a space": (mitra(" M1\u00a0"), "Mitra", 4, "Kode", "sudah dipakai"),
    "a code of a group and a mitra": (mitra("K1"), "Mitra", 4, "Kode", "lembar Kelompok baris 2"),
    "a number and its text": (
        {**mitra("7"), "Pendamping": [*SMALL["Pendamping"], [7, "Uji Tujuh", "P", "", "1-1-2011"]]},
        "Mitra", 4, "Kode", "lembar Pendamping baris 3",
    ),
    "a voucher twice": (
        one_more("Penerimaan", "T-1", "zakat", "3-1-2011", 5_000_000, "lagi"),
        "Penerimaan", 4, "Nomor", "lembar Penerimaan baris 2",
    ),
    "the same step twice": (
        one_more("Perjalanan mitra", "M1", "aktif", "20-2-2011", ""),
        "Perjalanan mitra", 5, "Tanggal", "sudah dipakai",
    ),
    "a phase twice": (
        one_more("Tahap", "lebak", "penumbuhan", "1-1-2012", ""), "Tahap", 3, "Tahap", "sudah",
    ),
    "two programmes whose codes differ in capitals": (
        one_more("Program", "Lebak", "Klaster Lain", "36.02", "1-1-2011", ""),
        "Program", 3, "Kode", "sudah dipakai",
    ),
}  # fmt: skip


def refusal(path, by):
    """The faults of a workbook of which nothing may be left."""
    before = rows_everywhere()
    faults = importing.run(path, by, ON).faults
    assert rows_everywhere() == before
    assert not [fault for fault in faults if UNREADABLE.search(fault.reason)]
    return faults


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_its_place_and_the_way_out(kind, tmp_path, beginner):
    sheet, row, column, value, says = CELLS[kind]
    path = write(tmp_path / "sel.xlsx", changed(sheet, row, column, value))
    fault, *more = refusal(path, beginner)
    assert (fault.sheet, fault.row, fault.column) == (sheet, row, column)
    assert says in fault.reason
    assert not more or column == "Kode"  # what named the code as it was now names nothing
    assert len(fault.value) <= 40


@pytest.mark.parametrize("kind", TOGETHER)
def test_rows_that_contradict_each_other_are_named(kind, tmp_path, beginner):
    sheets, *place, says = TOGETHER[kind]
    (fault,) = refusal(write(tmp_path / "baris.xlsx", sheets), beginner)
    assert [fault.sheet, fault.row, fault.column] == place
    assert says in fault.reason


def test_rows_of_another_organisation_cannot_be_referred_to(tmp_path, beginner):
    other = Organisation.objects.create(id=new_id(), code="lain", name="Lain", kind="institution")
    stranger = Actor(beginner.user_id, other.id, frozenset(ROLES), channel="test")
    assert not importing.run(write(tmp_path / "satu.xlsx", SMALL), beginner, ON).faults
    later = {"Penerimaan": [SMALL["Penerimaan"][0], ["T-9", "zakat", "1-3-2011", 7, ""]]}
    (fault,) = refusal(write(tmp_path / "dua.xlsx", later), stranger)
    assert (fault.sheet, fault.row, fault.column) == ("Penerimaan", 2, "Dana")


def test_a_mentor_imported_before_cannot_be_a_group(tmp_path, beginner):
    importing.run(write(tmp_path / "satu.xlsx", SMALL), beginner, ON)
    later = {"Mitra": changed("Mitra", 2, "Kelompok", "P1", mitra("M9"))["Mitra"][:2]}
    later["Mitra"][1][0] = "M9"
    (fault,) = refusal(write(tmp_path / "dua.xlsx", later), beginner)
    assert (fault.sheet, fault.row, fault.column) == ("Mitra", 2, "Kelompok")


def test_one_wrong_row_does_not_blame_the_rows_that_refer_to_it(tmp_path, beginner):
    path = write(tmp_path / "sel.xlsx", changed("Kelompok", 2, "Hari", "Rebo"))
    (fault,) = refusal(path, beginner)
    assert (fault.sheet, fault.column) == ("Kelompok", "Hari")


def test_at_most_200_faults_are_listed(tmp_path, beginner):
    many = [[f"T{number}", "zakat", "31-2-2011", "", ""] for number in range(300)]
    path = write(tmp_path / "banyak.xlsx", {**SMALL, "Penerimaan": [SMALL["Penerimaan"][0], *many]})
    assert len(refusal(path, beginner)) == 200
