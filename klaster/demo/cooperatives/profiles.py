"""How the three cooperatives differ: dues, costs, shop, financing, sharing. All made up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

BASE = {"savings_base": ["simpanan_pokok", "simpanan_wajib"], "remainder_to": "cadangan"}


@dataclass(frozen=True, slots=True)
class Ware:
    """Something in the shop: its unit, rupiah it is bought and sold for, a usual sale in steps.

    `step` is one whole unit in the smallest steps (1,000 grams of a kilogram).
    """

    name: str
    unit: str
    step: int
    bought: int
    sold: int
    usual: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """One cooperative: `principal` and `mandatory` in rupiah, sales a month, loans a quarter.

    `in_box` is what is kept in cash, the rest lies in the bank. `loans` are the lowest and the
    highest principal in steps of 50,000; `margin_pct` is for the whole term.
    """

    principal: int
    mandatory: int
    in_box: int
    office: int
    honorarium: int
    wage: int
    sales: int
    loans: tuple[int, int]
    loans_a_quarter: int
    margin_pct: int
    goods: tuple[str, ...]
    wares: tuple[Ware, ...]
    policy: dict[str, Any]
    usage: str
    meetings: tuple[date, date]
    extra_income: tuple[str, int]


def _kg(name: str, bought: int, sold: int, low: int, high: int) -> Ware:
    return Ware(name, "GOODS_KG", 1_000, bought, sold, (low, high))


PROFILES = {
    "pertanian": Profile(
        principal=50_000, mandatory=5_000, in_box=50_000_000, office=60_000,
        honorarium=400_000, wage=300_000, sales=5, loans=(20, 60), loans_a_quarter=1, margin_pct=9,
        goods=("pompa air", "alat semprot", "mesin perontok", "terpal jemur"),
        wares=(
            _kg("Pupuk urea (contoh)", 1_900, 2_150, 50, 150),
            _kg("Benih padi (contoh)", 8_200, 9_300, 5, 15),
            _kg("Beras (contoh)", 7_900, 8_700, 10, 50),
        ),
        policy={
            "pots": {"cadangan": 30, "jasa_modal": 20, "jasa_usaha": 30, "pendidikan": 5,
                     "sosial": 5, "pengurus": 10},
            "capital_pot": "jasa_modal", "usage_pot": "jasa_usaha", **BASE,
        },
        usage="turnover", meetings=(date(2015, 3, 14), date(2016, 3, 12)),
        extra_income=("Sewa lantai jemur dari bukan anggota", 75_000),
    ),
    "peternakan": Profile(
        principal=50_000, mandatory=5_000, in_box=16_000_000, office=45_000,
        honorarium=300_000, wage=250_000, sales=4, loans=(8, 20), loans_a_quarter=1, margin_pct=10,
        goods=("kandang panggung", "mesin pencacah rumput", "gerobak rumput"),
        wares=(
            _kg("Konsentrat (contoh)", 2_600, 3_000, 15, 50),
            _kg("Garam mineral (contoh)", 6_500, 7_800, 1, 4),
            Ware("Obat cacing (contoh)", "PCS", 1, 7_000, 9_000, (1, 4)),
        ),
        policy={
            "pots": {"cadangan": 40, "jasa_modal": 25, "jasa_usaha": 20, "pendidikan": 5,
                     "sosial": 5, "pengurus": 5},
            "capital_pot": "jasa_modal", "usage_pot": "jasa_usaha", **BASE,
        },
        usage="purchases", meetings=(date(2015, 2, 28), date(2016, 3, 5)),
        extra_income=("Penjualan pupuk kandang kepada bukan anggota", 60_000),
    ),
    "umkm": Profile(
        principal=100_000, mandatory=10_000, in_box=30_000_000, office=90_000,
        honorarium=250_000, wage=200_000, sales=3, loans=(60, 130), loans_a_quarter=8,
        margin_pct=14,
        goods=("oven", "gerobak dagang", "mesin jahit", "kulkas", "kompor dan wajan"),
        wares=(
            Ware("Minyak goreng (contoh)", "LITRE", 1_000, 10_800, 12_200, (10, 40)),
            _kg("Gula pasir (contoh)", 9_700, 11_000, 10, 50),
            Ware("Kemasan plastik (contoh)", "PCS", 1, 14_000, 16_500, (4, 15)),
        ),
        policy={
            "pots": {"cadangan": 35, "jasa_modal": 20, "jasa_usaha": 30, "pendidikan": 5,
                     "sosial": 3, "pengurus": 5, "karyawan": 2},
            "capital_pot": "jasa_modal", "usage_pot": "jasa_usaha", **BASE,
        },
        usage="margin", meetings=(date(2015, 2, 21), date(2016, 2, 20)),
        extra_income=("Sewa rumah produksi dari bukan anggota", 500_000),
    ),
}  # fmt: skip
