"""The story as told, before anything is imported."""

import pytest

from klaster.demo import cast, neighbour, story
from klaster.demo.ledger import Story


@pytest.fixture(scope="module")
def told() -> tuple[Story, ...]:
    """The workbooks in order: the records first, another institution's last."""
    return (*story.tell(), neighbour.tell())


def test_the_rows_are_the_same_each_time(told):
    again = (*story.tell(), neighbour.tell())
    assert [one.sheets for one in again] == [one.sheets for one in told]


def test_published_figures_stand_in_the_rows(told):
    sheets = told[0].sheets
    sector_of = {row["kode"]: row["sektor"] for row in sheets["Kelompok"]}
    left = {row["mitra"] for row in sheets["Perjalanan mitra"] if row["tahap"] == "keluar"}
    staying = [sector_of[row["kelompok"]] for row in sheets["Mitra"] if row["kode"] not in left]
    assert {sector: staying.count(sector) for sector in cast.SIZES} == {
        "pertanian": 100, "peternakan": 85, "umkm": 139,
    }  # fmt: skip
    assert len(sheets["Kelompok"]) == 32
    assert told[0].rolled == 1_714_661_978


def test_whatever_is_made_up_says_so(told):
    for one in told:
        for sheet in ("Mitra", "Kelompok", "Pendamping"):
            assert all(row["contoh"] == "ya" for row in one.sheets[sheet])
        for sheet in ("Kelompok", "Dana", "Usaha"):
            assert all("contoh" in row["nama"].lower() for row in one.sheets[sheet])
        for sheet in ("Penerimaan", "Biaya program"):
            assert all("contoh" in row["keterangan"] for row in one.sheets[sheet])
        for sheet in ("Pembelian", "Aset bersama"):
            assert all("contoh" in row["uraian"] for row in one.sheets[sheet])
        for row in one.sheets["Konfirmasi piutang"]:
            assert "contoh" in row["keterangan"]
        for row in (*one.sheets["Kejadian kontrak"], *one.sheets["Perjalanan mitra"]):
            said = row.get("uraian") or row.get("alasan") or "contoh"
            assert "contoh" in said, row
    (other,) = told[-1].sheets["Lembaga"]
    assert other["contoh"] == "ya"
    assert "Contoh" in other["nama"]


def test_no_two_people_share_a_number(told):
    numbers = [row["nik"] for one in told for row in one.sheets["Mitra"]]
    assert len(set(numbers)) == len(numbers) == 333 + 24


def test_whoever_leaves_owes_nothing_afterwards(told):
    sheets = told[0].sheets
    left = {row["mitra"]: row["tanggal"] for row in sheets["Perjalanan mitra"]
            if row["tahap"] == "keluar"}  # fmt: skip
    mitra_of = {row["nomor"]: row["mitra"] for row in sheets["Pembiayaan"]}
    ends = {}
    for row in sheets["Kejadian kontrak"]:
        if mitra_of.get(row["kontrak"]) in left:
            ends[row["kontrak"]] = row["kejadian"]
    assert ends, "some of those who left had loans"
    assert set(ends.values()) <= {"angsuran", "pelunasan", "hapus buku"}
    assert {"pelunasan", "hapus buku"} <= set(ends.values())
