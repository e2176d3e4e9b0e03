"""What was found after the exit, at 3 to 36 months: who goes on, who closed, who is lost.

Of mitra, groups and cooperatives, all made up. A workbook of its own, written when the last round
had been done.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from klaster.demo.cast import EXIT, Mitra, is_held
from klaster.demo.ledger import SEED, Story
from klaster.rules.calendar import add_months

MONTHS = (3, 6, 12, 24, 36)
ENDED = date(2017, 4, 30)
# Of a hundred who were seen the time before, how many by the next: closed, changed, at work.
CLOSES: Mapping[str, float] = {"pertanian": 0.035, "peternakan": 0.025, "umkm": 0.05}
CHANGES, TAKES_WORK, IS_LOST = 0.03, 0.02, 0.045
STOPS_MEETING = 0.04
RUNNING, CHANGED, CLOSED, WORKING = "berjalan", "berubah", "tutup", "bekerja"
WHY_LOST = (
    "pindah, alamat baru tidak diketahui",
    "merantau ke kota",
    "tiga kali dicari, tidak ada",
)
WHY_CLOSED = ("sakit lama", "modal terpakai untuk keperluan keluarga", "kalah bersaing")


@dataclass(frozen=True, slots=True)
class Found:
    """One mitra at one round: the state of the business, "" when nobody was found; a word on it."""

    mitra: Mitra
    month: int
    on: date
    business: str
    note: str


def rounds(mitra: Sequence[Mitra]) -> Iterator[Found]:
    """Everyone let go, round by round; who was once lost is not looked for again."""
    chance = Random(SEED + 3)
    for one in mitra:
        if one.until is not None or is_held(one):
            continue
        state = RUNNING
        for month in MONTHS:
            on = add_months(EXIT, month) + timedelta(days=chance.randrange(-10, 25))
            if chance.random() < IS_LOST:
                yield Found(one, month, on, "", chance.choice(WHY_LOST))
                break
            state, note = _next(chance, one, state)
            yield Found(one, month, on, state, note)


def _next(chance: Random, one: Mitra, state: str) -> tuple[str, str]:
    if state not in (RUNNING, CHANGED):
        return state, "masih sama dengan kunjungan lalu"
    draw = chance.random()
    if draw < CLOSES[one.sector]:
        return CLOSED, chance.choice(WHY_CLOSED)
    if draw < CLOSES[one.sector] + TAKES_WORK:
        return WORKING, "diterima bekerja"
    if draw < CLOSES[one.sector] + TAKES_WORK + CHANGES:
        return CHANGED, "berganti dagangan"
    return state, ""


def follow(story: Story, found: Sequence[Found], told: Story) -> None:
    """Tell every round as the sheet wants it; `told` names the groups and cooperatives."""
    for one in found:
        story.add(
            "Pemantauan", mitra=one.mitra.code, bulan_ke=one.month, tanggal=one.on,
            hasil="ditemukan" if one.business else "tidak ditemukan", usaha=one.business,
            **{"catatan" if one.business else "alasan": f"{one.note} (contoh)" if one.note else ""},
        )  # fmt: skip
    chance = Random(SEED + 5)
    for row in told.sheets["Kelompok"]:
        _visited(story, chance, STOPS_MEETING, kelompok=row["kode"])
    for row in told.sheets["Koperasi"]:
        _visited(story, chance, 0, koperasi=row["kode"])


def _visited(story: Story, chance: Random, stops: float, **who: str) -> None:
    """A group or cooperative, met at each round until a last one at which it had stopped."""
    for month in MONTHS:
        has_stopped = chance.random() < stops
        story.add(
            "Pemantauan", **who, bulan_ke=month,
            tanggal=add_months(EXIT, month) + timedelta(days=chance.randrange(-10, 25)),
            hasil="ditemukan", usaha=CLOSED if has_stopped else RUNNING,
            catatan="anggota bertemu sendiri-sendiri (contoh)" if has_stopped else "(contoh)",
        )  # fmt: skip
        if has_stopped:
            break
