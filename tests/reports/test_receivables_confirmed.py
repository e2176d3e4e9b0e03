"""Confirmed, disputed and not asked add up to the ledger, before the exit and after it."""

from datetime import date

import pytest

from klaster.domain.graduation import commands as graduation
from klaster.reports import catalogue
from klaster.reports.run import run
from tests.conftest import id_of
from tests.domain import reform_world
from tests.domain.reform_world import EXIT, MITRA

REPORT = catalogue.find("receivables_confirmed")


@pytest.fixture
def world(by):
    return reform_world.build(by, is_confirmed=False)


def confirm(world, name, amount, on=EXIT):
    new = graduation.NewConfirmation(
        id_of("said", name, on), id_of("qardh", name), on, amount, "Surat bertanda tangan"
    )
    graduation.confirm_many(by=world.by, on=EXIT, rows=[new])


def ask(world, on=EXIT):
    result = run(REPORT, organisation=world.by.organisation_id, on=on)
    assert result.agrees, result.check
    return result


def test_ten_receivables_are_confirmed_disputed_or_not_asked(world):
    confirm(world, MITRA[0], 875_000)
    confirm(world, MITRA[1], 875_000, on=date(2014, 2, 1))
    confirm(world, MITRA[2], 800_000)
    confirm(world, MITRA[3], 875_000, on=date(2014, 1, 31))  # too long ago
    (row,) = ask(world).rows
    assert row == {
        "programme": "uji", "sector": "terpadu", "contracts": 10, "receivable": 8_750_000,
        "confirmed": 2, "confirmed_rp": 1_750_000,
        "disputed": 1, "disputed_rp": 875_000, "acknowledged_more": -75_000,
        "unconfirmed": 7, "unconfirmed_rp": 6_125_000,
    }  # fmt: skip


def test_what_was_handed_over_stays_as_it_was_that_day(world):
    for name in MITRA:
        confirm(world, name, 875_000)
    before = ask(world).rows
    graduation.exit_programme(by=world.by, on=EXIT, programme=world.programme, deeds=[world.deed()])
    assert ask(world).rows == before == ask(world, on=date(2014, 12, 31)).rows
    there = run(REPORT, organisation=world.cooperative.organisation_id, on=EXIT)
    assert there.rows == ()
    assert there.agrees
