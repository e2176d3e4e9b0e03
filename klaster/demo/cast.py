"""Who takes part: the institution and its implementers, groups, mitra, and each one's path.

324 mitra stay to the exit (100, 85, 139 by sector, published), in 32 groups; the nine who left on
the way, and all else, are made up.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from klaster.demo import places
from klaster.demo.ledger import Story
from klaster.demo.people import Person, people

START, END, EXIT = date(2011, 1, 3), date(2013, 12, 31), date(2014, 3, 6)
DECIDED = date(2014, 2, 20)
SIZES = {"pertanian": 100, "peternakan": 85, "umkm": 139}
LEAVERS = {"pertanian": 3, "peternakan": 2, "umkm": 4}
NAMES = {"pertanian": "Pertanian", "peternakan": "Peternakan", "umkm": "UMKM"}
IMPLEMENTERS = (
    ("psi", "Pertanian Sehat Indonesia", "pertanian"),
    ("kampung-ternak", "Kampung Ternak", "peternakan"),
    ("masyarakat-mandiri", "Masyarakat Mandiri", "umkm"),
)
FUNDS = {"pertanian": "tani", "peternakan": "ternak", "umkm": "umkm"}
GROUP_CASH = "kas-kelompok"
# The phases are published; on which day one ended and the next began is made up.
PHASES = {
    "penumbuhan": (START, date(2011, 12, 31)),
    "penguatan": (date(2012, 1, 1), date(2012, 12, 31)),
    "pemandirian": (date(2013, 1, 1), END),
}
# Whose second loan was lost or had to be stretched: no third one, and not yet independent.
TROUBLED = ("M195", "M205", "M230")
_WHY = (
    "pindah ke kota untuk bekerja (contoh)",
    "pindah desa mengikuti keluarga (contoh)",
    "memilih bekerja di kebun (contoh)",
)
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Sabtu")


@dataclass(frozen=True, slots=True)
class Mitra:
    """One mitra: code, sector, group (its code and place in it), first and last day."""

    code: str
    sector: str
    group: str
    place: int
    person: Person
    since: date
    until: date | None


def set_the_stage(story: Story) -> list[Mitra]:
    """Fill the sheets of institution, programme, groups and people; return all mitra."""
    _programme(story)
    mitra = _mitra(story)
    for one in mitra:
        _path(story, one)
    return mitra


def _programme(story: Story) -> None:
    story.add("Lembaga", kode="dompet-dhuafa", nama="Dompet Dhuafa", jenis="lembaga")
    story.add(
        "Program", kode="lebak", nama="Klaster Mandiri Kabupaten Lebak", wilayah=places.DISTRICT,
        mulai=START, selesai=END,
    )  # fmt: skip
    for code, name, sector in IMPLEMENTERS:
        story.add("Lembaga", kode=code, nama=name, jenis="pelaksana")
        story.add("Sektor", program="lebak", kode=sector, nama=NAMES[sector], pelaksana=code)
        story.add(
            "Dana", program="lebak", kode=FUNDS[sector], nama=f"Zakat {NAMES[sector]} (contoh)",
            jenis="zakat", donatur="Para donatur (contoh)", tanggal=START, perjanjian="contoh",
        )  # fmt: skip
    story.add(
        "Dana", program="lebak", kode=GROUP_CASH, nama="Kas kelompok (contoh)",
        jenis="kas kelompok",
        tanggal=START,
    )  # fmt: skip
    for phase, (first, last) in PHASES.items():
        story.add("Tahap", program="lebak", tahap=phase, mulai=first, selesai=last)


def _mitra(story: Story) -> list[Mitra]:
    chance, villages = story.chance, {name: code for code, name in places.VILLAGES}
    everyone = iter(people(chance, sum(SIZES.values()) + sum(LEAVERS.values()), 0.55))
    made: list[Mitra] = []
    for sector, homes in places.GROUPS.items():
        count, leaving = SIZES[sector] + LEAVERS[sector], LEAVERS[sector]
        codes: list[tuple[str, str, date]] = []
        for home in homes:
            code = f"K{len(story.sheets['Kelompok']) + 1:02}"
            formed = date(2011, 2, 1) + timedelta(days=chance.randrange(60))
            if len(codes) % 3 == 0:
                mentor = f"P{len(story.sheets['Pendamping']) + 1:02}"
                story.add(
                    "Pendamping", kode=mentor, nama=f"Pendamping Contoh {mentor}",
                    jenis_kelamin="L", mulai=START, contoh="ya",
                )  # fmt: skip
            story.add(
                "Kelompok", kode=code, nama=f"Kelompok {home} {code} (contoh)", sektor=sector,
                desa=villages[home], hari=chance.choice(_DAYS), tiap_minggu=2, dibentuk=formed,
                pendamping=mentor, contoh="ya",
            )  # fmt: skip
            codes.append((code, home, formed))
        for i in range(count):
            code, home, formed = codes[i % len(codes)]
            until = None
            if i >= count - leaving:
                until = date(2012, 6, 1) + timedelta(days=chance.randrange(300))
            one = Mitra(
                f"M{len(made) + 1:03}", sector, code, i // len(codes), next(everyone), formed, until
            )
            made.append(one)
            _row(story, one, villages[home])
    return made


def _row(story: Story, one: Mitra, village: str) -> None:
    person = one.person
    story.add(
        "Mitra", kode=one.code, nama=person.name, panggilan=person.calling,
        jenis_kelamin=person.sex, tanggal_lahir=person.born, nik=person.nik, no_kk=person.kk,
        telepon=person.phone, desa=village, kampung=story.chance.choice(places.HAMLETS),
        kelompok=one.group, tanggal_daftar=one.since, setuju_pemantauan="ya", setuju_koperasi="ya",
        contoh="ya",
    )  # fmt: skip


def is_held(one: Mitra) -> bool:
    """Whether the committee holds the mitra back: a group that is not ready, and a few others."""
    return one.group == "K32" or one.code in TROUBLED or int(one.code[1:]) % 29 == 0


def _path(story: Story, one: Mitra) -> None:
    steps = [("layak", one.since + timedelta(days=10), ""),
             ("aktif", one.since + timedelta(days=24), "")]  # fmt: skip
    if one.until:
        steps.append(("keluar", one.until, story.chance.choice(_WHY)))
    elif not is_held(one):
        steps.append(("siap mandiri", date(2013, 12, 10), "syarat kesiapan terpenuhi (contoh)"))
        steps.append(("mandiri", DECIDED, "keputusan rapat (contoh)"))
    for stage, on, reason in steps:
        story.add("Perjalanan mitra", mitra=one.code, tahap=stage, tanggal=on, alasan=reason)
