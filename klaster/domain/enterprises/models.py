"""What the mitra live from: enterprises, their cycles, and a book simple enough for a cheap phone.

These are the mitra's own books, told by the mitra. They are no part of the ledger, which holds
what the programme or the cooperative owns.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Kind(models.TextChoices):
    """What sort of livelihood an enterprise is."""

    CROP = "crop", _("Lahan dan tanaman")
    HERD = "herd", _("Ternak")
    STALL = "stall", _("Warung")
    WORKSHOP = "workshop", _("Kerajinan dan pengolahan")
    TRADE = "trade", _("Dagang")


class Enterprise(Owned):
    """A livelihood of one person or one group; how it changed is in its turns.

    `kind`, `paused_since`, `ended_on` and `end_reason` are as they are now.
    """

    party = owned.ForeignKey("registry.Party", related_name="enterprises")
    sector = owned.ForeignKey("programme.Sector", null=True, related_name="enterprises")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    started_on = models.DateField()
    paused_since = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | (Q(ended_on__gte=F("started_on")) & ~Q(end_reason="")),
                name="enterprise_ends_after_start_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Turn(Owned):
    """A turn in the life of an enterprise: paused, resumed, changed to another kind, or ended."""

    class What(models.TextChoices):
        PAUSED = "paused", _("Berhenti sementara")
        RESUMED = "resumed", _("Berjalan lagi")
        CHANGED = "changed", _("Berganti usaha")
        ENDED = "ended", _("Berhenti")

    enterprise = owned.ForeignKey(Enterprise, related_name="turns")
    on = models.DateField()
    what = models.CharField(max_length=10, choices=What.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices, default="", blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(what="changed") & ~Q(kind="")) | (~Q(what="changed") & Q(kind="")),
                name="only_a_change_names_the_new_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.get_what_display()


class Cycle(Owned):
    """A stretch that is reckoned together: a planting, a herd season, a week of a stall.

    `area_m2` is the land planted, where there is any. `is_irrigated` decides zakat on a harvest.
    """

    enterprise = owned.ForeignKey(Enterprise, related_name="cycles")
    label = models.CharField(max_length=100)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    area_m2 = models.PositiveIntegerField(null=True)
    is_irrigated = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "enterprise", "label"], name="cycle_once_per_enterprise"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="cycle_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Record(Owned):
    """One line of the mitra's book: money in or out, own use, stock counted, or harvest.

    `amount` is rupiah (the value of own use and of stock; 0 where only a quantity is known);
    `quantity` is in the smallest step of `unit`.
    """

    class What(models.TextChoices):
        MONEY_IN = "money_in", _("Uang masuk")
        MONEY_OUT = "money_out", _("Uang keluar")
        OWN_USE = "own_use", _("Dipakai sendiri")
        STOCK = "stock", _("Persediaan dihitung")
        HARVEST = "harvest", _("Panen")

    cycle = owned.ForeignKey(Cycle, related_name="records")
    on = models.DateField()
    what = models.CharField(max_length=10, choices=What.choices)
    amount = models.BigIntegerField(default=0)
    quantity = models.BigIntegerField(null=True)
    unit = models.ForeignKey("ledger.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="record_not_below_zero"),
            models.CheckConstraint(
                condition=Q(quantity=None, unit=None)
                | Q(quantity__gte=0, quantity__isnull=False, unit__isnull=False),
                name="quantity_has_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(what="stock") | Q(amount__gt=0) | Q(quantity__gt=0),
                name="record_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.get_what_display()
