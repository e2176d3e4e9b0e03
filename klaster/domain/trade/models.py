"""What a cooperative buys and sells, and every deal by which goods came or went.

What lies in the store and what it cost stands in the ledger, in sub-accounts of each item; so does
what is owed for it. A deal's entry has the same id.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Item(Owned):
    """Something to buy and sell, counted in one unit; `price` is a usual one, 0 when there is none.

    `price` is rupiah for one whole unit (piece, kilogram, litre).
    """

    class Unit(models.TextChoices):
        PIECE = "PCS", _("Buah")
        KILOGRAM = "GOODS_KG", _("Kilogram")
        LITRE = "LITRE", _("Liter")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="items")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, choices=Unit.choices)
    price = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("barang dagangan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "name"], name="item_named_once"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="item_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class Deal(Owned):
    """A purchase, a sale or a stock count, or what gives one back: the `n`th of the cooperative.

    `of` is the deal that is returned (in part) or reversed (as a whole). `via` is where the money
    went or came from; on credit it is owed by or to `party`. `is_member` says what the buyer was
    on that day.
    """

    class Kind(models.TextChoices):
        PURCHASE = "purchase", _("Pembelian")
        SALE = "sale", _("Penjualan")
        COUNT = "count", _("Hitung persediaan")

    class Step(models.TextChoices):
        MADE = "made", _("Dicatat")
        RETURNED = "returned", _("Retur")
        REVERSED = "reversed", _("Dibatalkan")

    class Via(models.TextChoices):
        CASH = "fund_cash", _("Kas")
        BANK = "bank", _("Bank")
        CREDIT = "credit", _("Kredit")
        NONE = "", _("Tanpa uang")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="deals")
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.MADE)
    of = owned.ForeignKey("self", null=True, related_name="given_back")
    on = models.DateField()
    party = owned.ForeignKey("registry.Party", null=True, related_name="+")
    is_member = models.BooleanField(default=False)
    via = models.CharField(max_length=9, choices=Via.choices, default=Via.NONE, blank=True)
    memo = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("transaksi dagang")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "n"], name="deal_number_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "of"],
                condition=Q(step="reversed"),
                name="deal_reversed_once",
            ),
            models.CheckConstraint(
                condition=Q(step="made", of=None) | (~Q(step="made") & Q(of__isnull=False)),
                name="only_a_deal_is_given_back",
            ),
            models.CheckConstraint(
                condition=~Q(via="credit") | Q(party__isnull=False), name="credit_names_its_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n}"


class DealLine(Owned):
    """One item of a deal. Into the store is above zero, out of it below.

    `quantity` is in the smallest steps of the item's unit; `value` rupiah of stock; `price` rupiah
    bought or sold for, below zero when given back. `counted` is what a stock count found.
    """

    deal = owned.ForeignKey(Deal, related_name="lines")
    item = owned.ForeignKey(Item, related_name="lines")
    quantity = models.BigIntegerField()
    value = models.BigIntegerField()
    price = models.BigIntegerField(default=0)
    counted = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("barang transaksi")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "deal", "item"], name="item_once_per_deal"
            ),
            models.CheckConstraint(
                condition=~Q(quantity=0) | Q(counted__isnull=False), name="deal_line_moves_goods"
            ),
            models.CheckConstraint(
                condition=Q(value=0)
                | Q(quantity__gt=0, value__gt=0)
                | Q(quantity__lt=0, value__lt=0),
                name="value_goes_with_the_goods",
            ),
        ]
        indexes = [models.Index(fields=["item"], name="deal_line_by_item")]

    def __str__(self) -> str:
        return f"{self.quantity}"
