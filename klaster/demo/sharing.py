"""What groups share: a drying floor, two barns and a production house, worn month by month.

All made up, paid from a company's gift as each bill came. They are the programme's until the exit
and pass to the cooperatives with what is left of their value. The last one, the production house,
takes what is missing to the published total.
"""

from datetime import date, timedelta

from klaster.demo.cast import START
from klaster.demo.ledger import Story

FUND = "csr"
# Day, group, what, rupiah, months of use.
BUILT = (
    (date(2011, 10, 11), "K03", "lantai jemur", 9_600_000, 96),
    (date(2011, 9, 13), "K13", "kandang komunal", 14_400_000, 120),
    (date(2012, 7, 17), "K17", "kandang komunal", 12_900_000, 120),
)
HOUSE = (date(2013, 6, 18), "K20", "rumah produksi bersama")
HOUSE_MONTHS, HOUSE_RESIDUAL = 120, 2_000_000


def build(story: Story) -> None:
    """Build what is planned at a round price."""
    story.add(
        "Dana", program="lebak", kode=FUND, nama="Bantuan aset bersama (contoh)", jenis="csr",
        donatur="Perusahaan contoh", tanggal=START, perjanjian="contoh",
    )  # fmt: skip
    for on, group, what, cost, months in BUILT:
        _built(story, on, group, what, cost, umur_bulan=months)


def build_house(story: Story, cost: int) -> None:
    """Build the production house for `cost` rupiah."""
    assert 10_000_000 < cost < 60_000_000, "the price of a house"
    _built(story, *HOUSE, cost, umur_bulan=HOUSE_MONTHS, sisa_nilai=HOUSE_RESIDUAL)


def _built(story: Story, on: date, group: str, what: str, cost: int, **wear: int) -> None:
    words = f"{what} (contoh)"
    story.add(
        "Penerimaan", nomor=story.number("Penerimaan", "TR"), dana=FUND,
        tanggal=on - timedelta(days=7), jumlah=cost, keterangan=words,
    )  # fmt: skip
    story.add(
        "Pembelian", nomor=story.number("Pembelian", "BL"), tanggal=on, dana=FUND,
        satuan="BUILDING", jumlah=1, harga_total=cost, uraian=words,
    )  # fmt: skip
    story.add(
        "Aset bersama", nomor=f"AB-{group}", tanggal=on, program="lebak", kelompok=group, dana=FUND,
        satuan="BUILDING", banyak=1, uraian=words, nilai=cost, **wear,
    )  # fmt: skip
    story.rolled += cost
