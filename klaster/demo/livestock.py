"""Livestock: sheep whose offspring is passed on to the next family, over three generations.

First families receive bought sheep; what they pass on makes the second, and that the third, each
waiting in the queue of the group. Cattle are kept for a share (gaduhan); their keepers still wait
for sheep at the exit. Deaths, thefts and late births are made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import FUNDS, Mitra
from klaster.demo.ledger import Agreement, Story, agree
from klaster.rules.contracts.gaduhan import RULE_SETS

FUND = FUNDS["peternakan"]
EWES, RAMS, EWE, RAM, COW = 4, 1, 1_050_000, 1_300_000, 7_800_000
WORTH = EWES * EWE + RAMS * RAM
RULE = next(iter(RULE_SETS))
CATTLE = 8  # keepers of cattle
FIRST, SECOND = 37, 28  # families of the first and second generation; the rest are the third
LAST_DAY = date(2014, 2, 20)
STOLEN_CALF = "M104"
SLAUGHTERED, MEAT = "M120", 450_000


def raise_animals(story: Story, mitra: Sequence[Mitra]) -> None:
    """Tell every queue and every herd, generation by generation."""
    staying = [one for one in mitra if one.until is None]
    cattle, sheep = staying[:CATTLE], staying[CATTLE:]
    for one in cattle:
        _cattle(story, one)
    first = sheep[:FIRST]
    second, third = sheep[FIRST : FIRST + SECOND], sheep[FIRST + SECOND :]
    for one in (*second, *third):
        _wait(story, one, one.since + timedelta(days=story.chance.randrange(20, 90)))
    for one in cattle:
        _wait(story, one, date(2013, 7, 2) + timedelta(days=story.chance.randrange(120)))
    herds = [_bought(story, one) for one in first]
    ready = _generation(story, herds, second, date(2012, 5, 20))
    _generation(story, ready, third, date(2013, 6, 10))


def _wait(story: Story, one: Mitra, since: date) -> None:
    story.add(
        "Antrean ternak", kelompok=one.group, mitra=one.code, jenis_ternak="domba", sejak=since,
    )  # fmt: skip


def _bought(story: Story, one: Mitra) -> Agreement:
    on = one.since + timedelta(days=40)
    for unit, head, price in (("SHEEP_F", EWES, EWE), ("SHEEP_M", RAMS, RAM)):
        story.add(
            "Pembelian", nomor=story.number("Pembelian", "BL"), tanggal=on, dana=FUND, satuan=unit,
            jumlah=head, harga_total=head * price, uraian="domba bibit (contoh)",
        )  # fmt: skip
    story.cash[FUND].append((on, -WORTH))
    herd = _placed(story, one, on, EWES, RAMS, WORTH, None)
    if one.code == SLAUGHTERED:  # a broken leg; the meat was sold for the fund
        day = on + timedelta(days=120)
        herd.happens("slaughtered", day, MEAT, betina=1, kelas="bergulir", sebab="musibah")
    return herd


def _placed(
    story: Story, one: Mitra, on: date, ewes: int, rams: int, worth: int, origin: str | None
) -> Agreement:
    terms = {
        "species": "SHEEP", "females": ewes, "males": rams, "base_value": str(worth),
        "owed_females": 3, "owed_males": 1, "either_sex": True, "deadline_months": 30,
        "min_age_months": 6,
    }  # fmt: skip
    herd = agree(
        story, "Perguliran ternak", "pass_on", terms, nomor=f"GT-{one.code}", tanggal=on,
        jenis="perguliran", mitra=one.code, dana=FUND, jenis_ternak="domba", betina=ewes,
        jantan=rams, nilai=worth, wajib_betina=3, wajib_jantan=1, kelamin_bebas="ya",
        batas_bulan=30, umur_minimum=6,
    )  # fmt: skip
    herd.happens("placed", on, dari_kontrak=origin)
    return herd


def _lambs(story: Story, herd: Agreement, on: date, ewes: int, rams: int) -> date:
    """A lambing and, three months later, its weaning; some ewes die, some lambs too."""
    chance = story.chance
    herd.happens("born", on, betina=ewes, jantan=rams, kelahiran=2)
    if chance.random() < 0.12:
        herd.happens("died", on + timedelta(days=30), betina=1, kelas="bergulir", sebab="penyakit")
    fate = chance.random()
    if fate < 0.05:
        herd.happens("stolen", on + timedelta(days=50), jantan=1, kelas="belum sapih",
                     sebab="pencurian")  # fmt: skip
    elif fate < 0.14:
        herd.happens("died", on + timedelta(days=20), jantan=1, kelas="belum sapih",
                     sebab="mati alami")  # fmt: skip
    rams -= fate < 0.14
    weaned = on + timedelta(days=90)
    herd.happens("weaned", weaned, betina=ewes, jantan=rams)
    return weaned


def _generation(
    story: Story, herds: Sequence[Agreement], families: Sequence[Mitra], on: date
) -> list[Agreement]:
    """Let the herds lamb and pass on to as many families; return the families' herds."""
    waiting, reached = list(families), []
    for herd in herds:
        start = herd.history[0].on + timedelta(days=story.chance.randrange(165, 230))
        weaned = _lambs(story, herd, start, 3, 2)
        day = max(on, weaned + timedelta(days=95)) + timedelta(days=story.chance.randrange(40))
        if not waiting or day > LAST_DAY:
            continue
        next_one = waiting.pop(0)
        worth = herd.happens("passed_on", day, betina=3, jantan=1, umur_bulan=7)
        herd.happens("fulfilled", day)
        reached.append(_placed(story, next_one, day, 3, 1, worth, herd.number))
    assert not waiting, "every family that waits is reached"
    return reached


def _cattle(story: Story, one: Mitra) -> None:
    on = one.since + timedelta(days=60)
    story.add(
        "Pembelian", nomor=story.number("Pembelian", "BL"), tanggal=on, dana=FUND,
        satuan="CATTLE_F", jumlah=1, harga_total=COW, uraian="sapi dara (contoh)",
    )  # fmt: skip
    story.cash[FUND].append((on, -COW))
    terms = {"species": "CATTLE", "females": 1, "males": 0, "base_value": str(COW), "rule": RULE}
    herd = agree(
        story, "Perguliran ternak", "livestock_share", terms, nomor=f"GD-{one.code}", tanggal=on,
        jenis="gaduhan", mitra=one.code, dana=FUND, jenis_ternak="sapi", betina=1, nilai=COW,
        aturan=RULE,
    )  # fmt: skip
    herd.happens("placed", on)
    herd.happens("born", on + timedelta(days=story.chance.randrange(380, 560)), jantan=1)
    if one.code == STOLEN_CALF:
        herd.happens("stolen", date(2013, 9, 3), jantan=1, kelas="anak", sebab="pencurian")
