"""What ending a month did: one row for each month that was closed by the one act."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class MonthEnd(Owned):
    """A month that was ended; rupiah, and the counts of what was done.

    `provision` is what stands set aside afterwards; `result` is the year's surplus or loss where
    the month ended a book year. A month reopened and ended again has two rows.
    """

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="month_ends")
    month = models.DateField()
    ended_on = models.DateField()
    bills = models.PositiveIntegerField()
    wear = models.BigIntegerField()
    provision = models.BigIntegerField()
    profit_shared = models.BigIntegerField()
    result = models.BigIntegerField(null=True)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tutup bulan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "month", "seal"], name="ended_once_by_seal"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="month_end_is_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
