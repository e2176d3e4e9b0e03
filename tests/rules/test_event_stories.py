"""Each kind that is settled by event told as a story a field officer can read and check."""

from pathlib import Path
from typing import Any

import pytest

from klaster.rules.contracts.kind import Event
from tests.golden import golden
from tests.rules.story import on, tell

GOLDEN = Path(__file__).parent / "golden"


def event(kind: str, day: str, amount: int = 0, **data: Any) -> Event:
    return Event(kind, on(day), amount, data)


EWES = {
    "species": "SHEEP",
    "females": 2,
    "males": 1,
    "base_value": "3000000",
    "owed_females": 2,
    "owed_males": 1,
    "deadline_months": 24,
    "min_age_months": 4,
    "min_weight_kg": "12.5",
}

PASS_ON = (
    "pass_on",
    "Perguliran domba sampai lunas: nilai ikut anak, induk menjadi milik mitra",
    EWES,
    [
        event("born", "2011-02-01", females=1),
        event("placed", "2011-03-01"),
        event("placed", "2011-03-02"),
        event("mated", "2011-04-10"),
        event("born", "2011-09-12", females=1, males=1),
        event("born", "2011-10-02", females=2, litters=1),
        event("passed_on", "2011-12-01", females=1, age_months=2),
        event("weaned", "2012-01-05", females=3, males=1),
        event("weaned", "2012-01-05", females=2, males=1),
        event("passed_on", "2012-01-10", females=1, age_months=3, weight_kg="11.9"),
        event("passed_on", "2012-01-20", females=1, age_months=3, weight_kg="12.5"),
        event("sold", "2012-02-01", of="weaned", males=1),
        event("fulfilled", "2012-02-01"),
        event("passed_on", "2012-02-10", males=1, age_months=5),
        event("inspected", "2012-03-01", females=3, males=1),
        event("died", "2012-03-05", of="unweaned", females=1),
        event("passed_on", "2012-03-10", females=1, age_months=6),
        event("passed_on", "2012-03-11", females=1, age_months=6),
        event("title_passed", "2012-03-15"),
        event("fulfilled", "2012-03-15"),
        event("born", "2012-09-15", females=1),
    ],
)

PASS_ON_LOSSES = (
    "pass_on",
    "Perguliran domba dengan kematian, pencurian dan penjualan diam-diam",
    {
        "species": "SHEEP",
        "females": 6,
        "base_value": "6000000",
        "owed_females": 6,
        "deadline_months": 24,
        "cash_price": "900000",
        "losses": {"disease": "insured"},
    },
    [
        event("placed", "2011-03-01"),
        event("sold", "2011-03-20", 1300000, of="placed", females=1),
        event("died", "2011-04-01", of="placed", females=1),
        event("stolen", "2011-05-01", of="placed", females=1),
        event("slaughtered", "2011-06-01", 250000, of="placed", females=1, cause="disease"),
        event("lost", "2011-07-01", of="placed", females=1),
        event("lost", "2011-07-01", of="placed", females=1, cause="negligence"),
        event("substituted", "2011-08-01", females=1, of="placed", **{"with": "animal"}),
        event("sold", "2011-09-01", of="placed", females=1, cause="unreported_sale"),
        event("repaid", "2011-09-15", 2000000),
        event("repaid", "2011-09-15", 1500000),
        event("substituted", "2011-10-01", 1000000, females=1, **{"with": "cash"}),
        event("substituted", "2011-10-01", 900000, females=1, **{"with": "cash"}),
        event("fulfilled", "2011-10-02"),
    ],
)

PASS_ON_REPLACED = (
    "pass_on",
    "Perguliran kambing: induk bebas sesudah guliran pertama, satu anak tiap kelahiran",
    {
        "species": "GOAT",
        "females": 1,
        "base_value": "1000000",
        "owed_females": 4,
        "either_sex": True,
        "deadline_months": 36,
        "twins": "one_per_litter",
        "death_before_weaning": "waived",
        "dam_freed_by": "first_pass_on",
    },
    [
        event("placed", "2012-01-10"),
        event("born", "2012-07-01", females=1, males=1),
        event("weaned", "2012-10-01", females=1, males=1),
        event("title_passed", "2012-10-02"),
        event("passed_on", "2012-10-02", females=1, males=1),
        event("passed_on", "2012-10-02", males=1),
        event("title_passed", "2012-10-03"),
        event("born", "2012-12-20", males=1),
        event("died", "2013-01-02", of="unweaned", males=1),
        event("died", "2013-02-01", of="owned", females=1),
        event("substituted", "2013-03-01", females=1, **{"with": "cash"}),
        event("substituted", "2013-03-01", females=1, **{"with": "animal"}),
        event("waived", "2013-04-01", females=1),
        event("waived", "2013-04-01", females=1, reason="Rumah mitra terbakar"),
        event("waived", "2013-04-01", females=1, reason="Rumah mitra terbakar"),
        event("fulfilled", "2013-04-02"),
    ],
)

