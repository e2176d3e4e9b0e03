"""Each financing kind told as a story that an accountant can read and check."""

from pathlib import Path
from typing import Any

import pytest

from klaster.rules.contracts.kind import Event
from tests.golden import golden
from tests.rules.story import on, tell

GOLDEN = Path(__file__).parent / "golden"
MONTHLY = {"unit": "month", "every": 1}


def event(kind: str, day: str, amount: int = 0, **data: Any) -> Event:
    return Event(kind, on(day), amount, data)


QARDH = (
    "qardh",
    "Modal warung, dibayar tiap bulan, dilunasi sesudah pembebasan sebagian",
    {"principal": "1000", "instalments": 6, "start": "2023-09-01", "rounding": "1", **MONTHLY},
    [
        event("repaid", "2023-09-15", 167),
        event("disbursed", "2023-09-01", 900),
        event("disbursed", "2023-09-01", 1000),
        event("disbursed", "2023-09-02", 1000),
        event("repaid", "2023-10-01", 167),
        event("repaid", "2023-11-01", 200),
        event("repaid", "2023-12-01", 0),
        event("waived", "2023-12-15", 100),
        event("waived", "2023-12-15", 100, reason="Warung terkena banjir"),
        event("repaid", "2024-01-01", 534),
        event("fined", "2024-01-01", 10),
        event("repaid", "2024-01-01", 533),
        event("repaid", "2024-01-02", 1),
    ],
)

QARDH_LOST = (
    "qardh",
    "Pinjaman pupuk, dijadwal ulang, dihapusbukukan, kembali sebagian",
    {
        "principal": "1200000",
        "instalments": 4,
        "start": "2012-01-31",
        "grace_principal": 1,
        "rounding": "50000",
        **MONTHLY,
    },
    [
        event("disbursed", "2012-01-31", 1200000),
        event("repaid", "2012-03-31", 400000),
        event(
            "restructured",
            "2012-05-01",
            reason="Gagal panen",
            terms={
                "principal": "900000",
                "instalments": 8,
                "start": "2012-05-01",
                "rounding": "50000",
                **MONTHLY,
            },
        ),
        event(
            "restructured",
            "2012-05-01",
            reason="Gagal panen",
            terms={
                "principal": "800000",
                "instalments": 8,
                "start": "2012-05-01",
                "rounding": "50000",
                **MONTHLY,
            },
        ),
        event("repaid", "2012-06-01", 100000),
        event("recovered", "2012-07-01", 50000),
        event("written_off", "2013-12-01", 700000),
        event("written_off", "2013-12-01", 600000, reason="Mitra wafat tanpa ahli waris"),
        event("written_off", "2013-12-01", 700000, reason="Mitra wafat tanpa ahli waris"),
        event("repaid", "2013-12-15", 100000),
        event("recovered", "2014-01-15", 250000),
        event("recovered", "2014-02-15", 500000),
        event("recovered", "2014-02-15", 450000),
    ],
)

MURABAHAH = (
    "murabahah",
    "Mesin jahit, dilunasi pada bulan keenam: margin enam bulan tidak dipungut",
    {
        "principal": "100000000",
        "margin": "12000000",
        "method": "flat",
        "instalments": 12,
        "start": "2023-01-01",
        **MONTHLY,
    },
    [
        event("disbursed", "2023-01-01", 100000000),
        event("goods_bought", "2022-12-28", 60000000),
        event("goods_bought", "2022-12-29", 50000000),
        event("goods_bought", "2022-12-29", 40000000),
        event("disbursed", "2023-01-01", 100000000),
        *(event("repaid", f"2023-0{month}-01", 9333333) for month in range(2, 7)),
        event("paid_off", "2023-06-20", 65333335),
        event("paid_off", "2023-06-20", 59333335),
    ],
)

