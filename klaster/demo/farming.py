"""Farming: each season inputs are given ahead and come back after the harvest (yarnen), plus tools.

One group lost the dry season of 2012 to pests. All made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import Mitra
from klaster.demo.ledger import Story, agree

# Inputs are given on the first day, the harvest is in on the second; the last runs past the exit.
SEASONS = (
    (date(2011, 4, 5), date(2011, 8, 10)),
    (date(2011, 11, 8), date(2012, 3, 6)),
    (date(2012, 4, 10), date(2012, 8, 7)),
    (date(2012, 11, 6), date(2013, 3, 5)),
    (date(2013, 4, 9), date(2013, 8, 6)),
    (date(2013, 11, 12), None),
)
FAILED_GROUP, FAILED_SEASON = "K07", 2
PRICES = (3_400, 3_700, 3_900, 4_100, 4_300, 4_500)
FUND = "tani"


def farm(story: Story, mitra: Sequence[Mitra]) -> None:
    """Tell every farmer's seasons."""
    for one in mitra:
        _tools(story, one)
        for n, (first, harvest) in enumerate(SEASONS):
            if one.until is None or (harvest and harvest + timedelta(days=60) < one.until):
                _season(story, one, n, first, harvest)


def _tools(story: Story, one: Mitra) -> None:
    worth = story.chance.randrange(380, 520) * 1_000
    on = one.since + timedelta(days=30)
    tools = agree(
        story, "Hibah dan sewa", "grant", {"principal": str(worth)}, nomor=f"HB-{one.code}",
        tanggal=on, jenis="hibah", mitra=one.code, dana=FUND, nilai=worth,
    )  # fmt: skip
    tools.happens("placed", on, worth, asal="kas", satuan="TOOL", banyak=3, uraian="alat tani")


def _season(story: Story, one: Mitra, n: int, first: date, harvest: date | None) -> None:
    chance = story.chance
    worth = chance.randrange(132, 200) * 5_000
    terms = {
        "form": "muzaraah", "unit": "RICE_KG", "inputs": str(worth), "inputs_first": True,
        "part_programme": 5, "part_farmer": 95,
    }  # fmt: skip
    given_on = first + timedelta(days=chance.randrange(9))
    season = agree(
        story, "Bagi hasil", "crop_share", terms, nomor=f"YN-{one.code}-{n + 1}", tanggal=given_on,
        jenis="muzaraah", mitra=one.code, dana=FUND, modal=worth, modal_dahulu="ya",
        nisbah_program=5, nisbah_mitra=95, satuan_hasil="RICE_KG",
    )  # fmt: skip
    season.happens("inputs_given", given_on, worth, asal="kas", uraian="benih dan pupuk")
    if harvest is None:
        return
    if one.group == FAILED_GROUP and n == FAILED_SEASON:
        season.happens(
            "crop_failed", harvest, alasan="serangan wereng di seluruh hamparan (contoh)"
        )
        return
    reaped = harvest + timedelta(days=chance.randrange(8))
    season.happens(
        "harvested",
        reaped,
        banyak=chance.randrange(420, 1_150),
        harga=PRICES[n],
        hasil_dalam="tunai",
    )
    paid_on, due = reaped + timedelta(days=chance.choice((3, 7, 14))), season.owed()
    if chance.random() < 0.15:  # sold late: a part now, the rest weeks after
        part = due // 2 // 1_000 * 1_000
        season.happens("repaid", paid_on, part)
        paid_on, due = paid_on + timedelta(days=28), due - part
    season.happens("repaid", paid_on, due)
    season.happens("season_ended", paid_on)
