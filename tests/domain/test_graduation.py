"""Leaving: all that a programme holds arrives in the cooperatives, once; nothing stays behind."""

from dataclasses import replace
from datetime import date

import pytest

from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts.models import Contract
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation import estate
from klaster.domain.graduation.models import Decision, Deed, DeedItem
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.domain.ledger.models import Entry
from tests.conftest import id_of
from tests.domain import leaving
from tests.reports import story

EXIT = date(2012, 7, 5)
HELD = (*estate.OF_CONTRACTS, *estate.OF_FUNDS)


@pytest.fixture
def told(by):
    return story.tell(by)


def leave(told, deeds):
    return graduation.exit_programme(by=told.by, on=EXIT, programme=told.programme, deeds=deeds)


@pytest.fixture
def ready(told):
    """The deeds of both sectors, with the books closed and what is owed confirmed."""
    leaving.close_months(told.by, told.book, EXIT)
    leaving.confirm_receivables(told.by, told.programme, EXIT)
    return deeds_of(told)


def deeds_of(told):
    sectors = told.sectors.values()
    return [leaving.deed(leaving.cooperative(told.by, sector, EXIT)) for sector in sectors]


def value_held(book, roles):
    return sum(part.balance for part in books.sub_balances(book, roles, EXIT) if part.unit == "IDR")


def test_what_leaves_the_institution_arrives_at_the_cooperatives(told, ready):
    carried = value_held(told.book, HELD)
    assert carried > 0
    leave(told, ready)
    assert not books.sub_balances(told.book, HELD, EXIT)
    arrived = sum(-value_held(deed.cooperative.book, ["donated_capital"]) for deed in ready)
    assert arrived == carried
    for deed in ready:
        totals = {}
        for row in books.trial_balance(deed.cooperative.book, EXIT):
            totals[row.unit] = totals.get(row.unit, 0) + row.balance
        assert set(totals.values()) == {0}


def test_every_unit_that_leaves_is_an_item_of_a_deed(told, ready):
    with_keepers = books.sub_balances(told.book, ["with_keeper", "stock"], EXIT)
    carried = value_held(told.book, HELD)
    leave(told, ready)
    items = DeedItem.objects.all()
    head = {"SHEEP_F", "SHEEP_M", "BUILDING"}
    assert sum(item.quantity for item in items if item.unit_id in head) == sum(
        part.balance for part in with_keepers if part.unit in head
    )
    assert sum(item.book_value_rp for item in items) == carried


def test_a_deed_knows_that_its_programme_has_left(told, ready):
    assert {deed.programme.exited_on for deed in leave(told, ready)} == {EXIT}


def test_leaving_twice_is_leaving_once(told, ready):
    first = leave(told, ready)
    entries = Entry.objects.count()
    assert {deed.id for deed in leave(told, ready)} == {deed.id for deed in first}
    assert Entry.objects.count() == entries


def test_a_contract_goes_on_where_it_stood(told, ready):
    (trade,) = (deed for deed in ready if deed.sector == "dagang")
    leave(told, ready)
    there = Contract.objects.get(organisation=trade.cooperative.organisation_id, number="QH-1")
    assert books.balance(trade.cooperative.book, "receivable", EXIT) >= 600_000
    contracts.repay(
        by=replace(told.by, organisation_id=there.organisation_id), on=date(2012, 7, 20),
        id=id_of("paid there"), contract=there.id, amount=100_000,
    )  # fmt: skip
    held = books.sub_balances(trade.cooperative.book, ["receivable"], date(2012, 7, 31))
    assert [part.balance for part in held if part.contract == there.id] == [500_000]


def test_a_rehearsal_shows_every_journal_and_leaves_nothing(told, ready):
    before = Entry.objects.count()
    rehearsed = graduation.rehearse(by=told.by, on=EXIT, programme=told.programme, deeds=ready)
    assert (len(rehearsed.deeds), rehearsed.left) == (2, 0)
    assert {entry.book.organisation_id for entry in rehearsed.entries} == {
        told.by.organisation_id, *(deed.cooperative.organisation_id for deed in ready)
    }  # fmt: skip
    assert Entry.objects.count() == before
    assert not Deed.objects.exists()


def test_a_rehearsal_warns_of_mitra_about_whom_nobody_decided(told, ready):
    """Fatah left before it; of the others only those decided upon in the story are not named."""
    rehearsed = graduation.rehearse(by=told.by, on=EXIT, programme=told.programme, deeds=ready)
    decided = set(Decision.objects.values_list("party__name", flat=True))
    (warning,) = rehearsed.warnings
    for name in set(story.MITRA) - {"Fatah"}:
        assert (name in warning) is (name not in decided)
    assert "Fatah" not in warning


def test_what_is_recorded_for_a_day_after_the_exit_is_not_left_behind(told, ready):
    later = date(2012, 7, 20)
    line = ledger.Line(
        told.zakat.id, ledger.Side("fund_cash"), ledger.Side("fund_received"), 107_000
    )
    ledger.post(
        by=told.by, on=later, id=id_of("later"), book=told.book, kind="donation", lines=[line]
    )
    with pytest.raises(graduation.LeftBehind):
        leave(told, ready)


def test_a_sector_that_still_holds_something_needs_a_deed(told, ready):
    with pytest.raises(graduation.SectorWithoutDeed):
        leave(told, ready[:1])
    assert not Deed.objects.exists()


def test_open_months_stand_in_the_way(told):
    deeds = deeds_of(told)
    with pytest.raises(graduation.NotReadyToLeave, match="tutup buku"):
        leave(told, deeds)
