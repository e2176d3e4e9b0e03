"""The programme's plans and running costs: training, mentoring, institution, operations.

All amounts are made up. Costs are paid from a fund of their own, so none of what was given for
assets went into running the programme.
"""

from datetime import date

from klaster.demo.cast import END, FUNDS, PHASES, SIZES, START
from klaster.demo.ledger import Story

FUND = "infak"
ASSETS = {"pertanian": 190_000_000, "peternakan": 165_000_000, "umkm": 240_000_000}
PLANNED = {
    "pelatihan": (36_000_000, 24_000_000, 15_000_000),
    "pendampingan": (108_000_000, 108_000_000, 96_000_000),
    "kelembagaan": (4_000_000, 12_000_000, 30_000_000),
    "operasional": (30_000_000, 24_000_000, 24_000_000),
}
_COURSES = (
    "pelatihan budi daya padi sehat",
    "pelatihan kandang dan pakan",
    "pelatihan pembukuan usaha",
    "studi banding antarkelompok",
)
_INSTITUTION = {
    date(2011, 11, 15): (2_400_000, "musyawarah antarkelompok"),
    date(2012, 6, 19): (5_600_000, "pelatihan calon pengurus koperasi"),
    date(2012, 12, 4): (4_100_000, "penyusunan aturan koperasi"),
    date(2013, 9, 10): (9_800_000, "rapat pembentukan koperasi"),
    date(2013, 11, 26): (14_700_000, "buku, lemari, dan papan nama koperasi"),
}


def spend(story: Story) -> None:
    """Fill the sheets of budget and costs."""
    story.add(
        "Dana", program="lebak", kode=FUND, nama="Infak pendampingan (contoh)",
        jenis="infak terikat", donatur="Para donatur (contoh)", tanggal=START, perjanjian="contoh",
    )  # fmt: skip
    for n, phase in enumerate(PHASES):
        for sector in SIZES:
            story.add(
                "Anggaran", program="lebak", sektor=sector, tahap=phase, dana=FUNDS[sector],
                jenis="aset", uraian="contoh", jumlah=ASSETS[sector],
            )  # fmt: skip
        for kind, amounts in PLANNED.items():
            story.add(
                "Anggaran", program="lebak", tahap=phase, dana=FUND, jenis=kind, uraian="contoh",
                jumlah=amounts[n],
            )  # fmt: skip
    chance = story.chance
    for year, month in ((year, month) for year in (2011, 2012, 2013) for month in range(1, 13)):
        last = date(year, month, 28)
        _pay(story, last, "pendampingan", chance.randrange(84, 93) * 100_000,
             "uang saku pendamping")  # fmt: skip
        _pay(story, last, "operasional", chance.randrange(14, 31) * 100_000,
             "kendaraan, listrik, alat tulis")  # fmt: skip
        if month in (3, 6, 9, 11):
            _pay(story, date(year, month, 17), "pelatihan", chance.randrange(38, 82) * 100_000,
                 chance.choice(_COURSES))  # fmt: skip
    for on, (amount, what) in _INSTITUTION.items():
        _pay(story, on, "kelembagaan", amount, what)
    assert story.sheets["Biaya program"][-1]["tanggal"] <= END, "costs end with the programme"


def _pay(story: Story, on: date, kind: str, amount: int, what: str) -> None:
    story.add(
        "Biaya program", nomor=story.number("Biaya program", "BP"), tanggal=on, dana=FUND,
        jenis=kind, jumlah=amount, keterangan=f"{what} (contoh)",
    )  # fmt: skip
    story.cash[FUND].append((on, -amount))
