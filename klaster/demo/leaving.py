"""The end of the story: cooperatives, decisions, claims, books closed, the asset reform.

Names of cooperatives, their officers, and what anyone said are made up; places and days are not.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import DECIDED, EXIT, NAMES, Mitra, is_held
from klaster.demo.ledger import Agreement, Story

PROGRAMME = "lebak"
PLACE = "Gedung Korpri, Rangkasbitung"
FORMED = date(2013, 9, 10)
HELD = "belum memenuhi syarat kesiapan; didampingi terus oleh koperasi (contoh)"
READY = "syarat kesiapan terpenuhi (contoh)"
# The meeting let these go although the rules hold them: too few meetings in the last year, or too
# little of what counts as growing.
DESPITE = "satu syarat belum terpenuhi; rapat menilai usahanya kuat dan kelompok menjamin (contoh)"
LET_GO = ("M055", "M183", "M259", "M274")
CONFIRMED = date(2014, 2, 26)  # the round of meetings after the last instalments
SIGNED = "surat pengakuan ditandatangani di pertemuan kelompok (contoh)"
DISPUTED = {
    "QH-M224-3": (
        50_000,
        "mengaku menyetor 50.000 kepada ketua kelompok; dicari buktinya (contoh)",
    ),
    "QH-M240-3": (20_000, "satu setoran menurut buku saku belum tercatat (contoh)"),
}
_MM = "http://www.masyarakatmandiri.co.id"
WORKSHOP = f"{_MM}/workshop-akhir-program-klaster-mandiri-kabupaten-lebak-banten/"
THANKS = f"{_MM}/kami-bangga-terimakasih-dompet-dhuafa/"
PRESS = (
    "https://fbeta.republika.co.id/berita/n2eisj/324-mitra-dampingan-dd-di-lebak-berhasil-mandiri"
)

# Code, sentence, figure, unit, step it was rounded to, where it was published, column, rows.
FIGURES: tuple[tuple[str, str, int, str, int, str, str, str], ...] = (
    ("total-342", "Jumlah mitra 342", 342, "mitra", 1, WORKSHOP, "mitra", ""),
    ("total-324", "324 mitra dampingan", 324, "mitra", 1, PRESS, "mitra", ""),
    ("pertanian", "100 mitra pertanian", 100, "mitra", 1, WORKSHOP, "mitra", "pertanian"),
    ("peternakan", "85 mitra peternakan", 85, "mitra", 1, WORKSHOP, "mitra", "peternakan"),
    ("umkm", "139 mitra UMKM", 139, "mitra", 1, WORKSHOP, "mitra", "umkm"),
    ("kelompok", "32 kelompok", 32, "kelompok", 1, PRESS, "groups", ""),
    ("dana", "Dana digulirkan Rp 1,7 milyar", 1_700_000_000, "IDR", 10**8, PRESS, "rolled", ""),
    ("dana-rupiah", "Digulirkan Rp 1.714.661.978", 1_714_661_978, "IDR", 1, THANKS, "rolled", ""),
    ("sektor", "Tiga sektor", 3, "sektor", 1, WORKSHOP, "rows", ""),
    ("koperasi", "Tiga koperasi", 3, "koperasi", 1, WORKSHOP, "cooperatives", ""),
)  # fmt: skip


RULES = (("contoh_mitra", 1), ("contoh_kelompok", 1))
ADOPTED = date(2013, 1, 7)
OFFICES = ("ketua", "sekretaris", "bendahara", "pengawas")


def found_cooperatives(story: Story, mitra: Sequence[Mitra]) -> None:
    """A cooperative for each sector with the mitra who stayed, the first by name as officers."""
    for sector, members in _by_sector([one for one in mitra if one.until is None]).items():
        code = _code(sector)
        story.add(
            "Koperasi", kode=code, nama=f"Koperasi contoh {NAMES[sector]} Lebak", sektor=sector,
            dibentuk=FORMED, contoh="ya",
        )  # fmt: skip
        for one in members:
            story.add("Anggota", koperasi=code, mitra=one.code, tanggal=FORMED)
        for office, one in zip(OFFICES, members, strict=False):
            story.add("Pengurus", koperasi=code, mitra=one.code, jabatan=office, mulai=FORMED)


def adopt_rules(story: Story) -> None:
    """The rules of readiness, in use since the last year began."""
    for code, version in RULES:
        story.add("Aturan kesiapan", kode=code, versi=version, berlaku=ADOPTED)


def leave(mitra: Sequence[Mitra], loans: Sequence[Agreement]) -> Story:
    """Tell the end: the committee decides, claims are listed, books closed, all handed over."""
    story = Story()
    decide(story, [one for one in mitra if one.until is None])
    claim(story)
    story.add("Tutup buku", program=PROGRAMME, sampai=EXIT.replace(day=1) - timedelta(days=1))
    confirm(story, loans)
    for sector, members in _by_sector([one for one in mitra if one.until is None]).items():
        _deed(story, sector, members[0])
    return story


def confirm(story: Story, loans: Sequence[Agreement]) -> None:
    """In the last week each mitra signs for what is still owed; two of them count otherwise."""
    for n, loan in enumerate(one for one in loans if one.owed()):
        missing, why = DISPUTED.get(loan.number, (0, SIGNED))
        story.add(
            "Konfirmasi piutang", kontrak=loan.number, tanggal=CONFIRMED + timedelta(days=n % 6),
            jumlah=loan.owed() - missing, keterangan=why,
        )  # fmt: skip


def decide(story: Story, standing: Sequence[Mitra]) -> None:
    """The committee's decisions by the example's rules: most are independent, some held back."""
    code, version = RULES[0]
    for one in standing:
        story.add(
            "Keputusan kemandirian", mitra=one.code, tanggal=DECIDED,
            hasil="ditahan" if is_held(one) else "mandiri",
            alasan=HELD if is_held(one) else DESPITE if one.code in LET_GO else READY,
            peserta_rapat="Koordinator program, tiga pendamping, tiga ketua kelompok (contoh)",
            kriteria=f"{code}_v{version}",
        )  # fmt: skip


def claim(story: Story) -> None:
    """What was published, each with the report it is held against."""
    for code, sentence, figure, unit, step, url, column, sector in FIGURES:
        story.add(
            "Klaim", program=PROGRAMME, kode=code, kalimat=sentence, angka=figure, satuan=unit,
            terbit_di=url.split("/")[2], alamat=url, kolom=column, sektor=sector,
            dibulatkan=step if step > 1 else None,
        )  # fmt: skip
    story.add(
        "Klaim", program=PROGRAMME, kode="hari", kalimat="Rabu, 6 Maret 2014", teks="Rabu",
        tanggal=EXIT, terbit_di=WORKSHOP.split("/")[2], alamat=WORKSHOP,
    )  # fmt: skip


def _deed(story: Story, sector: str, chair: Mitra) -> None:
    story.add(
        "Serah terima", sektor=sector, koperasi=_code(sector),
        nomor_bast=f"BAST/{sector}/III/2014 (contoh)", tanggal=EXIT, tempat=PLACE,
        dasar="Mitra dinilai mampu mengelola keuangannya sendiri melalui koperasi.",
        pihak_pertama="Wakil Lembaga (contoh)", jabatan_pertama="Penanggung jawab program",
        pihak_kedua=chair.person.name, jabatan_kedua="Ketua koperasi",
        saksi="Saksi Satu (contoh); Saksi Dua (contoh)",
    )  # fmt: skip


def _code(sector: str) -> str:
    return f"koperasi-{sector}"


def _by_sector(mitra: Sequence[Mitra]) -> dict[str, list[Mitra]]:
    in_order = sorted(mitra, key=lambda one: one.person.name)
    return {sector: [one for one in in_order if one.sector == sector] for sector in NAMES}
