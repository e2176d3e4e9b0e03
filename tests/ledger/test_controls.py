"""What a superuser changes behind the ledger's back turns the right control red and is named."""

from datetime import date

import pytest
from django.core.management import call_command

from klaster.domain.access import commands as access
from klaster.domain.access.models import User
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import controls
from klaster.domain.ledger.commands import Line, Side
from klaster.project import database
from tests.conftest import id_of
from tests.ledger.world import OPENED, build

JANUARY = date(2011, 1, 20)


@pytest.fixture
def world(own_database):
    """Two entries in a sealed January, one in the open February."""
    world = build()
    for name, on in (("first", JANUARY), ("second", JANUARY), ("third", date(2011, 2, 3))):
        lines = [
            Line(world.funds[0].id, Side("fund_cash"), Side("fund_received"), 500),
            Line(world.funds[0].id, Side("fund_distributed"), Side("fund_cash"), 200),
        ]
        ledger.post(by=world.by, on=on, id=id_of(name), book=world.book, kind="test", lines=lines)
    ledger.close_period(by=world.by, on=JANUARY, book=world.book, month=OPENED)
    return world


def by_superuser(name, statement, *parameters):
    """Change something as nobody but the superuser can, constraints of references set aside."""
    with database.connect(name, role="admin") as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(statement, parameters)


def red(world):
    found = {control.code: control.find(world.book) for control in controls.CONTROLS}
    return {code: what for code, what in found.items() if what}


def test_whole_books_are_green(world, capsys):
    assert red(world) == {}
    call_command("check_books")
    assert "✘" not in capsys.readouterr().out


CHANGES = {
    "update ledger_transfer set amount = amount + 1 where entry_id = %s and n = 1": {
        "seals", "checkpoints",
    },
    "update ledger_entry set memo = 'lain' where id = %s": {"seals"},
    "update ledger_entry set actor_id = id where id = %s": {"seals"},
    "delete from ledger_transfer where entry_id = %s": {"seals", "checkpoints", "empty"},
    "with gone as (delete from ledger_entry where id = %s returning id)"
    " delete from ledger_transfer using gone where entry_id = gone.id": {"seals", "checkpoints"},
    "update ledger_transfer set posting_date = '2011-02-09' where entry_id = %s and n = 1": {
        "seals", "checkpoints", "places",
    },
}  # fmt: skip


@pytest.mark.parametrize(("statement", "controls_red"), CHANGES.items())
def test_a_change_by_the_superuser_is_found_and_the_entry_named(
    world, own_database, capsys, statement, controls_red
):
    by_superuser(own_database, statement, id_of("second"))
    assert set(red(world)) == controls_red
    with pytest.raises(SystemExit, match="1"):
        call_command("seal", "verify")
    assert str(id_of("second")) in capsys.readouterr().out
    with pytest.raises(SystemExit, match="1"):
        call_command("check_books")
    assert "✘" in capsys.readouterr().out


def test_a_headroom_that_promises_too_much_is_found(world, own_database):
    by_superuser(
        own_database, "update ledger_account set headroom = 901 where headroom is not null"
    )
    assert set(red(world)) == {"headroom"}


def test_a_balance_below_the_floor_is_found(world, own_database):
    by_superuser(
        own_database,
        "update ledger_transfer set amount = 5000 where entry_id = %s and n = 2",
        id_of("third"),
    )
    assert set(red(world)) == {"floors", "headroom"}


def test_a_changed_seal_is_found(world, own_database, capsys):
    by_superuser(own_database, "update ledger_seal set digest = repeat('0', 64)")
    with pytest.raises(SystemExit, match="1"):
        call_command("seal", "verify")
    assert "2011-01" in capsys.readouterr().out


def test_a_month_is_closed_from_the_command_line(world, capsys):
    user = User.objects.get(id=world.by.user_id)
    access.grant_role(by=world.by, on=OPENED, id=id_of("grant"), user=user, role="head_office")
    call_command("close_period", "--book", "program", "--user", user.username)
    assert "2011-02" in capsys.readouterr().out
