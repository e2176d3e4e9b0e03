"""The pack for the annual meeting: whole, tied to the books, the same bytes each time."""

import shutil
import subprocess
from datetime import date

import pytest

from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.meetings import commands as meetings
from klaster.domain.treasury import commands as treasury
from klaster.reports import rat_pack
from klaster.reports.rat_pack import sections
from klaster.rules.wording import money_text
from tests.domain import cooperative_year as year


@pytest.fixture
def world(db: None):
    world = year.tell()
    own = {"by": world.by, "cooperative": world.cooperative}
    lines = [meetings.NewLine("Pelatihan anggota"), meetings.NewLine("Kantor", "5304", 300_000)]
    for planned in (2014, 2015):
        meetings.plan(**own, on=year.MEETING, year=planned, lines=lines)
    cooperatives.note(
        **own, on=date(2015, 1, 20), id=world.id("audit"), kind="supervision", who="Dedi",
        text="Kas dihitung bersama bendahara, cocok dengan buku.", answer="Dilanjutkan tiap bulan.",
    )  # fmt: skip
    treasury.buy_asset(
        **own, on=date(2015, 1, 3), id=world.id("scales"), name="Timbangan", cost=480_000,
        useful_months=48,
    )  # fmt: skip
    year.propose(world)
    year.meet(world)
    return world


def test_the_pack_is_whole_and_ties_to_the_books(world, tmp_path) -> None:
    pack = sections.gather(world.cooperative, 2014)
    assert all(result.agrees for result in pack.results)
    figures = {said: figure for figure, said in pack.headline}
    balances = world.balances(date(2014, 12, 31))
    assert figures["sisa hasil usaha"] == money_text(-balances["3501"])
    assert figures["aset"] == money_text(sum(v for k, v in balances.items() if k[0] == "1"))
    titles = [section.title for section in pack.sections]
    for title in (
        "Laporan pengurus", "Laporan posisi keuangan", "Perhitungan hasil usaha",
        "Laporan perubahan ekuitas", "Laporan arus kas", "Catatan atas laporan keuangan",
        "Laporan pengawas", "Usulan pembagian SHU", "Bagian setiap anggota",
        "Penilaian kesehatan", "Asal setiap angka",
    ):  # fmt: skip
        assert title in titles
    (origins,) = (each for each in pack.sections if each.title == "Asal setiap angka")
    assert ("Laporan posisi keuangan", "Kas dan setara kas", "1101") in origins.texts
    earned = "4201 4301 4302 5304 5306 5307 5401 5402"
    assert ("Laporan perubahan ekuitas", "SHU tahun berjalan", earned) in origins.texts
    first, second = (rat_pack.write(world.cooperative, 2014, tmp_path / n) for n in "ab")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
    paper = first[0]
    assert b"/MarkInfo" in paper.read_bytes() or b"pdfuaid" in paper.read_bytes()
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, check=True)
        assert b"Timbangan" not in said.stdout  # bought after the year ended
