"""What members owe their cooperative in savings, and how profit was shared among savers.

What they saved stands in the ledger, in a sub-account for each member and kind.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned
from klaster.rules import savings


class Kind(models.TextChoices):
    """The kinds of savings; their roles in the chart are in `rules.savings`."""

    PRINCIPAL = savings.PRINCIPAL, _("Simpanan pokok")
    MANDATORY = savings.MANDATORY, _("Simpanan wajib")
    VOLUNTARY = savings.VOLUNTARY, _("Simpanan sukarela")
    SPECIAL = savings.SPECIAL, _("Simpanan khusus")


class Plan(Owned):
    """What every member owes from a day, as a meeting decided; the latest one is in force."""

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="savings_plans")
    valid_from = models.DateField()
    principal = models.BigIntegerField()
    mandatory = models.BigIntegerField()
    every_months = models.PositiveSmallIntegerField(default=1)
    due_day = models.PositiveSmallIntegerField(default=10)
    basis = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("ketentuan simpanan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "valid_from"], name="plan_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(principal__gte=0, mandatory__gte=0), name="plan_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(every_months__range=(1, 12), due_day__range=(1, 31)),
                name="plan_has_a_due_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class Due(Owned):
    """A bill: what one member owes on a day. What settles it follows from what was saved."""

    member = owned.ForeignKey("cooperative.Member", related_name="dues")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_date = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("tagihan simpanan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "kind", "due_date"], name="billed_once_a_day"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="due_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_date}"


class ProfitShare(Owned):
    """How one period's profit was shared among voluntary savers; its entry has the same id.

    `savings_average` and `funds_average` are rupiah, rounded down.
    """

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="profit_shares")
    first = models.DateField()
    last = models.DateField()
    profit = models.BigIntegerField()
    savers_pct = models.PositiveSmallIntegerField()
    savings_average = models.BigIntegerField()
    funds_average = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("bagi hasil simpanan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "last"], name="profit_shared_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="period_has_days"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=F("profit")) | Q(amount=0),
                name="savers_get_part_of_a_profit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"
