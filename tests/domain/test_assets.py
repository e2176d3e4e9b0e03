"""What assets promise: stock and lots move with the ledger, and the herd adds up."""

from datetime import date
from fractions import Fraction

import pytest

from klaster.domain.assets import commands as assets
from klaster.domain.assets import queries
from klaster.domain.assets.models import Placement, Waiting
from klaster.domain.contracts import commands as contracts
from klaster.domain.ledger.models import Entry
from klaster.domain.ledger.posting import NotEnough
from klaster.rules.refusal import BadField
from tests.conftest import id_of
from tests.domain.world import LATER, OPENED, PASS_ON, World, build

SIGNED = date(2011, 3, 1)


@pytest.fixture
def world(by) -> World:
    return build(by, ewes=4, rams=1)


def herd(world: World, since: date = OPENED, until: date = LATER) -> list[queries.HerdRow]:
    return queries.herd(world.book, since, until)


def machine(world: World, months: int | None = 96) -> Placement:
    """A hand tractor of 48,000,000 that a group shares."""
    purchase = assets.Purchase(
        id_of("buy"), world.fund.id, "MACHINE", 1, 48_000_000, SIGNED, "Traktor tangan"
    )
    assets.buy(by=world.by, on=SIGNED, new=purchase)
    lot = assets.NewLot(
        id=id_of("lot"), contract_id=id_of("lot"), party=world.party("Kelompok Tani"),
        fund=world.fund.id, akad="", unit="MACHINE", quantity=1, cost=48_000_000,
        is_controlled=True, placed_on=SIGNED, description="Traktor tangan", useful_months=months,
    )  # fmt: skip
    return assets.share(by=world.by, on=SIGNED, new=lot)


def test_a_purchase_turns_cash_into_stock_of_both_kinds(world):
    assert world.held("stock", "SHEEP_F") == 4
    assert world.held("goods_stock") == 5_000_000
    assert world.held("fund_cash") == 495_000_000


def test_a_gift_in_kind_is_received_and_not_paid(world):
    gift = assets.Purchase(
        id_of("gift"), world.fund.id, "GOAT_M", 2, 1_500_000, SIGNED, is_donated=True
    )
    assets.buy(by=world.by, on=SIGNED, new=gift)
    assert world.held("fund_cash") == 495_000_000
    assert world.held("fund_received") == -501_500_000


def test_purchases_sent_twice_are_made_once(world):
    rows = [
        assets.Purchase(id_of("b", n), world.fund.id, "GOAT_F", 1, 900_000, SIGNED)
        for n in range(3)
    ]
    assets.buy_many(by=world.by, on=SIGNED, rows=rows)
    assets.buy_many(by=world.by, on=SIGNED, rows=rows)
    assert world.held("stock", "GOAT_F") == 3


def test_an_animal_that_dies_in_the_pool_is_the_funds_loss(world):
    assets.take_from_stock(
        by=world.by, on=SIGNED, id=id_of("x"), fund=world.fund.id, unit="SHEEP_F", quantity=1,
        way="died", carried=1_000_000, reason="sakit",
    )  # fmt: skip
    assert (world.held("died", "SHEEP_F"), world.held("loss")) == (1, 1_000_000)


def test_stock_sold_above_its_value_earns_the_rest(world):
    assets.take_from_stock(
        by=world.by, on=SIGNED, id=id_of("x"), fund=world.fund.id, unit="SHEEP_M", quantity=1,
        way="sold", carried=1_000_000, received=1_300_000, reason="afkir",
    )  # fmt: skip
    assert world.held("goods_stock") == 4_000_000
    assert world.held("profit_share_income") == -300_000


def test_no_more_leaves_the_pool_than_is_there(world):
    with pytest.raises(NotEnough):
        assets.take_from_stock(
            by=world.by, on=SIGNED, id=id_of("x"), fund=world.fund.id, unit="SHEEP_M", quantity=2,
            way="sold", carried=0, received=5, reason="x",
        )  # fmt: skip


def test_a_shared_asset_wears_evenly_and_each_month_once(world):
    lot = machine(world)
    assert lot.is_controlled
    for until in (date(2011, 6, 30), date(2014, 3, 6), date(2014, 3, 6)):
        assets.depreciate(by=world.by, on=until, book=world.book, until=until)
    assert world.held("accumulated_depreciation") == -35 * 500_000
    assert Entry.objects.filter(kind="asset.worn").count() == 35


def test_wear_ends_at_the_residual_to_the_rupiah(world):
    machine(world, months=7)
    assets.depreciate(by=world.by, on=LATER, book=world.book, until=LATER)
    assert world.held("accumulated_depreciation") == -48_000_000


def test_herd_identity_holds_for_every_place(world):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    world.record(first, "born", date(2011, 9, 1), females=2, males=1)
    world.record(first, "died", date(2011, 9, 5), males=1, of="unweaned", cause="disease")
    world.record(first, "weaned", date(2012, 1, 1), females=2)
    world.record(first, "passed_on", date(2012, 2, 1), females=1)
    rows = herd(world)
    assert all(row.is_whole for row in rows)
    ewes = {row.contract: row for row in rows if row.unit == "SHEEP_F"}
    keeper = ewes[first.id]
    assert (keeper.arrived, keeper.born, keeper.left, keeper.closing) == (2, 2, 1, 3)
    assert ewes[None].closing == 3
    (dead,) = [row for row in rows if row.unit == "SHEEP_M" and row.contract]
    assert (dead.born, dead.gone, dead.closing) == (1, 1, 0)
    later = {row.contract: row for row in herd(world, since=date(2012, 1, 1))
             if row.unit == "SHEEP_F"}  # fmt: skip
    assert (later[first.id].opening, later[first.id].left, later[first.id].closing) == (4, 1, 3)


