"""Goods given back, deals taken back, and the store counted."""

import pytest

from klaster.domain.ledger import queries as ledger
from klaster.domain.trade import commands as trade
from klaster.domain.trade import queries
from klaster.rules.moving_average import Stock
from klaster.rules.refusal import BadField
from tests.conftest import id_of
from tests.domain import cooperative_world
from tests.domain.shop import DECEMBER, Shop, on


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop(cooperative_world.found(plan=(0, 0)))


def test_a_buyer_gives_back_in_parts_and_gets_back_what_was_paid(shop) -> None:
    shop.buy("a", on(2), 3, 100_000)
    sale = shop.sell("b", on(3), 3, 1_000, shop.member("Ani"))
    shop.buy("c", on(3), 5, 1_000_000)
    for n in range(3):
        shop.give_back(str(n), on(4), sale, 1)
    with pytest.raises(trade.MoreThanDealt):
        shop.give_back("x", on(4), sale, 1)
    assert shop.stock() == Stock(8, 1_100_000)
    assert "4301" not in shop.balances()
    assert "5401" not in shop.balances()
    shop.check()


@pytest.mark.parametrize("second", [3_000_000, 600_000])
def test_goods_go_back_to_the_supplier_at_the_average(shop, second) -> None:
    first = shop.buy("a", on(2), 10, 1_000_000)
    shop.buy("b", on(3), 10, second)
    shop.give_back("c", on(4), first, 5)
    average = (1_000_000 + second) // 20 * 5
    assert shop.stock() == Stock(15, 1_000_000 + second - average)
    difference = average - 500_000
    balances = shop.balances()
    assert balances.get("5201", 0) == max(0, difference)
    assert balances.get("4101", 0) == min(0, difference)
    assert balances["1101"] == 5_000_000 - 1_000_000 - second + 500_000
    shop.check()


def test_a_deal_is_taken_back_while_its_goods_have_not_moved(shop) -> None:
    bought = shop.buy("a", on(2), 10, 1_000_000)
    sold = shop.sell("b", on(3), 4, 600_000, shop.member("Ani"))
    with pytest.raises(trade.NotTheLastDeal):
        shop.reverse("a", on(4), bought)
    shop.reverse("b", on(4), sold)
    with pytest.raises(trade.NothingToGiveBack):
        shop.give_back("b", on(4), sold, 1)
    shop.reverse("a", on(4), bought)
    assert shop.stock() == Stock()
    assert shop.balances() == {"1101": 5_000_000, "2201": -5_000_000}
    assert queries.purchases_by_party(shop.cooperative, on(1), DECEMBER) == {}
    shop.check()


def test_a_count_posts_what_is_missing_as_a_loss(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000)
    shop.buy("u", on(2), 50_000, 100_000, item=shop.urea)
    counting = {
        "by": shop.by, "on": on(3), "id": id_of("count"), "cooperative": shop.cooperative,
        "counted": {shop.sack.id: 8, shop.urea.id: 50_500},
    }  # fmt: skip
    with pytest.raises(BadField):
        trade.count_stock(**counting)
    for _ in range(2):
        deal = trade.count_stock(**counting, reason="dimakan tikus")
    assert (shop.stock(), shop.stock(shop.urea)) == (Stock(8, 800_000), Stock(50_500, 101_000))
    assert shop.balances()["5201"] == 199_000
    assert [(line.counted, line.quantity) for line in queries.lines(deal)] == [
        (8, -2), (50_500, 500),
    ]  # fmt: skip
    shop.check()


def test_a_count_that_agrees_posts_nothing(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000)
    deal = trade.count_stock(
        by=shop.by, on=on(3), id=id_of("count"), cooperative=shop.cooperative,
        counted={shop.sack.id: 10},
    )  # fmt: skip
    assert ledger.entry(shop.by.organisation_id, deal.id) is None
    shop.check()
