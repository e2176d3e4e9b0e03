"""What a cooperative's officers do on the web, where a form is more than its command."""

from datetime import date

import pytest
from django.test import Client

from klaster.domain.closing.models import MonthEnd
from klaster.domain.cooperative.models import Member
from klaster.domain.ledger.models import Entry
from klaster.domain.lending.models import Application
from klaster.domain.savings import queries as savings
from klaster.domain.treasury.models import Voucher
from tests.conftest import id_of
from tests.domain import cooperative_year
from tests.web.conftest import HOUSE_AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
ON = {"on": "2015-03-31"}
PAPER = {"via": "fund_cash", "who": "Warung", "memo": "Kertas", "party": ""}


@pytest.fixture
def treasurer(house, client):
    return sign_in(client, user_with(house.world.by.organisation_id, "officer"), HOUSE_AS_OF)


def saved(house, name):
    party = house.world.members[name].party_id
    return savings.saved_by(house.world.by.organisation_id, [party], HOUSE_AS_OF)[party]


def test_a_sheet_keeps_what_each_paid_once_however_often_it_is_sent(house, treasurer):
    before = {name: saved(house, name) for name in ("Budi", "Cici")}
    numbers = {name: house.world.members[name].number for name in before}
    sheet = ON | {
        "id": id_of("sheet"),
        "via": "fund_cash",
        f"wajib-{numbers['Budi']}": "20.000",
        f"sukarela-{numbers['Cici']}": "5.000",
    }
    for _ in range(2):
        assert treasurer.post("/tindakan/savings.keep_many/", sheet).status_code == 302
    assert saved(house, "Budi")["wajib"] == before["Budi"]["wajib"] + 20_000
    assert saved(house, "Cici")["sukarela"] == before["Cici"]["sukarela"] + 5_000


def test_an_empty_sheet_is_not_kept(house, treasurer):
    empty = ON | {"id": id_of("sheet"), "via": "fund_cash"}
    answer = treasurer.post("/tindakan/savings.keep_many/", empty)
    assert answer.status_code == 422
    assert "Isi sedikitnya satu simpanan." in answer.content.decode()


def test_a_voucher_stands_against_several_accounts(house, treasurer):
    given = ON | PAPER | {"id": id_of("voucher"), "line-1": "5304", "amount-1": "10.000"}
    missing = treasurer.post("/tindakan/treasury.write_voucher.out/", given | {"line-2": "5304"})
    assert missing.status_code == 422
    assert not Voucher.objects.filter(id=id_of("voucher")).exists()
    whole = given | {"line-2": "5304", "amount-2": "2.500"}
    answer = treasurer.post("/tindakan/treasury.write_voucher.out/", whole)
    assert answer.url == f"/koperasi/kas/bukti/{id_of('voucher')}/"
    assert Voucher.objects.get(id=id_of("voucher")).amount == 12_500
    assert "Kertas" in treasurer.get(answer.url).content.decode()


def test_the_settlement_of_who_leaves_is_shown_and_nothing_of_it_stays(house, treasurer):
    member = house.world.members["Cici"]
    given = ON | {
        "id": id_of("leave"), "end": "resigned", "reason": "Pindah", "via": "fund_cash",
        "aksi": "periksa",
    }  # fmt: skip
    page = treasurer.post(f"/tindakan/savings.leave/{member.id}/", given).content.decode()
    kept = sum(saved(house, "Cici").values())
    assert "Dibayarkan" in page
    assert f"Rp {kept:,}".replace(",", ".") in page
    assert Member.objects.get(id=member.id).left_on is None
    assert not Entry.objects.filter(id=id_of("leave")).exists()


def test_a_month_end_sent_twice_does_not_end_the_next_month(house, treasurer):
    world = house.world
    for month in (1, 2):
        cooperative_year.count(world, date(2015, month + 1, 1).replace(day=1) - date.resolution)
    given = ON | {"id": id_of("end"), "month": "2015-01-01"}
    statuses = [treasurer.post("/tindakan/closing.month_end/", given).status_code for _ in range(2)]
    ended = MonthEnd.objects.filter(month__year=2015)
    assert (statuses, [each.month for each in ended]) == ([302, 422], [date(2015, 1, 1)])


def test_a_month_end_says_all_that_is_missing_at_once(house, treasurer):
    given = {"id": id_of("end"), "month": "2015-01-01", "on": "2015-01-20", "aksi": "periksa"}
    page = treasurer.post("/tindakan/closing.month_end/", given).content.decode()
    assert "Bulan ini belum berakhir." in page
    assert "Hitung kas per tanggal terakhir bulan ini." in page
    assert "Jurnal yang akan dibuat" not in page
    done = treasurer.post("/tindakan/closing.month_end/", given | {"aksi": "simpan"})
    assert "Bulan Januari 2015 belum berakhir." in done.content.decode()


def test_who_recorded_an_application_is_not_offered_its_approval(house, treasurer):
    member = house.world.members["Fajar"]
    given = ON | {
        "id": id_of("loan"), "amount": "300.000", "purpose": "Bibit", "instalments": "3",
        "unit": "month",
    }  # fmt: skip
    at = treasurer.post(f"/tindakan/lending.apply_for.qardh/{member.id}/", given).url
    approve = f"/tindakan/lending.approve/{id_of('loan')}/"
    assert approve not in treasurer.get(at).content.decode()
    assert treasurer.get(approve).status_code == 404

    other = sign_in(Client(), user_with(house.world.by.organisation_id, "officer"), HOUSE_AS_OF)
    assert approve in other.get(at).content.decode()
    officer = id_of("kop", "ketua")
    approval = ON | {"id": id_of("approval"), "officer": officer, "note": ""}
    assert other.post(approve, approval).url == at
    assert Application.objects.get(id=id_of("loan")).approvals.count() == 1


def test_goods_are_sold_at_the_usual_price_unless_another_is_written(house, treasurer):
    rice = house.world.id("rice")
    bought = ON | {
        "id": id_of("bought"), "via": "fund_cash", "party": "", "memo": "", "item-1": rice,
        "quantity-1": "12,5", "price-1": "100.000",
    }  # fmt: skip
    assert treasurer.post("/tindakan/trade.buy/", bought).status_code == 302
    sold = bought | {"id": id_of("sold"), "quantity-1": "2,5", "price-1": "", "party": "Ani"}
    page = treasurer.get(treasurer.post("/tindakan/trade.sell/", sold).url).content.decode()
    assert "Rp 22.500" in page
    assert "Ani" in page


def test_supervisors_and_members_are_offered_nothing(house, client):
    member = house.world.members["Budi"]
    for role, scope in (("supervisor", None), ("member", member.party_id)):
        user = user_with(house.world.by.organisation_id, role, scope=scope)
        sign_in(client, user, HOUSE_AS_OF)
        page = client.get(f"/koperasi/anggota/{member.id}/").content.decode()
        assert "Budi" in page
        assert "/tindakan/" not in page


def test_pots_that_do_not_make_a_whole_are_not_adopted(house, treasurer):
    given = ON | {
        "id": id_of("policy"), "basis": "RAT", "savings": "year_end", "usage": "turnover",
        "denominator": "all", "rounding": "floor", "savings_base": ["simpanan_pokok"],
        "percent-cadangan": "40", "percent-jasa_modal": "30", "percent-jasa_usaha": "35",
    }  # fmt: skip
    answer = treasurer.post("/tindakan/surplus.adopt/", given)
    assert answer.status_code == 422
    assert "Jumlah persentase 105; harus tepat 100." in answer.content.decode()
