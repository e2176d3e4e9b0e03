"""Deeds and reports on paper: what they say adds up, and no page breaks where it must not."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import queries as books
from klaster.reports.documents import deeds, documents
from klaster.rules.wording import money_text
from tests.conftest import id_of
from tests.domain import reform_world
from tests.domain.reform_world import EXIT, MITRA


def pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


@pytest.fixture
def world(by):
    return reform_world.build(by)


@pytest.fixture
def deed(world):
    (signed,) = graduation.exit_programme(
        by=world.by, on=EXIT, programme=world.programme, deeds=[world.deed()]
    )
    return signed


def test_a_deed_adds_up_to_the_entries_of_both_books(world, deed):
    data = deeds.data_of(deed)
    given = books.balance(world.book, "asset_reform", EXIT)
    credited = ["donated_capital", "savings_special", "savings_voluntary"]
    taken = -sum(
        part.balance for part in books.sub_balances(world.cooperative.book, credited, EXIT)
    )
    assert data["summary"]["totals"] == [["Jumlah", "24", money_text(given), money_text(taken)]]
    assert [part["totals"][0][-1] for part in data["parts"]] == [
        "Rp 31.500.000", "Rp 15.000.000", "Rp 3.000.000",
    ]  # fmt: skip
    assert data["spelled"] == "empat puluh sembilan juta lima ratus ribu rupiah"


def test_every_mitra_stands_with_contract_akad_and_both_values(deed):
    (portfolio,) = (part for part in deeds.data_of(deed)["parts"] if "Piutang" in part["title"])
    assert [column["title"] for column in portfolio["columns"]] == [
        "No.", "Mitra", "Kontrak", "Akad dan uraian", "Diakui mitra", "Nilai buku", "Nilai wajar",
    ]  # fmt: skip
    said = "Rp 875.000 per 6 Maret 2014"
    assert portfolio["rows"] == [
        *(
            [str(n), name, f"qardh/{n - 1:02}", "Piutang qardh", said, "Rp 875.000", "Rp 875.000"]
            for n, name in enumerate(MITRA, 2)
        ),
        ["12", "–", "", "Kas bergulir", "", "Rp 6.250.000", "Rp 6.250.000"],
    ]
    numbers = [row[0] for part in deeds.data_of(deed)["parts"] for row in part["rows"]]
    assert numbers == [str(n) for n in range(1, 25)]


def test_the_paper_says_who_gives_what_and_is_tagged_and_the_same_again(deed):
    made = deeds.pdf_of(deed)
    assert made == deeds.pdf_of(deed)
    assert PdfReader(io.BytesIO(made)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(" ".join(pages(made)).split())
    for said in (
        "Kamis, 6 Maret 2014", "Kandang komunal", "Rp 30.000.000", "Rp 31.500.000", "perlu servis",
        "sebagai modal hibah", "sebagai simpanan khusus anggota", "Pihak Kedua",
    ):  # fmt: skip
        assert said in text


def test_an_animal_is_named_by_tag_sex_and_age(by, world):
    """Two tagged of three goats: one of known birth, one not."""
    deed = Deed.objects.create(
        id=id_of("deed"), organisation_id=by.organisation_id, programme=world.programme,
        sector_id=id_of("sector"), receiver_id=world.cooperative.organisation_id,
        cooperative_id=world.cooperative.id, number="BAST/9", on=EXIT,
        credit_role="donated_capital",
    )  # fmt: skip
    for n, (born, head) in enumerate((("2013-01-07", 3), ("2010-05-01", 1), (None, 1)), 1):
        DeedItem.objects.create(
            id=id_of("item", n), organisation_id=by.organisation_id, deed=deed, n=n, state="A",
            description="Gaduhan: Kambing betina", quantity=head, unit_id="GOAT_F",
            marks=[{"tag": f"K-{n}", "born_on": born}], book_value_rp=1, fair_value_rp=1,
        )  # fmt: skip
    (part,) = deeds.data_of(deed)["parts"]
    marked = [column["title"] for column in part["columns"]].index("Tanda, kelamin, umur")
    assert [row[marked] for row in part["rows"]] == [
        "K-1, betina, 13 bulan; betina, 2 ekor tanpa tanda", "K-2, betina, 3 tahun", "K-3, betina",
    ]  # fmt: skip


def table(title: str, rows: int) -> dict:
    return {
        "title": title, "note": "", "text": "Penjelasan bagian.", "svg": "",
        "columns": [{"title": "Nama", "num": False}, {"title": "Nilai", "num": True}],
        "rows": [[f"baris {title} {n}", "1"] for n in range(rows)],
        "totals": [["Jumlah", str(rows)]], "check": f"Cocok {title}", "agrees": True,
    }  # fmt: skip


def of_deed(*rows: int) -> list[str]:
    party = {"name": "Nama Penanda", "position": "Ketua", "of": "Lembaga"}
    data = {
        "letterhead": "L", "number": "1", "weekday": "Kamis", "date": "6 Maret 2014",
        "place": "Balai", "basis": "Dasar", "parties": [party, party], "spelled": "satu rupiah",
        "recorded": "", "summary": table("Ringkas", 3), "witnesses": ["Saksi A", "Saksi B"],
        "parts": [table(f"Bagian{n}", count) for n, count in enumerate(rows)],
    }  # fmt: skip
    return pages(documents.deed_pdf(data, date(2014, 3, 6)))


def of_report(*rows: int) -> list[str]:
    data = {
        "letterhead": "L", "title": "Laporan", "subtitle": "s", "headline": [],
        "sections": [table(f"Bagian{n}", count) for n, count in enumerate(rows)],
    }  # fmt: skip
    return pages(documents.report_pdf(data, date(2014, 3, 6)))


def require_no_lonely_heading(found: list[str], *rows: int) -> None:
    """Each heading has its table's first rows on the same page, three at least or all."""
    for n, count in enumerate(rows):
        (page,) = (page for page in found if f"\nBagian{n}\n" in page)
        for row in range(min(3, count)):
            assert f"baris Bagian{n} {row}" in page


@pytest.mark.parametrize("first", range(14, 50, 3))
def test_neither_heading_nor_signature_is_left_alone_on_a_deed(first):
    rows = (first, 2, 13)
    found = of_deed(*rows)
    require_no_lonely_heading(found, *rows)
    (statement,) = (page for page in found if "Pernyataan" in page)
    assert statement.count("Nama Penanda") == (4 if len(found) == 1 else 2)
    assert "Saksi B" in statement


@pytest.mark.parametrize("first", range(1, 30, 3))
def test_no_heading_is_left_alone_in_a_report_and_a_proof_stays_with_its_table(first):
    rows = (first, 5, 14)
    found = of_report(*rows)
    require_no_lonely_heading(found, *rows)
    (page,) = (page for page in found if "Cocok Bagian1" in page)
    assert "baris Bagian1 0" in page
    assert "Jumlah" in page