PASS_ON_LOST = (
    "pass_on",
    "Perguliran kerbau yang ditinggalkan mitra",
    {
        "species": "BUFFALO",
        "females": 2,
        "base_value": "20000001",
        "owed_females": 1,
        "deadline_months": 48,
    },
    [
        event("cancelled", "2012-01-01"),
        event("placed", "2012-01-10"),
        event("cancelled", "2012-01-11", reason="Salah catat"),
        event("returned", "2012-06-01", females=1),
        event("born", "2012-12-01", males=1),
        event("written_off", "2013-06-01"),
        event("written_off", "2013-06-01", reason="Mitra pindah membawa ternak"),
    ],
)

GADUHAN_ALTERNATE = (
    "livestock_share",
    "Gaduhan sapi: empat anak bergilir, lalu induk dijual dan untungnya dibagi dua",
    {
        "species": "CATTLE",
        "females": 1,
        "base_value": "8000000",
        "rule": "alternate_4_then_sell",
    },
    [
        event("placed", "2011-01-10"),
        event("born", "2011-10-01", females=1),
        event("sold", "2012-01-01", 3000000, of="offspring", females=1),
        event("divided", "2012-01-01", females=1),
        event("born", "2012-10-01", males=1),
        event("divided", "2013-01-01", males=1),
        event("divided", "2013-01-01", 3500000, males=1),
        event("born", "2013-09-01", females=2),
        event("divided", "2013-12-01", females=2),
        event("divided", "2013-12-01", females=1),
        event("divided", "2013-12-02", 3000000, females=1),
        event("born", "2014-08-01", males=1),
        event("divided", "2014-10-01", males=1),
        event("sold", "2014-10-02", 2500000, of="offspring", males=1),
        event("sold", "2014-10-03", 11000001, of="placed", females=1),
        event("fulfilled", "2014-10-04"),
        event("paid_out", "2014-10-04", 2750000),
        event("fulfilled", "2014-10-05"),
    ],
)

GADUHAN_FATTENING = (
    "livestock_share",
    "Gaduhan penggemukan 70:25:5 dari selisih harga jual dan harga pokok",
    {"species": "CATTLE", "males": 3, "base_value": "18000000", "rule": "fattening_70_25_5"},
    [
        event("placed", "2012-01-10"),
        event("died", "2012-02-01", of="placed", males=1, cause="negligence"),
        event("sold", "2012-06-10", 8000000, of="placed", males=1),
        event("sold", "2012-07-10", 5500000, of="placed", males=1, received_by="keeper"),
        event("repaid", "2012-08-01", 11500000),
        event("paid_out", "2012-08-01", 1500000),
        event("fulfilled", "2012-08-02"),
    ],
)

GADUHAN_COOPERATIVE = (
    "livestock_share",
    "Gaduhan sapi koperasi: penjualan anak pertama 80:20, berikutnya 70:30",
    {"species": "CATTLE", "females": 1, "base_value": "9000000", "rule": "coop_80_20_70_30"},
    [
        event("placed", "2012-01-10"),
        event("born", "2012-09-01", males=1),
        event("divided", "2013-03-01", males=1),
        event("sold", "2013-03-01", 4000000, of="offspring", males=1),
        event("born", "2013-11-01", females=1),
        event("sold", "2014-05-01", 3000000, of="offspring", females=1, received_by="keeper"),
        event("paid_out", "2014-05-02", 3200000),
        event("returned", "2014-06-01", females=1),
        event("fulfilled", "2014-06-01"),
        event("repaid", "2014-06-02", 900000),
        event("fulfilled", "2014-06-02"),
    ],
)

MUDHARABAH = (
    "profit_share",
    "Mudharabah warung 40:60, modal kembali dalam empat angsuran",
    {
        "form": "mudharabah",
        "capital": "4000000",
        "nisbah_owner": 40,
        "nisbah_partner": 60,
        "instalments": 4,
        "every": 3,
        "unit": "month",
        "start": "2012-01-10",
    },
    [
        event("disbursed", "2012-01-10", 5000000),
        event("disbursed", "2012-01-10", 4000000),
        event("share_paid", "2012-02-10", 80000),
        event("profit_reported", "2012-02-10", revenue="1500000", costs="1249999"),
        event("profit_reported", "2012-02-10", revenue="1500000", costs="1249999", accepted=True),
        event(
            "profit_reported",
            "2012-02-10",
            revenue="1500000",
            costs="0",
            pct_of_instalment="2",
            accepted=True,
        ),
        event("share_paid", "2012-02-11", 100001),
        event("share_paid", "2012-02-11", 100000),
        event("capital_returned", "2012-04-10", 1500000),
        event("profit_reported", "2012-07-10", revenue="500000", costs="1200000", accepted=True),
        event(
            "profit_reported",
            "2012-10-10",
            revenue="100000",
            costs="900000",
            accepted=True,
            negligence=True,
        ),
        event("fulfilled", "2012-10-11"),
        event("capital_returned", "2013-01-10", 1800001),
        event("capital_returned", "2013-01-10", 1800000),
        event("fulfilled", "2013-01-10"),
    ],
)

