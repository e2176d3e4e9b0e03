"""Trade: items, buying and selling, counting the store, giving back."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.ledger import charts
from klaster.domain.registry.models import Party
from klaster.domain.trade import commands, queries
from klaster.domain.trade.models import Deal, Item
from klaster.web.cooperatives.acts.base import OfCooperative, OfRow, Table
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit

ROWS = 6  # of one deal
VIA = [choice for choice in Deal.Via.choices if choice[0]]


class AddItem(OfCooperative):
    """Something new to buy and sell."""

    act = "trade.add_item"
    area = "trade"
    title = _("Tambah barang dagangan")
    name = inputs.Words(label=_("Nama barang"), longest=120)
    unit = forms.ChoiceField(label=_("Dihitung dalam"), choices=Item.Unit.choices)
    price = inputs.Rupiah(label=_("Harga jual biasa"), required=False)

    def do(self, by: Actor, on: date) -> str:
        """Add it."""
        given = self.cleaned_data
        item = commands.add_item(
            by=by, on=on, id=given["id"], cooperative=self.own, name=given["name"],
            unit=given["unit"], price=given["price"] or 0,
        )  # fmt: skip
        return reverse("stock_card", args=[item.id])


class Dealing(Table):
    """Goods that come or go: an item, how much, for how much altogether, on each row."""

    area = "trade"
    caption = _("Barang")
    columns = {
        "item": _("Barang"),
        "quantity": _("Banyaknya"),
        "price": _("Harga seluruhnya (rupiah)"),
    }
    via = forms.ChoiceField(label=_("Dibayar"), choices=VIA)
    party = inputs.Named(label=_("Pihak"), required=False)
    memo = inputs.Words(label=_("Keterangan"), required=False)

    def prepare(self) -> None:
        """Rows to fill in."""
        self.items = {str(each.id): each for each in queries.items(self.own)}
        choices = [("", gettext("Pilih"))] + [
            (key, f"{each.name} ({each.get_unit_display()})") for key, each in self.items.items()
        ]
        for n in range(1, ROWS + 1):
            item = forms.ChoiceField(choices=choices, required=n == 1)
            # Read in the item's own unit once that is known.
            quantity = inputs.Amount(decimals=3, required=n == 1)
            price = inputs.Amount(required=False)
            self.add_row(n, gettext("Baris {n}").format(n=n), "", [item, quantity, price])

    def clean(self) -> dict[str, Any]:
        """An item with its quantity and price on each row; somebody who owes for credit."""
        given = self.cleaned_data
        self.goods = [goods for key in self.keys() if (goods := self._goods(key))]
        is_owed = given.get("via") == Deal.Via.CREDIT
        if is_owed and not given.get("party") and "party" not in self.errors:
            self.add_error(
                "party", gettext("Sebutkan pihaknya; transaksi kredit ada yang berutang.")
            )
        return given

    def _goods(self, key: str) -> commands.Goods | None:
        row = self.row(key)
        if not row["item"]:
            if row["quantity"] or row["price"]:
                self.add_error(f"item-{key}", gettext("Pilih barangnya."))
            return None
        item = self.items[row["item"]]
        if not row["quantity"]:
            if f"quantity-{key}" not in self.errors:
                self.add_error(f"quantity-{key}", gettext("Isi banyaknya."))
            return None
        quantity = _in_steps(item, row["quantity"])
        if quantity is None:
            self.add_error(f"quantity-{key}", gettext("Barang ini dihitung utuh."))
            return None
        price = row["price"] or self.usual(item, row["quantity"])
        if not price:
            if f"price-{key}" not in self.errors:
                self.add_error(f"price-{key}", gettext("Isi harganya."))
            return None
        return commands.Goods(item.id, quantity, price)

    def usual(self, item: Item, thousandths: int) -> int:
        """What so much of an item costs when no price is filled in; 0 when it must be."""
        return 0

    def party_id(self) -> UUID | None:
        """Who it is dealt with."""
        party: Party | None = self.cleaned_data["party"]
        return party.id if party else None


def _in_steps(item: Item, thousandths: int) -> int | None:
    """A quantity in the steps of the item's unit; None for a part of what is counted whole."""
    factor = 10 ** (3 - charts.decimals(item.unit))
    return None if thousandths % factor else thousandths // factor


class Buy(Dealing):
    """Goods are bought."""

    act = "trade.buy"
    title = _("Beli barang dagangan")

    def do(self, by: Actor, on: date) -> str:
        """Buy them."""
        given = self.cleaned_data
        deal = commands.buy(
            by=by, on=on, id=given["id"], cooperative=self.own, goods=self.goods,
            via=given["via"], supplier=self.party_id(), memo=given["memo"],
        )  # fmt: skip
        return reverse("deal", args=[deal.id])


