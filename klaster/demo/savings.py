"""Savings in the groups' cash: a little at each meeting, some taken out before Lebaran."""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import EXIT, GROUP_CASH, Mitra, is_held
from klaster.demo.ledger import Story

# Idul Fitri of 1432, 1433 and 1434 H as the government announced it after each session of the
# Ministry of Religious Affairs (sidang isbat) of 29 August 2011, 18 August 2012 and 7 August 2013,
# as the press reported. Members take money out in the two weeks before; how much is made up.
LEBARAN = (date(2011, 8, 31), date(2012, 8, 19), date(2013, 8, 8))
EVERY = timedelta(days=14)  # from meeting to meeting
LAST = EXIT - timedelta(days=10)


def put_aside(story: Story, mitra: Sequence[Mitra]) -> None:
    """Two-weekly meetings, from the forming of the group until the exit."""
    chance = story.chance
    rows = []
    for one in mitra:
        habit, held, day = chance.uniform(0.6, 0.97), 0, one.since + EVERY
        usual = chance.choice((2_000, 2_000, 3_000, 5_000, 10_000))
        feasts = list(LEBARAN)
        while day <= min(one.until or LAST, LAST):
            if feasts and day >= feasts[0] - timedelta(days=14):
                feasts.pop(0)
                out = held // 2 // 1_000 * 1_000
                if out and chance.random() < 0.6:
                    rows.append((day, one.code, 0, out))
                    held -= out
            elif chance.random() < habit and not _stays_away(one, day):
                rows.append((day, one.code, usual, 0))
                held += usual
            day += EVERY
        if one.until and held:
            rows.append((one.until, one.code, 0, held))
    rows.sort(key=lambda row: row[0])
    for day, code, put, took in rows:
        story.add(
            "Tabungan kelompok", nomor=story.number("Tabungan kelompok", "TB"), mitra=code,
            dana=GROUP_CASH, tanggal=day, setor=put or None, tarik=took or None,
        )  # fmt: skip


def _stays_away(one: Mitra, day: date) -> bool:
    """Whoever will be held back comes to every other meeting of the last year at most."""
    return is_held(one) and day >= LAST - timedelta(days=365) and day.toordinal() // 14 % 2 == 0
