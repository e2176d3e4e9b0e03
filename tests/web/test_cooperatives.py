"""The cooperative's own pages: what a treasurer reads there, and what a member may see."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from klaster.domain.savings import receipts
from tests.conftest import id_of
from tests.web.conftest import HOUSE_AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(house, client):
    return sign_in(client, user_with(house.world.by.organisation_id, "officer"), HOUSE_AS_OF)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_first_page_says_what_to_do_next(house, treasurer):
    page = read(treasurer, "/koperasi/")
    assert "Bulan terakhir yang ditutup: Desember 2014." in page
    assert "Tutup bulan Januari 2015: hitung kas dahulu" in page
    assert "menunggak simpanan" in page
    assert "rapat anggota tahunan 2014" not in page  # held already
    assert "Neraca seimbang." in page


def test_the_annual_meeting_is_called_for_until_it_was_held(house, client):
    officer = user_with(house.world.by.organisation_id, "officer")
    sign_in(client, officer, date(2015, 1, 31))
    page = read(client, "/koperasi/")
    assert "Undang rapat anggota tahunan 2014. Batas: 31 Maret 2015" in page
    sign_in(client, officer, date(2015, 2, 10))
    assert "Adakan rapat anggota tahunan 2014, direncanakan 21 Februari 2015" in read(
        client, "/koperasi/"
    )


def test_the_list_of_members_says_what_each_saved_and_who_is_late(house, treasurer):
    late = read(treasurer, "/koperasi/anggota/?tampil=menunggak")
    assert "Jaja" in late
    assert "Budi" not in late
    assert "60.000" in late  # six months of 10,000 not paid
    assert "Ani" in read(treasurer, "/koperasi/anggota/?q=1")
    assert "Ani" not in read(treasurer, "/koperasi/anggota/?q=budi")


def test_a_passbook_of_the_next_year_carries_the_balance_forward(house, treasurer):
    page = read(treasurer, house.addresses["member"] + "?tahun=2015")
    assert "Saldo pindahan" in page
    assert "Pembagian SHU" in page
    assert treasurer.get(house.addresses["member"] + "?tahun=dua").status_code == 404
    assert treasurer.get("/koperasi/kas/?bulan=2014-13").status_code == 404


def test_a_member_sees_their_own_passbook_only(house, client):
    own, other = house.world.members["Budi"], house.world.members["Ani"]
    user = user_with(house.world.by.organisation_id, "member", scope=own.party_id)
    sign_in(client, user, HOUSE_AS_OF)
    assert f"/koperasi/anggota/{own.id}/" in read(client, "/koperasi/")
    page = read(client, f"/koperasi/anggota/{own.id}/")
    assert "Budi" in page
    assert "Ani" not in page
    paper = client.get(f"/koperasi/anggota/{own.id}/buku-simpanan.pdf?tahun=2014")
    assert paper.content.startswith(b"%PDF-")
    for address in (house.addresses["member"], house.addresses["passbook_pdf"],
                    house.addresses["receipt"]):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.get(f"/koperasi/anggota/{own.id}/bukti/{id_of('none')}/").status_code == 404
    for name in ("members", "cash", "surplus", "meetings", "health"):
        assert client.get(house.addresses[name]).status_code == 403, name
    stranger = user_with(house.world.by.organisation_id, "member", scope=id_of("nobody"))
    sign_in(client, stranger, HOUSE_AS_OF)
    assert client.get("/koperasi/").status_code == 403
    assert client.get(f"/koperasi/anggota/{other.id}/").status_code == 404


def test_a_receipt_is_checked_by_the_address_in_its_code(house, treasurer):
    page = treasurer.get(house.addresses["receipt"])
    link = page.context["link"]
    assert link.startswith("http://testserver/verifikasi/?t=KL1.")
    (token,) = parse_qs(urlsplit(link).query)["t"]
    assert receipts.verify(token).state == receipts.STANDS


def test_the_cash_book_ends_with_what_the_books_hold(house, treasurer):
    page = read(treasurer, "/koperasi/kas/?bulan=2014-12")
    closing = treasurer.get("/koperasi/kas/?bulan=2014-12").context["book"].closing
    assert closing == house.world.balances(date(2014, 12, 31))["1101"]
    assert "KK-2014-0012" in page
    assert "Hitung kas terakhir" in page


def test_the_parts_of_a_shared_surplus_add_up(house, treasurer):
    given = treasurer.get(house.addresses["distribution"]).context
    parts = sum(amount for _, amount in given["pots"]) + given["to_members"]
    assert parts == given["distribution"].surplus
    assert given["to_members"] == sum(each.total for each in given["part"].rows)


def test_what_a_rating_cannot_say_is_said_to_be_unavailable(house, treasurer):
    page = read(treasurer, "/koperasi/kesehatan/")
    assert "Belum tersedia" in page


def test_the_sixteen_books_open_as_reports(house, treasurer):
    given = treasurer.get("/koperasi/buku/").context
    assert len(given["books"]) == 16
    for each in given["books"]:
        assert treasurer.get(each["url"]).status_code == 200, each["url"]


def test_the_pack_of_a_year_that_is_not_over_does_not_exist(house, treasurer):
    for address in ("2015/pdf", "2013/pdf", "2014/csv", "0/pdf"):
        assert treasurer.get(f"/koperasi/rapat/berkas/{address}/").status_code == 404
