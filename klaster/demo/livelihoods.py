"""What the mitra live from, in their own simple books: crop seasons, herds, stalls and trades.

A season of a crop is reckoned by itself; herds and stalls by the year. All amounts are made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import EXIT, Mitra
from klaster.demo.ledger import Story

TRADES = (
    ("warung", "Warung"),
    ("warung", "Warung"),
    ("dagang", "Dagang keliling"),
    ("dagang", "Dagang sayur"),
    ("kerajinan", "Anyaman"),
    ("kerajinan", "Gula aren"),
)
BURNT, BURNT_ON = "M195", date(2012, 7, 10)
# Money that a quarter of trade brings in, in steps of 10,000 at the start, and how it grows.
QUARTER, GROWTH_PCT = (120, 320), 4


def enterprise(story: Story, one: Mitra, kind: str, name: str, on: date) -> str:
    """Put an enterprise of a mitra on record, over when the mitra left; return its code."""
    code = f"U{len(story.sheets['Usaha']) + 1:03}"
    ended, why = one.until, "pemiliknya keluar dari program (contoh)"
    if one.code == BURNT:
        ended, why = BURNT_ON, "warung terbakar (contoh)"
    story.add(
        "Usaha", kode=code, mitra=one.code, jenis=kind,
        nama=f"{name} {one.person.calling} (contoh)", mulai=on, selesai=ended,
        sebab=why if ended else None,
    )  # fmt: skip
    return code


def season(
    story: Story, code: str, label: str, first: date, last: date | None, area_m2: int
) -> None:
    """Open a crop season of an enterprise, irrigated or rain-fed as its number has it."""
    story.add(
        "Musim usaha", usaha=code, musim=label, mulai=first, selesai=last, luas_m2=area_m2,
        berpengairan="ya" if int(code[1:]) % 3 == 0 else "tidak",
    )  # fmt: skip


def line(story: Story, code: str, on: date, kind: str, amount: int, **more: object) -> None:
    """Write a line of a book: rupiah, and with `banyak` and `satuan` what was counted."""
    story.add(
        "Catatan usaha", nomor=story.number("Catatan usaha", "CU"), usaha=code, tanggal=on,
        jenis=kind, jumlah=amount or None, **more,
    )  # fmt: skip


def keep_herds(story: Story, herders: Sequence[Mitra]) -> None:
    """Feed and medicine against manure and own animals sold, a line of each by half-year."""
    chance = story.chance
    for one in herders:
        on = one.since + timedelta(days=60)
        code = enterprise(story, one, "ternak", "Kandang", on)
        for n, day in enumerate(_days(one, on, 182)):
            line(story, code, day, "uang keluar", chance.randrange(12, 30) * 10_000,
                 keterangan="pakan dan obat")  # fmt: skip
            line(story, code, day, "uang masuk", chance.randrange(6, 14) * 10_000,
                 keterangan="pupuk kandang")  # fmt: skip
            if n >= 2 and chance.random() < 0.6:
                heads = chance.randrange(1, 3)
                line(story, code, day, "uang masuk", heads * chance.randrange(85, 130) * 10_000,
                     keterangan=f"{heads} ekor domba milik sendiri dijual")  # fmt: skip


def keep_shops(story: Story, traders: Sequence[Mitra]) -> None:
    """Sales, purchases and own use of each quarter; trade grows, with better and worse ones."""
    chance = story.chance
    for one in traders:
        on = one.since + timedelta(days=45)
        kind, name = TRADES[0] if one.code == BURNT else chance.choice(TRADES)
        code = enterprise(story, one, kind, name, on)
        usual = chance.randrange(*QUARTER) * 10_000
        for n, day in enumerate(_days(one, on, 91)):
            grown = usual * (100 + GROWTH_PCT * n) // 100
            sold = grown * chance.randrange(70, 131) // 100 // 5_000 * 5_000
            spent = sold * chance.randrange(58, 83) // 100 // 5_000 * 5_000
            line(story, code, day, "uang masuk", sold, keterangan="penjualan")
            line(story, code, day, "uang keluar", spent, keterangan="belanja barang dan bahan")
            if n % 4 == 3:
                line(story, code, day, "dipakai sendiri", chance.randrange(4, 20) * 10_000,
                     keterangan="dipakai keluarga setahun")  # fmt: skip


def _days(one: Mitra, on: date, every: int) -> list[date]:
    """The days on which a book is brought up to date, until the mitra stops or the exit."""
    last = min(one.until or EXIT, BURNT_ON if one.code == BURNT else EXIT)
    return [on + timedelta(days=n) for n in range(every, (last - on).days, every)]
