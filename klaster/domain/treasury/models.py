"""Vouchers, cash counts and the inventory (buku inventaris) of a cooperative.

What a voucher moved stands in the ledger's entry of the same id; so does what a count found
wanting, and what an asset cost. Amounts are rupiah.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Voucher(Owned):
    """A numbered paper for money in or out, or moved between cash box and bank.

    `who` paid or was paid. `year` is the book year's first calendar year.
    """

    class Kind(models.TextChoices):
        CASH_IN = "KM", _("Kas masuk")
        CASH_OUT = "KK", _("Kas keluar")
        BANK_IN = "BM", _("Bank masuk")
        BANK_OUT = "BK", _("Bank keluar")
        MOVED = "PB", _("Pemindahan kas dan bank")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="vouchers")
    kind = models.CharField(max_length=2, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    on = models.DateField()
    amount = models.BigIntegerField()
    who = models.CharField(max_length=200, default="", blank=True)
    memo = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("bukti kas")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "kind", "year", "n"],
                name="voucher_number_once_a_year",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="voucher_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}-{self.n:04}"


class CashCount(Owned):
    """What lay in the cash box at the end of a day: `pieces` of each value, against the books.

    The difference is posted by the entry of the same id, with its reason.
    """

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="cash_counts")
    on = models.DateField()
    pieces = models.JSONField()
    counted = models.BigIntegerField()
    expected = models.BigIntegerField()
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("hitung kas")
        constraints = [
            models.CheckConstraint(condition=Q(counted__gte=0), name="counted_not_negative"),
            models.CheckConstraint(
                condition=Q(counted=F("expected")) | ~Q(reason=""),
                name="cash_difference_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="cash_count_by_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class FixedAsset(Owned):
    """A line of the inventory: what was bought, or came with a deed of the asset reform.

    `entry_id` is the entry that took it up in the books (its own id when it was bought). Without
    `useful_months` it does not wear, as land. `unit` names what the custody accounts count it in,
    where they do. `ended_on` is the day it was sold or given up, for `proceeds`, or struck out as
    a mistake, by the act `ended_by`.
    """

    class Origin(models.TextChoices):
        BOUGHT = "bought", _("Dibeli")
        RECEIVED = "received", _("Diterima")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="fixed_assets")
    fund = owned.ForeignKey("ledger.Fund", related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    entry_id = models.UUIDField()
    acquired_on = models.DateField()
    pieces = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=20, default="", blank=True)
    cost = models.BigIntegerField()
    residual = models.BigIntegerField(default=0)
    useful_months = models.PositiveSmallIntegerField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = models.CharField(max_length=300, default="", blank=True)
    proceeds = models.BigIntegerField(null=True)
    is_struck = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("inventaris")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "number"], name="inventory_number_once"
            ),
            models.CheckConstraint(
                condition=Q(residual__gte=0, residual__lte=F("cost"), cost__gt=0),
                name="residual_within_cost",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="", proceeds=None)
                | (Q(ended_on__gte=F("acquired_on"), proceeds__gte=0) & ~Q(ended_because="")),
                name="asset_ends_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Wear(Owned):
    """What wore off an asset in the month that ended on `on`; its entry has the same id.

    `counted_on` is the day it counts in the books: later, where its month was closed already.
    """

    asset = owned.ForeignKey(FixedAsset, related_name="wear")
    on = models.DateField()
    counted_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("penyusutan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "asset", "on"], name="worn_once_a_month"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="wear_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.amount}"
