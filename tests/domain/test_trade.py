"""Trade: one entry for money, value and goods; moving average; nobody sells what is not there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.domain.access.once import SentBefore
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.commands import NothingToReverse
from klaster.domain.ledger.posting import NotEnough
from klaster.domain.trade import commands as trade
from klaster.domain.trade import queries
from klaster.domain.trade.models import Deal
from klaster.rules.moving_average import Stock, cost_of, part_of
from klaster.rules.refusal import BadField
from klaster.rules.wording import date_text, number_text
from tests.conftest import id_of
from tests.domain import cooperative_world
from tests.domain.shop import DECEMBER, Shop, on
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop(cooperative_world.found(plan=(0, 0)))


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
