"""The shop: it buys once a month, sells to members and others, and is counted at year's end."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.demo.cooperatives.profiles import Ware
from klaster.domain.registry import commands as people
from klaster.domain.trade import commands as trade

RISE_PCT: Final = {2014: 100, 2015: 106, 2016: 109}
PLANTING = (4, 5, 11, 12)  # more is sold when the fields are planted


def open_shop(life: Life, on: date) -> None:
    """List what will be sold, and know the supplier."""
    for ware in life.profile.wares:
        item = life.id(on, "item", ware.name)
        trade.add_item(
            by=life.treasurer, on=on, id=item, cooperative=life.cooperative, name=ware.name,
            unit=ware.unit, price=ware.sold,
        )  # fmt: skip
        life.stock[item] = 0
    supplier = people.NewParty(
        id=life.id(on, "supplier"), kind="body", name=f"Toko Grosir {EXAMPLE}",
        is_illustration=True,
    )  # fmt: skip
    people.enrol(by=life.treasurer, on=on, new=supplier)


def trade_month(life: Life, opened: date, month: date) -> None:
    """One month: fill up, sell, take in what was owed."""
    wares = {life.id(opened, "item", ware.name): ware for ware in life.profile.wares}
    busy = month.month in PLANTING
    sales = life.profile.sales + busy
    _fill_up(life, opened, month, wares, sales + 2)
    _collect(life, month)
    buyers = [member.party_id for member in life.some(sales)]
    for n, buyer in enumerate([*buyers, None]):
        on = month + timedelta(days=5 + 3 * n + life.chance.randrange(3))
        item = life.chance.choice([each for each, held in life.stock.items() if held])
        ware = wares[item]
        count = min(life.chance.randint(*ware.usual) * (1 + busy), life.stock[item])
        price = count * _price(ware.sold, month.year)
        is_credit = buyer is not None and n == 1
        trade.sell(
            by=life.treasurer, on=on, id=life.id(on, "sale", n), cooperative=life.cooperative,
            goods=[trade.Goods(item, count * ware.step, price)], buyer=buyer,
            via="credit" if is_credit else "fund_cash", memo=f"penjualan {EXAMPLE}",
        )  # fmt: skip
        life.stock[item] -= count
        if is_credit and buyer is not None:
            life.debts[buyer] = life.debts.get(buyer, 0) + price


def count_stock(life: Life, on: date) -> None:
    """Count everything on a day; a little of the first ware was spilt."""
    spilt = next(iter(life.stock))
    counted = {}
    for ware, (item, held) in zip(life.profile.wares, life.stock.items(), strict=True):
        found = held - 1 if item == spilt and held > 1 else held
        life.stock[item] = found
        counted[item] = found * ware.step
    trade.count_stock(
        by=life.treasurer, on=on, id=life.id(on, "stock"), cooperative=life.cooperative,
        counted=counted, reason=f"tercecer {EXAMPLE}",
    )  # fmt: skip


def _fill_up(life: Life, opened: date, month: date, wares: Mapping[UUID, Ware], sales: int) -> None:
    """Buy what the month may take of each ware; every third month on credit."""
    on = month + timedelta(days=3)
    goods = []
    for item, ware in wares.items():
        wanted = sales * ware.usual[1] * (2 if month.month in PLANTING else 1) // 2
        count = wanted - life.stock[item]
        if count > 0:
            cost = count * _price(ware.bought, month.year)
            goods.append(trade.Goods(item, count * ware.step, cost))
            life.stock[item] += count
    if not goods:
        return
    on_credit = month.month % 3 == 0
    supplier = life.id(opened, "supplier")
    trade.buy(
        by=life.treasurer, on=on, id=life.id(on, "purchase"), cooperative=life.cooperative,
        goods=goods, via="credit" if on_credit else "fund_cash", supplier=supplier,
        memo=f"pembelian {EXAMPLE}",
    )  # fmt: skip
    if on_credit:
        paid = on + timedelta(days=20)
        trade.pay_supplier(
            by=life.treasurer, on=paid, id=life.id(paid, "supplier paid"),
            cooperative=life.cooperative, supplier=supplier,
            amount=sum(each.price for each in goods), memo=f"pelunasan pembelian {EXAMPLE}",
        )  # fmt: skip


def _collect(life: Life, month: date) -> None:
    """Buyers on credit pay; some only a part."""
    on = month + timedelta(days=8)
    for buyer, owed in list(life.debts.items()):
        amount = owed if life.chance.random() < 0.7 else -(-owed // 2)
        trade.receive_payment(
            by=life.treasurer, on=on, id=life.id(on, "paid", buyer), cooperative=life.cooperative,
            buyer=buyer, amount=amount, memo=f"bayar belanja {EXAMPLE}",
        )  # fmt: skip
        life.debts[buyer] -= amount
        if not life.debts[buyer]:
            del life.debts[buyer]


def _price(price: int, year: int) -> int:
    return price * RISE_PCT[year] // 100 // 50 * 50
