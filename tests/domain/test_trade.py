"""Trade: one entry for money, value and goods; moving average; nobody sells what is not there."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.domain.access.once import SentBefore
from klaster.domain.ledger import controls as ledger_controls
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.commands import NothingToReverse
from klaster.domain.ledger.posting import NotEnough
from klaster.domain.registry import commands as registry
from klaster.domain.trade import commands as trade
from klaster.domain.trade import controls, queries
from klaster.domain.trade.commands import Goods
from klaster.domain.trade.models import Deal
from klaster.rules.moving_average import Stock, cost_of, part_of
from klaster.rules.refusal import BadField
from klaster.rules.wording import date_text, number_text
from tests.conftest import id_of
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
DECEMBER = date(2014, 12, 31)


class Shop:
    """A cooperative with 5,000,000 in cash, two items, a supplier; ids follow from names."""

    def __init__(self, world):
        self.world, self.by, self.cooperative = world, world.by, world.cooperative
        world.save("Ani", "sukarela", 5_000_000, FOUNDED)
        (supplier, buyer) = registry.enrol_many(
            by=world.by, on=FOUNDED,
            rows=[
                registry.NewParty(id=id_of("shop", name), kind=kind, name=name, since=FOUNDED)
                for name, kind in (("Toko Tani", "body"), ("Warga", "person"))
            ],
        )  # fmt: skip
        self.supplier, self.outsider = supplier.id, buyer.id
        self.urea = self.item("Urea", "GOODS_KG")
        self.sack = self.item("Karung", "PCS")

    def member(self, name: str):
        return self.world.members[name].party_id

    def item(self, name: str, unit: str):
        return trade.add_item(
            by=self.by, on=FOUNDED, id=id_of("item", name), cooperative=self.cooperative,
            name=name, unit=unit,
        )  # fmt: skip

    def buy(self, name, on, quantity, price, item=None, via="fund_cash"):
        return trade.buy(
            by=self.by, on=on, id=id_of("buy", name), cooperative=self.cooperative, via=via,
            goods=[Goods((item or self.sack).id, quantity, price)], supplier=self.supplier,
            memo=f"beli {name}",
        )  # fmt: skip

    def sell(self, name, on, quantity, price, buyer=None, item=None, via="fund_cash"):
        return trade.sell(
            by=self.by, on=on, id=id_of("sell", name), cooperative=self.cooperative, via=via,
            goods=[Goods((item or self.sack).id, quantity, price)], buyer=buyer,
            memo=f"jual {name}",
        )  # fmt: skip

    def give_back(self, name, on, deal, quantity, via=None):
        return trade.give_back(
            by=self.by, on=on, id=id_of("back", name), deal=deal, via=via, reason="rusak",
            quantities={self.sack.id: quantity},
        )  # fmt: skip

    def reverse(self, name, on, deal):
        return trade.reverse_deal(
            by=self.by, on=on, id=id_of("reverse", name), deal=deal, reason="salah catat"
        )

    def stock(self, item=None, on=DECEMBER) -> Stock:
        there = {each.id: stock for each, stock in queries.in_store(self.cooperative, on)}
        return there[(item or self.sack).id]

    def balances(self, unit="IDR"):
        return self.world.balances(DECEMBER, unit)

    def check(self):
        """All books balance, and every way to tell the same figure tells it."""
        book = self.cooperative.book
        for control in (*ledger_controls.CONTROLS, *controls.CONTROLS):
            assert control.find(book) == [], control.code


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop(cooperative_world.found(plan=(0, 0)))


def on(month: int, day: int = 1) -> date:
    return date(2014, month, day)


def test_goods_cost_the_moving_average(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000)
    shop.buy("b", on(3), 10, 1_200_000)
    shop.sell("c", on(4), 5, 800_000, shop.member("Ani"))
    assert shop.stock() == Stock(15, 1_650_000)
    shop.sell("d", on(5), 5, 900_000, shop.outsider)
    shop.sell("e", on(6), 1, 170_000)
    assert queries.turnover(shop.cooperative, on(1), DECEMBER) == queries.Turnover(
        800_000, 550_000, 1_070_000, 660_000
    )
    assert shop.balances() == {
        "1101": 5_000_000 - 2_200_000 + 1_870_000, "1403": 990_000, "2201": -5_000_000,
        "4301": -800_000, "4302": -1_070_000, "5401": 550_000, "5402": 660_000,
    }  # fmt: skip
    assert shop.balances("PCS") == {"9104": 9, "9201": -20, "9305": 11}
    shop.check()


def test_all_money_lies_in_the_one_box(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000)
    held = ledger.sub_balances(shop.cooperative.book, ["fund_cash", "interfund"], DECEMBER)
    unit = queries.trade_fund_id(shop.cooperative)
    assert {(each.role, each.fund == unit): each.balance for each in held} == {
        ("fund_cash", False): 4_000_000,
        ("interfund", False): 1_000_000,
        ("interfund", True): -1_000_000,
    }


def test_nobody_sells_what_is_not_there(shop) -> None:
    shop.buy("a", on(3), 10, 1_000_000)
    with pytest.raises(trade.NotInStock) as refused:
        shop.sell("b", on(3), 11, 1)
    assert refused.value.data["left"] == "10"
    assert not Deal.objects.filter(kind="sale").exists()
    shop.check()


def test_nobody_sells_before_the_goods_came(shop) -> None:
    shop.buy("a", on(3), 10, 1_000_000)
    with pytest.raises(trade.NotInStock):
        shop.sell("b", on(2), 1, 150_000)


def test_what_was_sold_later_is_not_there_for_a_sale_entered_late(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000)
    shop.sell("b", on(5), 8, 1_200_000)
    with pytest.raises(trade.NotInStock):
        shop.sell("late", on(3), 3, 450_000)
    shop.sell("late", on(3), 2, 300_000)
    assert shop.stock() == Stock()
    assert shop.stock(on=on(3)) == Stock(8, 800_000)
    shop.check()


def test_weighed_goods_are_kept_to_the_gram(shop) -> None:
    shop.buy("a", on(2), 100_000, 250_000, item=shop.urea)
    shop.sell("b", on(3), 333, 1_000, shop.member("Budi"), item=shop.urea)
    assert shop.stock(shop.urea) == Stock(99_667, 249_168)  # 832.5 rounds to the even rupiah
    assert shop.balances("GOODS_KG")["9104"] == 99_667
    shop.check()


def test_sent_twice_is_done_once(shop) -> None:
    for _ in range(2):
        shop.buy("a", on(2), 10, 1_000_000)
    for _ in range(2):
        sale = shop.sell("b", on(3), 4, 600_000, shop.member("Ani"))
    for _ in range(2):
        shop.give_back("c", on(4), sale, 1)
    for _ in range(2):
        shop.reverse("d", on(5), shop.sell("e", on(5), 1, 150_000))
    assert Deal.objects.count() == 5
    assert shop.stock() == Stock(7, 700_000)
    with pytest.raises(SentBefore):
        shop.sell("b", on(3), 5, 600_000, shop.member("Ani"))
    shop.check()


def test_who_is_a_member_on_the_day_counts_as_one(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000)
    shop.sell("b", on(3), 2, 300_000, shop.member("Ani"))
    shop.sell("c", on(3), 2, 300_000, shop.outsider)
    sale = shop.sell("d", on(4), 3, 450_000, shop.member("Budi"))
    shop.give_back("e", on(5), sale, 1)
    year = (on(1), DECEMBER)
    assert queries.purchases_by_party(shop.cooperative, *year) == {
        shop.member("Ani"): 300_000, shop.member("Budi"): 300_000,
    }  # fmt: skip
    assert queries.turnover(shop.cooperative, *year).other_sales == 300_000
    assert queries.purchases_by_party(shop.cooperative, on(3), on(3)) == {
        shop.member("Ani"): 300_000
    }


def test_what_is_owed_is_paid_and_no_more(shop) -> None:
    shop.buy("a", on(2), 10, 1_000_000, via="credit")
    shop.sell("b", on(3), 5, 750_000, shop.member("Ani"), via="credit")
    assert queries.owed_by_buyers(shop.cooperative, DECEMBER) == {shop.member("Ani"): 750_000}
    assert queries.owed_to_suppliers(shop.cooperative, DECEMBER) == {shop.supplier: 1_000_000}
    paying = {"by": shop.by, "on": on(4), "cooperative": shop.cooperative}
    with pytest.raises(trade.MoreThanOwed) as refused:
        trade.receive_payment(**paying, id=id_of("p"), buyer=shop.member("Ani"), amount=750_001)
    assert refused.value.data["owed"] == "Rp 750.000"
    for _ in range(2):
        trade.receive_payment(**paying, id=id_of("p"), buyer=shop.member("Ani"), amount=750_000)
    trade.pay_supplier(**paying, id=id_of("s"), supplier=shop.supplier, amount=400_000)
    with pytest.raises(trade.MoreThanOwed):
        trade.pay_supplier(**paying, id=id_of("s2"), supplier=shop.supplier, amount=600_001)
    assert queries.owed_by_buyers(shop.cooperative, DECEMBER) == {}
    assert queries.owed_to_suppliers(shop.cooperative, DECEMBER) == {shop.supplier: 600_000}
    assert shop.balances()["1101"] == 5_000_000 + 750_000 - 400_000
    shop.check()


def test_a_payment_is_taken_back_but_nothing_else_this_way(shop) -> None:
    sale_of = {"by": shop.by, "on": on(4), "reason": "salah pembeli"}
    shop.buy("a", on(2), 10, 1_000_000)
    sale = shop.sell("b", on(3), 5, 750_000, shop.member("Ani"), via="credit")
    paid = trade.receive_payment(
        by=shop.by, on=on(4), id=id_of("p"), cooperative=shop.cooperative,
        buyer=shop.member("Ani"), amount=750_000,
    )  # fmt: skip
    trade.reverse_payment(**sale_of, id=id_of("back"), entry=paid.id)
    assert queries.owed_by_buyers(shop.cooperative, DECEMBER) == {shop.member("Ani"): 750_000}
    with pytest.raises(NothingToReverse):
        trade.reverse_payment(**sale_of, id=id_of("no"), entry=sale.id)


def test_nobody_buys_with_money_that_is_not_there(shop) -> None:
    with pytest.raises(NotEnough):
        shop.buy("a", on(2), 10, 5_000_001)
    assert not Deal.objects.exists()


def test_credit_needs_somebody_who_owes(shop) -> None:
    with pytest.raises(BadField):
        shop.sell("a", on(2), 1, 1, via="credit")


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


def test_an_accountant_reads_the_stock_card(shop) -> None:
    shop.buy("10 karung", on(2, 3), 10, 1_000_000)
    shop.buy("10 karung lebih mahal", on(3, 3), 10, 1_200_000)
    sale = shop.sell("kepada anggota", on(3, 10), 7, 1_050_000, shop.member("Ani"))
    shop.sell("kepada bukan anggota", on(3, 17), 4, 640_000)
    shop.give_back("a", on(3, 20), sale, 2)
    trade.count_stock(
        by=shop.by, on=on(3, 31), id=id_of("count"), cooperative=shop.cooperative,
        counted={shop.sack.id: 10}, reason="satu karung rusak",
    )  # fmt: skip
    card = queries.stock_card(shop.cooperative, shop.sack, on(2), on(3, 31))
    head = f"{'Tanggal':<18}{'Uraian':<28}{'Jumlah':>8}{'Nilai':>12}{'Sisa':>7}{'Nilai':>12}"
    text = ["Kartu persediaan: Karung", "", head + f"{'Rata-rata':>11}"]
    for line in card.lines:
        mean = line.after.value // line.after.quantity
        text.append(
            f"{date_text(line.on):<18}{line.memo:<28}{line.quantity:>8}"
            f"{number_text(line.value):>12}{line.after.quantity:>7}"
            f"{number_text(line.after.value):>12}{number_text(mean):>11}"
        )
    sold = queries.turnover(shop.cooperative, on(2), on(3, 31))
    text += [
        "",
        *(
            f"{who:<15}penjualan {number_text(sales):>10}  harga pokok {number_text(cost):>10}"
            for who, sales, cost in (
                ("Anggota:", sold.member_sales, sold.member_cost),
                ("Bukan anggota:", sold.other_sales, sold.other_cost),
            )
        ),
    ]
    assert card.closing == shop.stock()
    golden(GOLDEN / "stock_card.txt", "\n".join(text) + "\n")


@given(
    moves=st.lists(
        st.tuples(st.booleans(), st.integers(1, 10**6), st.integers(1, 10**9)), max_size=40
    )
)
def test_stock_never_holds_value_without_goods(moves) -> None:
    stock, bought, cost = Stock(), 0, 0
    for is_purchase, quantity, price in moves:
        if is_purchase:
            stock, bought = stock.after(quantity, price), bought + price
        else:
            taken = min(quantity, stock.quantity)
            out = cost_of(stock, taken)
            stock, cost = stock.after(-taken, -out), cost + out
        assert stock.value >= 0
        assert stock.quantity or not stock.value
    assert stock.value == bought - cost


@given(
    total=st.integers(0, 10**9),
    parts=st.lists(st.integers(1, 1000), min_size=1, max_size=12),
)
def test_what_is_given_back_in_parts_adds_up(total, parts) -> None:
    whole, before, found = sum(parts), 0, 0
    for part in parts:
        found += part_of(total, whole, before, part)
        before += part
    assert found == total
