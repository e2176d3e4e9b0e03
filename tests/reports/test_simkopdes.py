"""The workbook for the ministry: whole, tied to the books, numbers masked unless on record."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from klaster.cli.management.commands import simkopdes as command
from klaster.domain.access.acts import NotAllowed
from klaster.domain.access.models import Grant
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Disclosure
from klaster.reports import simkopdes
from klaster.rules.refusal import Refused
from tests.domain import cooperative_year as year
from tests.web.conftest import user_with

NUMBER = "3602065002900001"
SHEETS = [
    "Profil", "Anggota", "Pengurus dan pengawas", "RAT", "Neraca", "Hasil usaha", "SHU",
]  # fmt: skip


@pytest.fixture
def world(db: None):
    world = year.tell()
    registry.record_number(
        by=world.by, on=year.MEETING, party_id=world.members["Ani"].party_id,
        kind="nik", number=NUMBER,
    )  # fmt: skip
    year.share(world)
    return world


def read(content):
    return load_workbook(io.BytesIO(content))


def texts(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_workbook_holds_the_year_and_says_that_it_is_not_the_official_form(world) -> None:
    content = simkopdes.xlsx(world.cooperative, 2014)
    book = read(content)
    assert book.sheetnames == SHEETS
    assert "formulir resmi SIMKOPDES tidak tersedia" in texts(book["Profil"])[1][0]
    assert ["Jumlah anggota", 10] in [row[:2] for row in texts(book["Profil"])]
    assert ["Hadir", 8] in [row[:2] for row in texts(book["RAT"])]
    balances = world.balances(date(2014, 12, 31))
    assets = sum(value for code, value in balances.items() if code[0] == "1")
    rows = texts(book["Neraca"])
    assert sum(row[2] for row in rows if row[0] == "Aset") == assets
    shares = [row[6] for row in texts(book["SHU"])[4:]]
    assert sum(shares) == -balances["3501"]
    assert content == simkopdes.xlsx(world.cooperative, 2014)


def test_numbers_are_masked_unless_handed_in(world) -> None:
    ani = world.members["Ani"].party_id
    masked = texts(read(simkopdes.xlsx(world.cooperative, 2014))["Anggota"])
    assert NUMBER not in str(masked)
    assert "3602••••••••0001" in str(masked)
    clear = texts(read(simkopdes.xlsx(world.cooperative, 2014, {ani: NUMBER}))["Anggota"])
    assert NUMBER in str(clear)


def test_the_command_opens_numbers_for_a_reason_only_and_keeps_a_record(world, tmp_path) -> None:
    organisation = world.by.organisation_id
    treasurer = user_with(organisation, "officer")
    given = {"cooperative": "kop", "year": 2014, "output": tmp_path}
    call_command(command.Command(), **given)
    assert not Disclosure.objects.filter(organisation_id=organisation).exists()
    call_command(
        command.Command(), **given, nik_reason="Pengisian SIMKOPDES", user=treasurer.username
    )
    (shown,) = Disclosure.objects.filter(organisation_id=organisation)
    assert (shown.reason, shown.shown_to) == ("Pengisian SIMKOPDES", treasurer.id)
    book = read((tmp_path / "simkopdes-2014-kop.xlsx").read_bytes())
    assert NUMBER in str(texts(book["Anggota"]))
    Grant.objects.filter(user=treasurer).update(role="supervisor")
    with pytest.raises(NotAllowed):
        call_command(command.Command(), **given, nik_reason="ingin tahu", user=treasurer.username)


@pytest.mark.parametrize("of", [2013, 2026, 9999])
def test_a_year_that_is_not_over_or_never_was_is_refused(world, tmp_path, of) -> None:
    with pytest.raises(Refused):
        call_command(command.Command(), cooperative="kop", year=of, output=tmp_path)
