"""A back-up brings everything back, and what comes back still carries its seals."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connections

from klaster.domain.access.models import Organisation
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries
from klaster.domain.ledger.models import Book
from klaster.project import backup, database
from tests.conftest import WORKER, actor_of, id_of

DAY = date(2011, 3, 10)


@pytest.fixture
def sealed_book(own_database):
    institution = Organisation.objects.create(
        id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
    )
    by = actor_of(institution)
    book = ledger.open_book(
        by=by, on=date(2011, 3, 1), id=id_of("book"), code="buku", name="Buku", chart="psak409"
    )
    fund = ledger.open_fund(
        by=by, on=DAY, id=id_of("fund"), book=book, code="zakat", name="Zakat", kind="zakat"
    )
    line = ledger.Line(fund.id, ledger.Side("fund_cash"), ledger.Side("fund_received"), 1_500)
    ledger.post(by=by, on=DAY, id=id_of("in"), book=book, kind="donation", lines=[line])
    ledger.close_period(by=by, on=DAY, book=book, month=DAY)
    return book


def test_restored_seals_recompute(sealed_book, tmp_path, capsys):
    target = f"klaster_restored{WORKER}"
    before = settings_names()
    try:
        call_command("backup", tmp_path / "k.dump")
        database.drop_database(target)
        call_command("restore", tmp_path / "k.dump", into=target, verify=True)
        assert "1 segel dihitung ulang dan cocok" in capsys.readouterr().out
        assert queries.balance(Book.objects.get(), "fund_cash", DAY) == 1_500
    finally:
        point_at(before)
        database.drop_database(target)


def test_a_filled_database_is_not_overwritten(sealed_book, own_database, tmp_path):
    call_command("backup", tmp_path / "k.dump")
    with pytest.raises(backup.TargetNotEmpty):
        backup.restore(tmp_path / "k.dump", own_database)


def test_a_file_that_is_no_backup_is_refused(own_database, tmp_path):
    (tmp_path / "k.dump").write_text("bukan cadangan")
    target = f"klaster_restored{WORKER}"
    database.drop_database(target)
    try:
        with pytest.raises(backup.BackupFailed):
            backup.restore(tmp_path / "k.dump", target)
    finally:
        database.drop_database(target)


def settings_names():
    return {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "owner")}


def point_at(names):
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
