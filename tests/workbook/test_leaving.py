"""A programme leaves by workbook: all of it or nothing, once, in both books."""

from datetime import date

import pytest

from klaster.cli.management.commands import import_workbook
from klaster.domain.access.models import AuditLine, Organisation
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.domain.graduation.models import Claim, Decision, Deed, DeedItem
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book, Entry, Seal
from klaster.domain.places import commands as places
from klaster.domain.programme.models import Programme
from klaster.workbook import beginning, importing
from tests.workbook.sheets import SMALL, changed, write

ON, EXIT = date(2014, 3, 7), date(2014, 3, 6)
RUN = {
    **SMALL,
    "Pembiayaan": [
        ["Nomor", "Tanggal", "Jenis", "Mitra", "Dana", "Pokok", "Angsuran", "Satuan waktu"],
        ["QH-1", "1-3-2011", "qardh", "M1", "zakat", 1_000_000, 10, "bulan"],
    ],
    "Kejadian kontrak": [
        ["Nomor", "Kontrak", "Tanggal", "Kejadian", "Jumlah"],
        ["KJ-1", "QH-1", "1-3-2011", "pencairan", 1_000_000],
        ["KJ-2", "QH-1", "1-4-2011", "angsuran", 100_000],
    ],
    "Pembelian": [
        ["Nomor", "Tanggal", "Dana", "Satuan", "Jumlah", "Harga total"],
        ["PB-1", "1-3-2011", "zakat", "BUILDING", 1, 720_000],
    ],
    "Aset bersama": [
        ["Nomor", "Tanggal", "Program", "Kelompok", "Dana", "Satuan", "Banyak", "Uraian", "Nilai",
         "Umur bulan"],
        ["AB-1", "1-3-2011", "lebak", "K1", "zakat", "BUILDING", 1, "lantai jemur", 720_000, 72],
    ],
    "Tabungan kelompok": [
        ["Nomor", "Mitra", "Dana", "Tanggal", "Setor"],
        ["TB-1", "M1", "kas", "1-4-2011", 50_000],
    ],
}  # fmt: skip
END = {
    "Koperasi": [
        ["Kode", "Nama", "Sektor", "Dibentuk", "Contoh"],
        ["kop-tani", "Koperasi Uji", "pertanian", "10-9-2013", "ya"],
    ],
    "Anggota": [["Koperasi", "Mitra", "Tanggal"], ["kop-tani", "M1", "10-9-2013"]],
    "Pengurus": [
        ["Koperasi", "Mitra", "Jabatan", "Mulai"],
        ["kop-tani", "M1", "ketua", "10-9-2013"],
        ["kop-tani", "M1", "sekretaris", "10-9-2013"],
        ["kop-tani", "M1", "bendahara", "10-9-2013"],
    ],
    "Keputusan kemandirian": [
        ["Mitra", "Tanggal", "Hasil", "Alasan", "Peserta rapat", "Kriteria"],
        ["M1", "20-2-2014", "mandiri", "", "Tiga orang uji", "v1"],
    ],
    "Klaim": [
        ["Program", "Kode", "Kalimat", "Angka", "Teks", "Satuan", "Terbit di", "Alamat", "Kolom"],
        ["lebak", "mitra", "Dua mitra", 2, "", "mitra", "Warta Uji", "https://uji.id", "mitra"],
    ],
    "Tutup buku": [["Program", "Sampai"], ["lebak", "28-2-2014"]],
    "Konfirmasi piutang": [
        ["Kontrak", "Tanggal", "Jumlah", "Keterangan"],
        ["QH-1", "5-3-2014", 900_000, "Surat bertanda tangan"],
    ],
    "Serah terima": [
        ["Sektor", "Koperasi", "Nomor BAST", "Tanggal", "Tempat", "Dasar", "Pihak pertama",
         "Jabatan pertama", "Pihak kedua", "Jabatan kedua", "Saksi"],
        ["pertanian", "kop-tani", "BAST/1", "6-3-2014", "Balai uji", "Mampu", "Wakil", "Ketua",
         "Uji Satu", "Ketua koperasi", "Saksi A; Saksi B"],
    ],
}  # fmt: skip
WHOLE = {**RUN, **END}
# With a grant that came in kind, and what the deed says of its own.
ITEMISED = {
    **WHOLE,
    "Hibah dan sewa": [
        ["Nomor", "Tanggal", "Jenis", "Mitra", "Dana", "Nilai", "Jenis ternak", "Betina"],
        ["HB-1", "1-3-2011", "hibah", "M1", "zakat", 200_000, "domba", 2],
    ],
    "Pembelian": [*RUN["Pembelian"], ["PB-2", "1-3-2011", "zakat", "SHEEP_F", 2, 200_000]],
    "Kejadian kontrak": [
        [*RUN["Kejadian kontrak"][0], "Asal"],
        *([*row, ""] for row in RUN["Kejadian kontrak"][1:]),
        ["KJ-3", "HB-1", "1-3-2011", "penyerahan", 200_000, "persediaan"],
    ],
    "Penilaian aset": [["Aset", "Nilai"], ["AB-1", 400_000]],
    "Penyertaan mitra": [
        ["Mitra", "Uraian", "Satuan", "Banyak", "Nilai", "Kontrak"],
        ["M1", "domba hibah", "SHEEP_F", 2, 150_000, "HB-1"],
        ["M1", "timbangan sendiri", "TOOL", 1, 75_000, ""],
    ],
}
TABLES = (Organisation, Cooperative, Entry, Deed, Seal, Claim, Decision, Member, AuditLine)


