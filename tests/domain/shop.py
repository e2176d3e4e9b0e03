"""A cooperative with a shop for tests: money, two items, a supplier and somebody from outside."""

from datetime import date

from klaster.domain.ledger import controls as ledger_controls
from klaster.domain.registry import commands as registry
from klaster.domain.trade import commands as trade
from klaster.domain.trade import controls, queries
from klaster.domain.trade.commands import Goods
from klaster.rules.moving_average import Stock
from tests.conftest import id_of
from tests.domain.cooperative_world import FOUNDED

DECEMBER = date(2014, 12, 31)


def on(month: int, day: int = 1) -> date:
    return date(2014, month, day)


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