def test_an_event_taken_back_leaves_the_herd_whole(world):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    wrong = world.record(first, "born", date(2011, 9, 1), females=2)
    contracts.undo(
        by=world.by, on=date(2011, 9, 2), id=id_of("u"), event=wrong.id, reason="salah hitung"
    )
    assert all(row.is_whole for row in herd(world))
    assert world.held("with_keeper", "SHEEP_F") == 2


def test_lineage_counts_generations_families_and_turns(world):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON, "Ani")
    world.record(first, "placed", SIGNED)
    world.record(first, "born", date(2011, 9, 1), females=2, litters=2)
    world.record(first, "weaned", date(2012, 1, 1), females=2)
    one = {**PASS_ON, "females": 1, "owed_females": 1, "base_value": "1000000"}
    for number, family in (("PG-2", "Budi"), ("PG-3", "Cici")):
        contracts.pass_on(
            by=world.by, on=date(2012, 3, 1), id=id_of(number), contract=first.id,
            animals={"females": 1}, to=world.new("pass_on", number, None, one, family),
        )  # fmt: skip
    found = queries.lineage_of(
        world.by.organisation_id, "pass_on", ["SHEEP_F", "SHEEP_M"], date(2013, 3, 1)
    )
    assert sorted(found.generations.values()) == [1, 2, 2]
    assert (found.families, found.multiplier) == (3, Fraction(3, 2))
    assert round(float(found.turns_per_year), 2) == 0.5


def test_whoever_receives_what_they_waited_for_leaves_the_queue(world):
    group = world.party("Kelompok")
    rows = [
        assets.NewWaiting(id_of("q", n), group, world.party(name), "SHEEP", OPENED)
        for n, name in enumerate(("Ani", "Budi", "Cici"))
    ]
    assets.queue_many(by=world.by, on=OPENED, rows=rows)
    assets.queue_many(by=world.by, on=OPENED, rows=rows)
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON, "Budi")
    world.record(first, "placed", SIGNED)
    left = queries.waiting(world.by.organisation_id, group)
    assert [(each.party.name, each.position) for each in left] == [("Ani", 1), ("Cici", 3)]
    assert Waiting.objects.get(party=first.party).served_by == Placement.objects.get()
    assets.leave_queue(by=world.by, on=SIGNED, id=id_of("q", 0), reason="pindah")
    assert left.all().count() == 1


def test_a_tag_is_given_once_and_followed_to_its_end(world):
    rows = [
        assets.NewAnimal(id_of("dam"), "D-01", "SHEEP_F", SIGNED),
        assets.NewAnimal(id_of("lamb"), "A-01", "SHEEP_F", SIGNED, mother=id_of("dam")),
    ]
    assets.tag_many(by=world.by, on=SIGNED, rows=rows)
    assets.animal_left(by=world.by, on=date(2012, 1, 1), id=id_of("dam"), way="died", cause="tua")
    alive = queries.tagged(world.by.organisation_id, None)
    assert [animal.tag for animal in alive] == ["A-01"]
    assert alive[0].mother.tag == "D-01"
    with pytest.raises(BadField, match="way"):
        assets.animal_left(by=world.by, on=SIGNED, id=id_of("lamb"), way="terbang")


def test_tagged_animals_are_counted_against_the_ledger(world):
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    lot = Placement.objects.get()
    rows = [
        assets.NewAnimal(id_of("dam", n), f"D-{n}", "SHEEP_F", SIGNED, placement=lot.id)
        for n in range(2)
    ]
    assets.tag_many(by=world.by, on=SIGNED, rows=rows)
    assert queries.miscounted(world.book, LATER) == []
    assets.animal_left(by=world.by, on=date(2012, 1, 1), id=id_of("dam", 0), way="died")
    assert queries.miscounted(world.book, date(2011, 12, 31)) == []
    (missed,) = queries.miscounted(world.book, LATER)
    assert (missed.contract, missed.unit, missed.head, missed.tagged) == (first.id, "SHEEP_F", 2, 1)
    world.record(first, "died", date(2012, 1, 1), females=1, of="placed", cause="disease")
    assert queries.miscounted(world.book, LATER) == []


def test_idle_stock_says_since_when_it_lies(world):
    (ewes, _rams) = queries.idle_stock(world.book, date(2012, 1, 1))
    assert (ewes.unit, ewes.quantity, ewes.since) == ("SHEEP_F", 4, OPENED)


def test_an_unknown_origin_is_refused_and_nothing_is_placed(world):
    contract = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    with pytest.raises(assets.NoSuchOrigin):
        world.record(contract, "placed", SIGNED, came_from=str(id_of("nobody")))
    assert not Placement.objects.exists()
    assert world.held("stock", "SHEEP_F") == 4
