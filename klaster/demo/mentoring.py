"""Meetings, trainings and visits: who came follows from who put money aside that day.

What was talked about, who stayed away and what was seen is made up.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from klaster.demo.cast import Mitra, is_held
from klaster.demo.ledger import SEED, Story
from klaster.demo.savings import EVERY, LAST

TALKS = (
    "ikrar dan tausiyah", "tertib tabungan kelompok", "catatan usaha sederhana",
    "harga pasar dan penjualan bersama", "hak dan kewajiban akad", "musyawarah angsuran",
    "kebersihan dan kesehatan keluarga", "persiapan koperasi",
)  # fmt: skip
TRAININGS: Mapping[str, Sequence[tuple[date, str]]] = {
    "pertanian": (
        (date(2011, 6, 14), "budidaya padi ramah lingkungan"),
        (date(2012, 5, 9), "pupuk dan pestisida hayati"),
        (date(2013, 4, 17), "dasar-dasar perkoperasian"),
    ),
    "peternakan": (
        (date(2011, 7, 12), "kandang dan pakan domba"),
        (date(2012, 6, 20), "kesehatan ternak"),
        (date(2013, 4, 24), "dasar-dasar perkoperasian"),
    ),
    "umkm": (
        (date(2011, 8, 3), "kemasan dan perizinan usaha kecil"),
        (date(2012, 9, 5), "pembukuan warung"),
        (date(2013, 5, 8), "dasar-dasar perkoperasian"),
    ),
}
SEEN = (
    "usaha berjalan, catatan rapi", "modal terpakai sesuai rencana", "catatan belum diisi, dibantu",
    "ternak sehat", "tempat usaha bersih", "angsuran tertinggal, dicari jalan keluarnya",
)  # fmt: skip
# Of those who put nothing aside that day, how many came all the same.
CAME_WITHOUT_MONEY, CAME_TO_TRAINING, HELD_BACK_CAME = 0.7, 0.86, 0.1


def meet(story: Story, mitra: Sequence[Mitra]) -> None:
    """Tell two-weekly meetings and trainings of every group, and two or so visits a year to each.

    With chances of their own, so that they change nothing else of the story.
    """
    chance = Random(SEED + 1)
    mentors = {row["kode"]: row["pendamping"] for row in story.sheets["Kelompok"]}
    paid = {(row["mitra"], row["tanggal"]) for row in story.sheets["Tabungan kelompok"]}
    groups: dict[str, list[Mitra]] = defaultdict(list)
    for one in mitra:
        groups[one.group].append(one)
    for group, members in groups.items():
        for n, day in enumerate(_days(members[0])):
            absent = [
                one.code
                for one in _there(members, day)
                if (one.code, day) not in paid and not _comes(chance, one)
            ]
            _add(story, group, day, "pertemuan", TALKS[n % len(TALKS)], mentors[group], absent)
        for day, topic in TRAININGS[members[0].sector]:
            absent = [
                one.code
                for one in _there(members, day)
                if chance.random() > (HELD_BACK_CAME if is_held(one) else CAME_TO_TRAINING)
            ]
            _add(story, group, day, "pelatihan", topic, mentors[group], absent)
    _visit(story, chance, mitra, mentors)


def _comes(chance: Random, one: Mitra) -> bool:
    return chance.random() < (HELD_BACK_CAME if is_held(one) else CAME_WITHOUT_MONEY)


def _days(one: Mitra) -> Iterator[date]:
    day = one.since + EVERY
    while day <= LAST:
        yield day
        day += EVERY


def _there(members: Sequence[Mitra], day: date) -> list[Mitra]:
    """Who belongs to the group on a day."""
    return [one for one in members if one.until is None or day < one.until]


def _add(
    story: Story, group: str, day: date, kind: str, topic: str, mentor: str, absent: list[str]
) -> None:
    story.add(
        "Pertemuan", kelompok=group, tanggal=day, jenis=kind, topik=topic, pendamping=mentor,
        tidak_hadir=";".join(absent),
    )  # fmt: skip


def _visit(
    story: Story, chance: Random, mitra: Sequence[Mitra], mentors: Mapping[str, str]
) -> None:
    for one in mitra:
        day = one.since + timedelta(days=chance.randrange(40, 200))
        while day <= min(one.until or LAST, LAST):
            story.add(
                "Kunjungan", mitra=one.code, tanggal=day, pendamping=mentors[one.group],
                topik="kunjungan usaha (contoh)", catatan=f"{chance.choice(SEEN)} (contoh)",
            )  # fmt: skip
            day += timedelta(days=chance.randrange(120, 260))