@pytest.fixture
def by(tmp_path, db):
    places.load_shipped()
    return beginning.set_up(write(tmp_path / "awal.xlsx", SMALL), ON, "pengelola", "kata sandi uji")


def counted():
    return {table: table.objects.count() for table in TABLES}


def faults(tmp_path, by, sheets):
    found = importing.run(write(tmp_path / "berkas.xlsx", sheets), by, ON).faults
    return [(fault.sheet, fault.row, fault.column, fault.reason) for fault in found]


def test_everything_held_arrives_at_the_cooperative(tmp_path, by):
    assert faults(tmp_path, by, WHOLE) == []
    programme = Programme.objects.get()
    assert (programme.status, programme.exited_on) == ("exited", EXIT)
    cooperative = Cooperative.objects.get()
    book = Book.objects.get(organisation=by.organisation_id)
    assert ledger.first_open_month(book) == date(2014, 3, 1)
    assert ledger.balance(book, "fund_cash", EXIT) == 0
    carried = 9_000_000 - 1_000_000 + 100_000 - 720_000
    assert ledger.balance(cooperative.book, "fund_cash", EXIT) == carried + 50_000
    assert ledger.balance(cooperative.book, "receivable", EXIT) == 900_000
    assert ledger.balance(cooperative.book, "fixed_asset", EXIT) == 370_000  # worn 35 months of 72
    deed = Deed.objects.get()
    assert deed.receiver_id == cooperative.organisation_id != by.organisation_id
    assert deed.witnesses == ["Saksi A", "Saksi B"]
    assert DeedItem.objects.filter(deed=deed, party__name="Uji Satu").count() == 2


def test_members_and_officers_belong_to_the_cooperative(tmp_path, by):
    assert faults(tmp_path, by, WHOLE) == []
    there = Cooperative.objects.get().organisation_id
    assert Organisation.objects.get(id=there).code == "kop-tani"
    assert {one.organisation_id for one in Member.objects.all()} == {there}
    assert sorted(Officer.objects.values_list("office", flat=True)) == [
        "bendahara", "ketua", "sekretaris"
    ]  # fmt: skip


def test_leaving_again_changes_nothing_and_says_so(tmp_path, by):
    path = write(tmp_path / "utuh.xlsx", WHOLE)
    first = importing.run(path, by, ON)
    before = counted()
    again = importing.run(path, by, ON)
    assert (first.read, first.new) == (again.read, first.read - 1)  # the institution was set up
    assert (again.faults, again.new) == ((), 0)
    del before[AuditLine]
    assert {table: count for table, count in counted().items() if table in before} == before


def test_a_later_workbook_may_hold_only_the_end(tmp_path, by):
    assert faults(tmp_path, by, RUN) == []
    end = write(tmp_path / "akhir.xlsx", END)
    outcome = importing.run(end, by, ON)
    assert (outcome.faults, outcome.new) == ((), outcome.read)
    assert Deed.objects.count() == 1
    assert importing.run(end, by, ON).new == 0


def test_a_later_workbook_need_not_name_its_institution(tmp_path, by):
    end = write(tmp_path / "akhir.xlsx", END)
    found = beginning.importer(end, ON, "pengelola")
    assert (found.user_id, found.organisation_id) == (by.user_id, by.organisation_id)
    with pytest.raises(beginning.InstitutionMissing):
        beginning.importer(end, ON, "orang lain")


def test_a_rehearsal_leaves_nothing(tmp_path, by):
    before = counted()
    rehearsed = importing.check(write(tmp_path / "utuh.xlsx", WHOLE), by, ON)
    assert rehearsed.faults == ()
    assert counted() == before


