"""`klaster xlsform`: shipped and adopted instruments go out, forms come in or are refused."""

import pytest
from django.core.management import CommandError, call_command

from klaster.cli.management.commands.xlsform import Command
from klaster.domain.access.models import AuditLine
from klaster.domain.surveys import queries, shipped
from klaster.domain.surveys.models import Instrument
from klaster.rules.refusal import Refused
from klaster.workbook.xlsform import reading
from tests.web.conftest import user_with
from tests.workbook.sheets import write
from tests.workbook.xlsform.test_refusals import FORM, with_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ends(capsys, monkeypatch):
    """Run the command; the status it ends with, and what it said."""
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments):
        status, refusal = 0, ""
        try:
            call_command(Command(), *map(str, arguments))
        except Refused as refused:
            status, refusal = 2, str(refused)
        except CommandError as error:
            status, refusal = error.returncode, str(error)
        return status, capsys.readouterr().out + refusal

    return run


@pytest.fixture
def admin(institution):
    return user_with(institution.id, "admin")


def test_a_shipped_instrument_is_written(ends, tmp_path):
    file = tmp_path / "cibest.xlsx"
    status, said = ends("export", "cibest", file)
    assert status == 0, said
    assert reading.read(file) == shipped.latest("cibest")
    status, said = ends("export", "cibest", file, "--version", "99")
    assert (status, "cibest v1" in said) == (2, True)


def test_a_form_is_adopted_once_and_written_again(ends, admin, institution, tmp_path):
    path = write(tmp_path / "kebun.xlsx", FORM)
    who = ("--organisation", "lembaga", "--user", admin.username)
    status, said = ends("import", path, *who, "--dry-run")
    assert (status, Instrument.objects.count()) == (0, 0), said
    for _again in range(2):
        status, said = ends("import", path, *who)
        assert (status, said) == (0, "kebun versi 3: 4 baris.\n")
    adopted = queries.adopted(institution.id, "kebun", 3)
    assert queries.definition(adopted) == reading.read(path)
    assert AuditLine.objects.filter(action="surveys.adopt", actor_id=admin.id).exists()
    file = tmp_path / "kembali.xlsx"
    assert ends("export", "kebun", file, "--organisation", "lembaga")[0] == 0
    assert reading.read(file) == reading.read(path)
    status, said = ends("import", path, *who, "--source", "sumber lain")
    assert (status, "versi baru" in said) == (2, True)


def test_what_cannot_be_kept_is_shown_with_its_place_and_nothing_is_adopted(ends, admin, tmp_path):
    path = write(tmp_path / "kebun.xlsx", with_row("time", "jam", "Jam?"))
    status, said = ends("import", path, "--organisation", "lembaga", "--user", admin.username)
    assert status == 2
    assert not [word for word in ("survey", "7", "type", "belum didukung") if word not in said]
    assert not Instrument.objects.exists()


def test_who_may_not_adopt_is_refused(ends, institution, tmp_path):
    path = write(tmp_path / "kebun.xlsx", FORM)
    reader = user_with(institution.id, "auditor")
    status, said = ends("import", path, "--organisation", "lembaga", "--user", reader.username)
    assert (status, Instrument.objects.exists()) == (2, False), said
    status, said = ends("import", path, "--organisation", "tiada", "--user", reader.username)
    assert (status, "lembaga" in said) == (2, True)