class Sell(Dealing):
    """Goods are sold."""

    act = "trade.sell"
    title = _("Jual barang")
    about = _(
        "Sebutkan pembelinya bila ia anggota: belanja anggota dihitung dalam SHU. Harga yang "
        "dikosongkan mengikuti harga jual biasa."
    )

    def usual(self, item: Item, thousandths: int) -> int:
        """By the item's usual price."""
        return item.price * thousandths // 1_000

    def do(self, by: Actor, on: date) -> str:
        """Sell them."""
        given = self.cleaned_data
        deal = commands.sell(
            by=by, on=on, id=given["id"], cooperative=self.own, goods=self.goods,
            via=given["via"], buyer=self.party_id(), memo=given["memo"],
        )  # fmt: skip
        return reverse("deal", args=[deal.id])


class CountStock(Table):
    """The store is counted; what differs is posted."""

    act = "trade.count_stock"
    area = "trade"
    title = _("Hitung persediaan")
    about = _("Isi yang dihitung saja; barang yang dikosongkan tidak berubah.")
    caption = _("Barang")
    columns = {"counted": _("Yang ada")}
    reason = inputs.Words(label=_("Sebab selisih"), required=False)

    def prepare(self) -> None:
        """A row for each item, with what the books say."""
        self.items = {}
        for item, stock in queries.in_store(self.own, self.visit.on):
            self.items[str(item.id)] = item
            said = gettext("menurut buku {quantity}").format(
                quantity=words.quantity(stock.quantity, item.unit)
            )
            field = inputs.Amount(decimals=charts.decimals(item.unit), least=0, required=False)
            self.add_row(item.id, item.name, said, [field])

    def do(self, by: Actor, on: date) -> str:
        """Keep the count."""
        given = self.cleaned_data
        counted = {item.id: self.row(key)["counted"] for key, item in self.items.items()}
        deal = commands.count_stock(
            by=by, on=on, id=given["id"], cooperative=self.own, reason=given["reason"],
            counted={item: quantity for item, quantity in counted.items() if quantity is not None},
        )  # fmt: skip
        return reverse("deal", args=[deal.id])


class OfDeal(OfRow):
    """An act on a deal as it was made."""

    page = "deal"
    model = Deal
    related = ("cooperative__book", "cooperative__rolling_fund")
    subject: Deal
    kinds: ClassVar[tuple[str, ...]] = (Deal.Kind.PURCHASE, Deal.Kind.SALE)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """To what was not given back itself."""
        is_right = subject.step == Deal.Step.MADE and subject.kind in cls.kinds
        return super().is_offered(visit, subject) and is_right

    @property
    def whom(self) -> str:
        """Its kind and number."""
        return f"{self.subject.get_kind_display()} {self.subject.n}"


class GiveBack(OfDeal, Table):
    """A part of a purchase or a sale is given back."""

    act = "trade.give_back"
    title = _("Catat retur")
    about = _("Uangnya kembali dengan cara yang sama seperti datangnya.")
    caption = _("Barang yang kembali")
    columns = {"quantity": _("Banyaknya kembali")}
    reason = inputs.Words(label=_("Alasan"))

    def prepare(self) -> None:
        """A row for each item of the deal."""
        self.dealt = list(queries.lines(self.subject))
        for line in self.dealt:
            said = words.quantity(abs(line.quantity), line.item.unit)
            field = inputs.Amount(decimals=charts.decimals(line.item.unit), required=False)
            self.add_row(line.item_id, line.item.name, said, [field])

    def do(self, by: Actor, on: date) -> str:
        """Give it back."""
        given = self.cleaned_data
        back = {line.item_id: self.row(line.item_id)["quantity"] for line in self.dealt}
        commands.give_back(
            by=by, on=on, id=given["id"], deal=self.subject, reason=given["reason"],
            quantities={item: quantity for item, quantity in back.items() if quantity},
        )  # fmt: skip
        return self.back()


class ReverseDeal(OfDeal):
    """A deal entered by mistake is taken back."""

    act = "trade.reverse_deal"
    title = _("Batalkan transaksi")
    about = _("Hanya selama barangnya belum bergerak lagi; keduanya tetap terlihat.")
    kinds = tuple(Deal.Kind.values)
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Take it back."""
        given = self.cleaned_data
        commands.reverse_deal(
            by=by, on=on, id=given["id"], deal=self.subject, reason=given["reason"]
        )
        return self.back()


FORMS = (Sell, Buy, CountStock, AddItem, GiveBack, ReverseDeal)
