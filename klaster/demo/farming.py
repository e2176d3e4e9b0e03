"""Farming: each season inputs are given ahead and come back after the harvest (yarnen), plus tools.

What the season brought stands in the farmer's own book too. One group lost the dry season of 2012
to pests. All made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo import livelihoods
from klaster.demo.cast import Mitra
from klaster.demo.ledger import Agreement, Story, agree

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
        plot = livelihoods.enterprise(story, one, "tani", "Sawah", one.since + timedelta(days=30))
        area_m2 = story.chance.randrange(8, 26) * 200
        for n, (first, harvest) in enumerate(SEASONS):
            if one.until is None or (harvest and harvest + timedelta(days=60) < one.until):
                season = _season(story, one, n, first, harvest)
                _book(story, season, plot, n, area_m2)


def _tools(story: Story, one: Mitra) -> None:
    worth = story.chance.randrange(380, 520) * 1_000
    on = one.since + timedelta(days=30)
    tools = agree(
        story, "Hibah dan sewa", "grant", {"principal": str(worth)}, nomor=f"HB-{one.code}",
        tanggal=on, jenis="hibah", mitra=one.code, dana=FUND, nilai=worth,
    )  # fmt: skip
    tools.happens(
        "placed", on, worth, asal="kas", satuan="TOOL", banyak=3, uraian="alat tani (contoh)"
    )


def _season(story: Story, one: Mitra, n: int, first: date, harvest: date | None) -> Agreement:
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
    season.happens("inputs_given", given_on, worth, asal="kas", uraian="benih dan pupuk (contoh)")
    if harvest is None:
        return season
    if one.group == FAILED_GROUP and n == FAILED_SEASON:
        season.happens(
            "crop_failed", harvest, alasan="serangan wereng di seluruh hamparan (contoh)"
        )
        return season
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
    return season


def _book(story: Story, season: Agreement, plot: str, n: int, area_m2: int) -> None:
    """The farmer's own view of a season: inputs and wages, harvest, what was sold and eaten."""
    told = {event.kind: event for event in season.history}
    given, reaped = told["inputs_given"], told.get("harvested")
    last = season.history[-1].on if len(season.history) > 1 else None
    label = f"Musim {n + 1}"
    livelihoods.season(story, plot, label, given.on, last, area_m2)
    wages = story.chance.randrange(10, 28) * 10_000
    livelihoods.line(story, plot, given.on, "uang keluar", given.amount + wages, musim=label,
                     keterangan="benih, pupuk, upah")  # fmt: skip
    if reaped is None:
        return
    kg = reaped.data["quantity"]
    eaten = kg * story.chance.randrange(15, 36) // 100
    livelihoods.line(story, plot, reaped.on, "panen", 0, musim=label, banyak=kg, satuan="RICE_KG",
                     keterangan="gabah")  # fmt: skip
    livelihoods.line(story, plot, reaped.on, "dipakai sendiri", eaten * PRICES[n], musim=label,
                     banyak=eaten, satuan="RICE_KG", keterangan="dimakan keluarga")  # fmt: skip
    livelihoods.line(story, plot, reaped.on, "uang masuk", (kg - eaten) * PRICES[n], musim=label,
                     banyak=kg - eaten, satuan="RICE_KG", keterangan="dijual")  # fmt: skip
