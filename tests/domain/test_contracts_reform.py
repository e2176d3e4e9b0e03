"""Contracts handed over go on with the receiver as they were; both books agree with them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Contract, Event, Settlement
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.domain.registry.models import Party
from klaster.rules.contracts import reform
from klaster.rules.contracts.reform import Holding
from tests.conftest import actor_of, id_of
from tests.domain.world import LATER, MURABAHAH, OPENED, PASS_ON, World, build

SIGNED, EXIT = date(2011, 3, 1), date(2014, 3, 6)
ROLES = ("receivable", "deferred_margin", "managed_asset", "with_keeper")


@pytest.fixture
def world(by) -> World:
    return build(by, ewes=2)


@pytest.fixture
def cooperative(world) -> World:
    organisation = Organisation.objects.create(
        id=id_of("coop"), code="koperasi", name="Koperasi", kind="cooperative"
    )
    there: Actor = actor_of(organisation)
    book = ledger.open_book(
        by=there, on=OPENED, id=id_of("coop book"), code="koperasi", name="Koperasi", chart="sakep"
    )
    fund = ledger.open_fund(
        by=there, on=OPENED, id=id_of("coop fund"), book=book, code="bergulir", name="Bergulir",
        kind="business_unit",
    )  # fmt: skip
    return World(there, book, fund)


def lines(fund, moves, party, contract) -> list[ledger.Line]:
    return [
        ledger.Line(
            fund, ledger.Side(each.debit, party, contract),
            ledger.Side(each.credit, party, contract), each.amount, each.unit,
        )
        for each in moves
    ]  # fmt: skip


def hand_over(world: World, cooperative: World, contract: Contract) -> Contract:
    """As the exit does: one posting call for both books, then the contract's own rows."""
    out, into = id_of("out", contract.number), id_of("in", contract.number)
    there = id_of("there", contract.number)
    party = cooperative.party("Anggota")
    held = [
        Holding(each.role, each.unit, each.balance)
        for each in books.sub_balances(world.book, ROLES, EXIT)
        if each.contract == contract.id
    ]
    ledger.post_many(
        by=world.by, on=EXIT,
        entries=[
            ledger.NewEntry(
                out, world.book, "handed_over", EXIT,
                lines(world.fund.id, reform.hand_over(held), contract.party_id, contract.id),
            ),
            ledger.NewEntry(
                into, cooperative.book, "taken_over", EXIT,
                lines(
                    cooperative.fund.id, reform.take_over(held, "donated_capital"), party, there
                ),
            ),
        ],
    )  # fmt: skip
    move = contracts.Move(
        contract, there, cooperative.book, cooperative.fund.id, party, out, into, "BAST-1"
    )
    for _ in range(2):
        contracts.hand_over_many(by=world.by, on=EXIT, moves=[move])
    return Contract.objects.get(id=there)


def test_a_financing_goes_on_with_what_is_left_of_its_schedule(world, cooperative):
    sale = world.sign("murabahah", "MB-1", SIGNED, MURABAHAH)
    world.record(sale, "goods_bought", SIGNED, 1_200_000)
    world.record(sale, "disbursed", SIGNED, 1_200_000)
    world.record(sale, "repaid", date(2011, 4, 1), 110_000)
    wrong = world.record(sale, "repaid", date(2011, 5, 1), 99_000)
    contracts.undo(by=world.by, on=date(2011, 5, 2), id=id_of("u"), event=wrong.id, reason="salah")
    new = {**MURABAHAH, "principal": "1100000", "margin": "100000", "instalments": 10}
    contracts.restructure(
        by=world.by, on=date(2011, 6, 1), id=id_of("r"), contract=sale.id, terms=new,
        reason="gagal panen",
    )  # fmt: skip
    there = hand_over(world, cooperative, sale)
    sale.refresh_from_db()
    assert (sale.status, sale.closed_on) == ("handed_over", EXIT)
    assert queries.position(sale).owed == {}
    assert queries.position(there).owed == {"IDR": 1_200_000}
    assert sum(row.left for row in queries.schedule(there)) == 1_200_000
    assert world.held("receivable") == world.held("deferred_margin") == 0
    for where in (world, cooperative):
        assert queries.differences(where.book, LATER) == []
    contracts.repay(
        by=cooperative.by, on=EXIT + timedelta(days=9), id=id_of("p"), contract=there.id,
        amount=1_200_000,
    )  # fmt: skip
    there.refresh_from_db()
    assert there.status == "fulfilled"
    assert queries.differences(cooperative.book, LATER) == []
    assert Settlement.objects.filter(organisation_id=there.organisation_id).count() == 1 + 10


def test_a_pass_on_goes_on_with_its_animals_and_what_is_owed(world, cooperative):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    world.record(first, "born", date(2012, 9, 1), females=1)
    there = hand_over(world, cooperative, first)
    assert queries.position(there).owed == {"SHEEP_F": 2, "IDR": 2_000_000}
    assert cooperative.held("with_keeper", "SHEEP_F") == 3
    cooperative.record(there, "weaned", date(2014, 4, 1), females=1)
    cooperative.record(there, "passed_on", date(2014, 4, 2), females=1)
    for where in (world, cooperative):
        assert queries.differences(where.book, LATER) == []


def test_what_happened_before_the_deed_is_not_taken_back_over_there(world, cooperative):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    there = hand_over(world, cooperative, first)
    told = Event.objects.get(contract=there, kind="placed")
    with pytest.raises(contracts.StaysAsAgreed):
        contracts.undo(
            by=cooperative.by, on=EXIT, id=id_of("u"), event=told.id, reason="salah catat"
        )
    wrong = cooperative.record(there, "born", date(2014, 4, 1), females=1)
    contracts.undo(
        by=cooperative.by, on=date(2014, 4, 2), id=id_of("u"), event=wrong.id, reason="salah"
    )
    there.refresh_from_db()
    assert there.status == "active"
    assert queries.differences(cooperative.book, LATER) == []


def test_nothing_more_is_recorded_here_on_what_went(world, cooperative):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    hand_over(world, cooperative, first)
    with pytest.raises(contracts.HandedOver, match="PG-1"):
        world.record(first, "born", date(2014, 9, 1), females=1)
    marker = Event.objects.get(contract=first, kind="handed_over")
    with pytest.raises(contracts.StaysAsAgreed):
        contracts.undo(
            by=world.by, on=EXIT, id=id_of("u"), event=marker.id, reason="berubah pikiran"
        )


def test_a_party_over_there_cannot_be_one_of_here(world, cooperative):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    stranger = replace(cooperative, by=world.by).party("Ani")
    assert Party.objects.get(id=stranger).organisation_id == world.by.organisation_id
    move = contracts.Move(
        first, id_of("there"), cooperative.book, cooperative.fund.id, stranger, id_of("o"),
        id_of("i"), "BAST-1",
    )  # fmt: skip
    with pytest.raises(contracts.NoSuchParty):
        contracts.hand_over_many(by=world.by, on=EXIT, moves=[move])