def test_what_mitra_dispute_is_shown_when_tried_and_when_done(tmp_path, by, capsys):
    disputed = changed("Konfirmasi piutang", 2, "Jumlah", 850_000, WHOLE)
    path = write(tmp_path / "utuh.xlsx", disputed)
    for act in (importing.check, importing.run):
        outcome = act(path, by, ON)
        (warning,) = outcome.warnings
        assert "Uji Satu (QH-1) mengakui Rp 850.000, menurut buku Rp 900.000" in warning
        import_workbook.show(outcome)
        said = " ".join(capsys.readouterr().out.replace("│", " ").split())
        assert "Perlu diketahui" in said
        assert "Uji Satu (QH-1) mengakui" in said
    assert importing.run(path, by, ON).warnings == ()


def test_a_deed_takes_agreed_values_and_what_mitra_bring(tmp_path, by):
    assert faults(tmp_path, by, ITEMISED) == []
    cooperative = Cooperative.objects.get()
    assert ledger.balance(cooperative.book, "fixed_asset", EXIT) == 400_000 + 150_000 + 75_000
    assert -ledger.balance(cooperative.book, "savings_special", EXIT) == 225_000
    items = DeedItem.objects.filter(state="C").order_by("description")
    assert [item.fair_value_rp for item in items] == [50_000, 150_000, 75_000]
    flock = ledger.sub_balances(cooperative.book, ["stock"], EXIT)
    assert [(part.unit, part.balance) for part in flock if part.unit == "SHEEP_F"] == [
        ("SHEEP_F", 2)
    ]  # fmt: skip
    again = importing.run(write(tmp_path / "lagi.xlsx", ITEMISED), by, ON)
    assert (again.faults, again.new) == ((), 0)
    (fault,) = faults(tmp_path, by, changed("Penilaian aset", 2, "Nilai", 1, ITEMISED))
    assert fault[:3] == ("Penilaian aset", 2, "Nilai")
    assert "400.000" in fault[3]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "said"),
    [
        ("Penyertaan mitra", 2, "Banyak", 3, "tidak cukup"),
        ("Penyertaan mitra", 2, "Satuan", "KARUNG", "tidak dikenal"),
        ("Penyertaan mitra", 2, "Kontrak", "HB-9", "Hibah dan sewa"),
        ("Penyertaan mitra", 2, "Mitra", "M2", "bukan milik mitra itu"),
        ("Penilaian aset", 2, "Aset", "AB-9", "Aset bersama"),
    ],
)
def test_what_a_deed_says_wrongly_keeps_everything_out(
    tmp_path, by, sheet, row, column, value, said
):
    before = counted()
    (fault,) = faults(tmp_path, by, changed(sheet, row, column, value, ITEMISED))
    assert said in fault[3]
    assert counted() == before


def test_what_happened_after_the_exit_may_not_be_left_behind(tmp_path, by):
    late = ["TB-2", "M1", "kas", "7-3-2014", 7_000]
    saved = [*WHOLE["Tabungan kelompok"], late]
    (fault,) = faults(tmp_path, by, {**WHOLE, "Tabungan kelompok": saved})
    assert fault[:3] == ("Serah terima", 2, "Tanggal")
    assert "7 Maret 2014" in fault[3]
    assert "TB-2" in fault[3]
    assert not Deed.objects.exists()


def test_items_without_the_deed_are_refused(tmp_path, by):
    assert faults(tmp_path, by, RUN) == []
    (fault,) = faults(tmp_path, by, {"Penilaian aset": ITEMISED["Penilaian aset"]})
    assert fault[0] == "Penilaian aset"
    assert "Serah terima" in fault[3]


