"""Another institution in the same database, made up throughout: a smaller programme, still running.

It shares villages, units and charts with everyone and rows with no one. Its books follow another
standard (ISAK 335) than the first institution's.
"""

from datetime import date, timedelta
from random import Random

from klaster.demo import funding, places
from klaster.demo.ledger import Agreement, Story, agree
from klaster.demo.people import Person, people
from klaster.rules.contracts import KINDS

CODE, NAME = "yayasan-contoh", "Yayasan Contoh Tetangga"
PROGRAMME = "cimarga-contoh"
USERNAME = "pengelola-lain"
START, UNTIL = date(2012, 1, 9), date(2014, 2, 28)
SEED = 20120109
FUND, GROUP_CASH = "infak-usaha", "kas-kelompok-contoh"
GROUPS = (("B1", "Leuwidamar"), ("B2", "Nayagati"), ("B3", "Cimarga"))
PER_GROUP = 8
FIRST_SERIAL = 5_001  # of the numbers that nobody was given, apart from the first institution's


def tell() -> Story:
    """All rows of the other institution's records."""
    story = Story(Random(SEED))
    _programme(story)
    everyone = iter(people(story.chance, len(GROUPS) * PER_GROUP, 0.7, FIRST_SERIAL))
    for code, home in GROUPS:
        formed = START + timedelta(days=story.chance.randrange(20, 60))
        village = next(area for area, name in places.VILLAGES if name == home)
        story.add(
            "Kelompok", kode=code, nama=f"Kelompok {home} {code} (contoh)", sektor="usaha-kecil",
            desa=village, hari="Rabu", tiap_minggu=4, dibentuk=formed, pendamping="PB1",
            contoh="ya",
        )  # fmt: skip
        for n in range(PER_GROUP):
            _mitra(story, f"{code}-{n + 1}", code, village, formed, next(everyone))
    funding.receive(story)
    events = story.sheets["Kejadian kontrak"]
    events.sort(key=lambda row: row["tanggal"])
    for n, row in enumerate(events, 1):
        row["nomor"] = f"B-{n:04}"
    return story


def _programme(story: Story) -> None:
    story.add("Lembaga", kode=CODE, nama=NAME, jenis="lembaga", contoh="ya")
    story.add(
        "Program", kode=PROGRAMME, nama="Klaster Contoh Cimarga", wilayah=places.DISTRICT,
        mulai=START, pedoman="ISAK 335", contoh="ya",
    )  # fmt: skip
    story.add("Sektor", program=PROGRAMME, kode="usaha-kecil", nama="Usaha kecil (contoh)")
    story.add("Tahap", program=PROGRAMME, tahap="penumbuhan", mulai=START)
    story.add(
        "Dana", program=PROGRAMME, kode=FUND, nama="Infak usaha (contoh)", jenis="infak",
        donatur="Para donatur (contoh)", tanggal=START, perjanjian="contoh",
    )  # fmt: skip
    story.add(
        "Dana", program=PROGRAMME, kode=GROUP_CASH, nama="Kas kelompok (contoh)",
        jenis="kas kelompok", tanggal=START,
    )  # fmt: skip
    story.add(
        "Pendamping", kode="PB1", nama="Pendamping Contoh PB1", jenis_kelamin="P", mulai=START,
        contoh="ya",
    )  # fmt: skip


def _mitra(story: Story, code: str, group: str, village: str, on: date, person: Person) -> None:
    story.add(
        "Mitra", kode=code, nama=person.name, panggilan=person.calling, jenis_kelamin=person.sex,
        tanggal_lahir=person.born, nik=person.nik, no_kk=person.kk, telepon=person.phone,
        desa=village, kampung=story.chance.choice(places.HAMLETS), kelompok=group,
        tanggal_daftar=on, contoh="ya",
    )  # fmt: skip
    for stage, days in (("layak", 7), ("aktif", 21)):
        story.add("Perjalanan mitra", mitra=code, tahap=stage, tanggal=on + timedelta(days=days))
    for n, year in enumerate((2012, 2013), 1):
        _loan(story, code, n, date(year, 4, 4) + timedelta(days=story.chance.randrange(40)))
    for month in range(1, 24):
        if story.chance.random() < 0.8:
            story.add(
                "Tabungan kelompok", nomor=story.number("Tabungan kelompok", "TBB"), mitra=code,
                dana=GROUP_CASH, tanggal=on + timedelta(days=28 * month), setor=5_000,
            )  # fmt: skip


def _loan(story: Story, code: str, n: int, on: date) -> Agreement:
    principal = story.chance.randrange(10, 24) * 50_000
    loan = agree(
        story, "Pembiayaan", "qardh",
        {"principal": str(principal), "instalments": 10, "every": 1, "unit": "month",
         "start": on.isoformat(), "rounding": "1000"},
        nomor=f"QB-{code}-{n}", tanggal=on, jenis="qardh", mitra=code, dana=FUND, pokok=principal,
        angsuran=10, tiap=1, satuan_waktu="bulan", pembulatan=1000,
    )  # fmt: skip
    loan.happens("disbursed", on, principal)
    for row in KINDS[loan.kind].schedule(loan.terms):
        late = timedelta(days=story.chance.choice((0, 0, 2, 9, 20)))
        if row.due_date + late <= UNTIL and story.chance.random() < 0.97:
            loan.happens("repaid", row.due_date + late, row.total)
    return loan