MURABAHAH_LATE = (
    "murabahah",
    "Gerobak dengan penundaan: ta'zir, ta'widh, perubahan akad, pembebasan",
    {
        "principal": "2400000",
        "margin": "240000",
        "method": "flat",
        "instalments": 4,
        "start": "2012-01-10",
        "rounding": "1000",
        "overpayment": "last",
        **MONTHLY,
    },
    [
        event("goods_bought", "2012-01-09", 2400000),
        event("disbursed", "2012-01-10", 2400000),
        event("fined", "2012-02-10", 5000, able=True),
        event("repaid", "2012-02-10", 760000),
        event("fined", "2012-03-15", 5000),
        event("fined", "2012-03-15", 5000, able=True),
        event("cost_recovered", "2012-03-15", 15000),
        event("cost_recovered", "2012-03-15", 15000, evidence="Kuitansi ojek penagihan 14-3-2012"),
        event(
            "restructured",
            "2012-03-20",
            reason="Pasar ditutup",
            terms={
                "principal": "1700000",
                "margin": "200000",
                "method": "flat",
                "instalments": 5,
                "start": "2012-03-20",
                **MONTHLY,
            },
        ),
        event(
            "restructured",
            "2012-03-20",
            reason="Pasar ditutup, margin diringankan",
            terms={
                "principal": "1760000",
                "margin": "100000",
                "method": "flat",
                "instalments": 5,
                "start": "2012-03-20",
                "rounding": "1000",
                **MONTHLY,
            },
        ),
        event("waived", "2012-04-20", 372000, reason="Kios terbakar"),
        event("repaid", "2012-05-20", 1428000),
        event("paid_off", "2012-05-20", 1428000),
    ],
)

LEASE = (
    "lease",
    "Traktor tangan, ijarah muntahiya bit tamlik",
    {
        "principal": "12000000",
        "rent": "1500000",
        "residual": "0",
        "useful_months": 12,
        "passes_title": True,
        "instalments": 2,
        "every": 6,
        "unit": "month",
        "start": "2012-01-01",
    },
    [
        event("placed", "2012-01-01", 12000000),
        event("placed", "2012-01-01", 12000000, **{"from": "goods_stock"}),
        event("repaid", "2012-06-01", 1500000),
        event("billed", "2012-07-01", 1500000),
        event("repaid", "2012-07-05", 1000000),
        event("depreciated", "2012-07-31", 7000000),
        event("title_passed", "2012-07-31"),
        event("billed", "2013-01-01", 1500000),
        event("billed", "2013-01-01", 1500000),
        event("repaid", "2013-01-02", 2000000),
        event("title_passed", "2013-01-02"),
        event("returned", "2013-01-02"),
    ],
)

LEASE_RETURNED = (
    "lease",
    "Pompa air sewaan: dikembalikan, sewa tersisa dihapusbukukan",
    {
        "principal": "3000000",
        "rent": "100000",
        "useful_months": 30,
        "instalments": 6,
        "unit": "month",
        "start": "2013-01-01",
    },
    [
        event("placed", "2013-01-01", 3000000, **{"from": "fund_cash"}),
        event("billed", "2013-02-01", 100000),
        event("depreciated", "2013-02-01", 100000),
        event("returned", "2013-02-10"),
        event("billed", "2013-03-01", 100000),
        event("written_off", "2013-12-01", 100000, reason="Mitra pindah, tidak diketahui"),
    ],
)

GRANT = (
    "grant",
    "Bibit kambing dihibahkan",
    {"principal": "2500000", "species": "GOAT", "females": 2, "males": 1},
    [
        event("placed", "2012-05-01", 2500000),
        event("placed", "2012-05-01", 2500000, **{"from": "goods_stock"}),
        event("placed", "2012-05-02", 2500000, **{"from": "goods_stock"}),
    ],
)

CONVENTIONAL = (
    "conventional",
    "Pinjaman bunga menurun yang dibawa dari lembaga lain",
    {
        "principal": "5000.00",
        "annual_rate_pct": "12",
        "method": "declining_equal_instalments",
        "instalments": 18,
        "start": "2022-11-01",
        "decimals": 2,
        **MONTHLY,
    },
    [
        event("disbursed", "2022-11-01", 500000),
        event("repaid", "2022-12-01", 30500),
        event("repaid", "2023-01-01", 10000),
        event("repaid", "2023-01-20", 20500),
        event("paid_off", "2023-02-01", 453232),
        event("paid_off", "2023-02-01", 453231),
    ],
)

STORIES = {
    "qardh": QARDH,
    "qardh_lost": QARDH_LOST,
    "murabahah": MURABAHAH,
    "murabahah_late": MURABAHAH_LATE,
    "lease": LEASE,
    "lease_returned": LEASE_RETURNED,
    "grant": GRANT,
    "conventional": CONVENTIONAL,
}


@pytest.mark.parametrize("name", STORIES)
def test_story_reads_as_signed_off(name: str) -> None:
    golden(GOLDEN / f"{name}.txt", tell(*STORIES[name]))