MENURUN = (
    "profit_share",
    "Musyarakah menurun: bagian lembaga dibeli mitra, nisbah mengikuti modal",
    {
        "form": "musyarakah_menurun",
        "capital": "6000000",
        "partner_capital": "4000000",
        "nisbah_owner": 60,
        "nisbah_partner": 40,
        "nisbah_by_capital": True,
        "instalments": 2,
        "every": 6,
        "unit": "month",
        "start": "2012-01-10",
    },
    [
        event("disbursed", "2012-01-10", 6000000),
        event("profit_reported", "2012-07-10", revenue="2000000", costs="1000000", accepted=True),
        event("capital_returned", "2012-07-10", 3000000),
        event("profit_reported", "2013-01-10", revenue="2000000", costs="1000000", accepted=True),
        event("profit_reported", "2013-02-10", revenue="0", costs="1000000", accepted=True),
        event("waived", "2013-02-11", 300000, reason="Mitra sakit lama"),
        event("share_paid", "2013-02-12", 100000),
        event("written_off", "2013-12-01", 3200000, reason="Usaha tutup"),
        event("written_off", "2013-12-01", 3200000),
        event("written_off", "2013-12-01", 2900000, reason="Usaha tutup"),
    ],
)

SALAM = (
    "salam",
    "Salam gabah: panen kurang, diganti jagung, diundur, sisanya dikembalikan",
    {
        "unit": "RICE_KG",
        "quantity": 1000,
        "quality": "gabah kering giling, kadar air 14 persen",
        "price": "4000000",
        "due_date": "2012-04-30",
    },
    [
        event("delivered", "2012-04-20", quantity=100, quality="baik"),
        event("disbursed", "2012-01-10", 2000000),
        event("disbursed", "2012-01-10", 4000000),
        event("delivered", "2012-04-28", quantity=600),
        event("delivered", "2012-04-28", quantity=600, quality="baik"),
        event("substituted", "2012-05-02", unit="CORN_KG", quantity=120, instead_of=100),
        event("extended", "2012-05-03", due_date="2012-04-30", reason="Banjir"),
        event("extended", "2012-05-03", due_date="2012-08-31", reason="Banjir"),
        event("delivered", "2012-08-20", quantity=301, quality="baik"),
        event("delivered", "2012-08-20", quantity=133, quality="agak basah"),
        event("refunded", "2012-09-01", 600000, quantity=167),
        event("refunded", "2012-09-01", 668000, quantity=167),
        event("refunded", "2012-09-01", 668000, quantity=167),
    ],
)

YARNEN = (
    "crop_share",
    "Yarnen: sarana kembali dahulu dari panen, sisanya 40:60, dibayar gabah",
    {
        "form": "mukhabarah",
        "unit": "RICE_KG",
        "inputs": "1000000",
        "inputs_first": True,
        "part_programme": 40,
        "part_farmer": 60,
    },
    [
        event("inputs_given", "2012-01-10", 600000),
        event("inputs_given", "2012-01-10", 600000, **{"from": "goods_stock"}),
        event("inputs_given", "2012-02-10", 500000, **{"from": "fund_cash"}),
        event("inputs_given", "2012-02-10", 400000, **{"from": "fund_cash"}),
        event("harvested", "2012-04-20", quantity=850, price="5000", **{"in": "kg"}),
        event("season_ended", "2012-04-30"),
        event("harvested", "2012-05-20", quantity=850, price="5000", **{"in": "kg"}),
    ],
)

CROP_FAILED = (
    "crop_share",
    "Yarnen gagal panen: sarana yang belum kembali ditanggung bersama",
    {
        "form": "muzaraah",
        "unit": "RICE_KG",
        "inputs": "1000000",
        "inputs_first": True,
        "part_programme": 0,
        "part_farmer": 100,
        "farmer_bears_pct": 50,
    },
    [
        event("inputs_given", "2012-01-10", 1000000, **{"from": "fund_cash"}),
        event("harvested", "2012-04-20", quantity=80, price="5000", **{"in": "cash"}),
        event("crop_failed", "2012-05-01"),
        event("crop_failed", "2012-05-01", reason="Wereng"),
        event("inputs_given", "2012-05-02", 1, **{"from": "fund_cash"}),
        event("repaid", "2012-06-01", 700000),
    ],
)

STORIES = {
    "pass_on": PASS_ON,
    "pass_on_losses": PASS_ON_LOSSES,
    "pass_on_replaced": PASS_ON_REPLACED,
    "pass_on_lost": PASS_ON_LOST,
    "gaduhan_alternate": GADUHAN_ALTERNATE,
    "gaduhan_fattening": GADUHAN_FATTENING,
    "gaduhan_cooperative": GADUHAN_COOPERATIVE,
    "mudharabah": MUDHARABAH,
    "musyarakah_menurun": MENURUN,
    "salam": SALAM,
    "yarnen": YARNEN,
    "crop_failed": CROP_FAILED,
}


@pytest.mark.parametrize("name", STORIES)
def test_story_reads_as_signed_off(name: str) -> None:
    golden(GOLDEN / f"{name}.txt", tell(*STORIES[name]))