def test_items_of_a_sector_that_has_left_are_refused(tmp_path, by):
    assert faults(tmp_path, by, WHOLE) == []
    late = {"Penyertaan mitra": ITEMISED["Penyertaan mitra"][:1], **END}
    late["Penyertaan mitra"] = [
        *late["Penyertaan mitra"], ["M1", "lemari", "TOOL", 1, 50_000, ""]
    ]  # fmt: skip
    (fault,) = faults(tmp_path, by, late)
    assert fault[0] == "Serah terima"
    assert "Penyertaan mitra baris 2" in fault[3]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "named", "said"),
    [
        ("Serah terima", 2, "Tanggal", "6-4-2014", "Tanggal", "belum tiba"),
        ("Serah terima", 2, "Sektor", "perikanan", "Sektor", "lembar Sektor"),
        ("Serah terima", 2, "Koperasi", "kop-lain", "Koperasi", "lembar Koperasi"),
        ("Serah terima", 2, "Pihak kedua", "", "Pihak kedua", "harus diisi"),
        ("Tutup buku", 2, "Sampai", "31-3-2014", "Sampai", "belum selesai"),
        ("Konfirmasi piutang", 2, "Tanggal", "8-3-2014", "Tanggal", "belum tiba"),
        ("Konfirmasi piutang", 2, "Kontrak", "QH-9", "Kontrak", "lembar"),
        ("Konfirmasi piutang", 2, "Keterangan", "", "Keterangan", "harus diisi"),
        ("Pengurus", 2, "Mitra", "M2", "Mitra", "belum menjadi anggota"),
        ("Anggota", 2, "Mitra", "M2", "Mitra", "belum menyetujui"),
        ("Anggota", 2, "Mitra", "P1", "Mitra", "lembar Pendamping"),
        ("Anggota", 2, "Mitra", "X1", "Mitra", "lembar Mitra"),
        ("Anggota", 2, "Tanggal", "1-9-2013", "Tanggal", "mendahului"),
        ("Klaim", 2, "Alamat", "javascript:x", "Alamat", "https://"),
        ("Klaim", 2, "Teks", "Rabu", "Angka", "salah satu"),
        ("Keputusan kemandirian", 2, "Hasil", "ditahan", "Alasan", "mengapa"),
    ],
)
def test_a_wrong_row_refuses_everything_and_leaves_nothing(
    tmp_path, by, sheet, row, column, value, named, said
):
    before = counted()
    first, *_ = faults(tmp_path, by, changed(sheet, row, column, value, WHOLE))
    assert first[:3] == (sheet, row, named)
    assert said in first[3]
    assert counted() == before


@pytest.mark.parametrize(
    ("sheet", "column", "value", "said"),
    [
        ("Tutup buku", "Sampai", "31-1-2014", "Februari 2014"),
        ("Konfirmasi piutang", "Tanggal", "31-1-2014", "sejak 1 Februari 2014"),
        ("Pengurus", "Jabatan", "pengawas", "Ketua"),
    ],
)
def test_the_exit_says_what_is_still_missing(tmp_path, by, sheet, column, value, said):
    before = counted()
    (fault,) = faults(tmp_path, by, changed(sheet, 2, column, value, WHOLE))
    assert fault[:2] == ("Serah terima", 2)
    assert said in fault[3]
    assert counted() == before


@pytest.mark.parametrize(
    ("sheet", "column", "value", "said"),
    [
        ("Koperasi", "Nama", "Koperasi Lain", "Koperasi Uji"),
        ("Anggota", "Tanggal", "11-9-2013", "10 September 2013"),
        ("Keputusan kemandirian", "Kriteria", "v2", "v1"),
        ("Klaim", "Angka", 3, "2"),
        ("Konfirmasi piutang", "Jumlah", 1, "900.000"),
        ("Perjalanan mitra", "Alasan", "lain", "dengan isi lain"),
        ("Serah terima", "Nomor BAST", "BAST/2", "BAST/1"),
        ("Serah terima", "Tanggal", "5-3-2014", "6 Maret 2014"),
    ],
)
def test_what_is_on_record_is_not_changed_by_another_telling(
    tmp_path, by, sheet, column, value, said
):
    assert faults(tmp_path, by, WHOLE) == []
    (fault,) = faults(tmp_path, by, changed(sheet, 2, column, value, WHOLE))
    assert fault[:3] == (sheet, 2, column)
    assert said in fault[3]


def test_what_is_on_record_is_said_in_the_words_of_the_sheet(tmp_path, by):
    assert faults(tmp_path, by, WHOLE) == []
    header, row = END["Serah terima"]
    other = [[*header, "Pengakuan"], [*row, "simpanan anggota"]]
    (fault,) = faults(tmp_path, by, {**WHOLE, "Serah terima": other})
    assert fault[:3] == ("Serah terima", 2, "Pengakuan")
    assert "tercatat hibah" in fault[3]


def test_a_cooperative_of_another_institution_is_not_acted_for(tmp_path, by):
    assert faults(tmp_path, by, WHOLE) == []
    other = changed("Lembaga", 2, "Kode", "lain", SMALL)
    there = beginning.set_up(
        write(tmp_path / "lain.xlsx", other), ON, "pengelola lain", "kata sandi uji"
    )
    before = counted()
    end = {sheet: rows for sheet, rows in END.items() if sheet != "Konfirmasi piutang"}
    first, *_ = faults(tmp_path, there, {**other, **end})
    assert first[:3] == ("Koperasi", 2, "Kode")
    assert counted() == before


def test_recognition_waits_for_enough_members(tmp_path, by):
    legal = [["Koperasi", "Tanggal", "Nomor"], ["kop-tani", "1-12-2013", "BH/1"]]
    first, *_ = faults(tmp_path, by, {**WHOLE, "Badan hukum": legal})
    assert first[:2] == ("Badan hukum", 2)
    assert "20" in first[3]
