"""Instruments as they were adopted, the answers given to them, and what answers are held against.

Answers that speak of worship and belief are kept apart, in a table of their own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Round(models.TextChoices):
    """When in a mitra's time with the programme a survey is taken."""

    BEFORE = "before", _("Sebelum program")
    YEARLY = "yearly", _("Tahunan")
    EXIT = "exit", _("Saat pelepasan")
    AFTER = "after", _("Setelah program")


class Instrument(Owned):
    """A questionnaire in the version that was adopted on a day; only added, never changed.

    `content` is the instrument as `surveys.content` writes it.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    adopted_on = models.DateField()

    class Meta:
        verbose_name = _("instrumen survei")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "version"], name="instrument_version_adopted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Response(Owned):
    """What a party answered to an instrument on a day; JSON by question id, checked.

    Calculated values stand among the answers, sensitive answers in `SensitiveAnswers`.
    """

    instrument = owned.ForeignKey(Instrument, related_name="responses")
    party = owned.ForeignKey("registry.Party", related_name="responses")
    programme = owned.ForeignKey("programme.Programme", null=True, related_name="responses")
    round = models.CharField(max_length=10, choices=Round.choices)
    on = models.DateField()
    answers = models.JSONField()

    class Meta:
        verbose_name = _("jawaban survei")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "instrument", "party", "on"], name="answered_once_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "party", "on"], name="response_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.get_round_display()} {self.on}"


class SensitiveAnswers(Owned):
    """The answers of a response that speak of worship and belief; needs a consent of its own."""

    response = owned.ForeignKey(Response, related_name="sensitive")
    answers = models.JSONField()

    class Meta:
        verbose_name = _("jawaban ibadah dan keagamaan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "response"], name="sensitive_answers_once_per_response"
            ),
        ]

    def __str__(self) -> str:
        return str(self.response_id)


class Line(Owned):
    """What a household needs in a month (rupiah), by one way of saying it, in an area from a day.

    It holds for the areas within, unless they have a line of their own.
    """

    class Kind(models.TextChoices):
        NEEDS = "needs", _("Survei kebutuhan hidup")
        BPS = "bps", _("Garis kemiskinan BPS")
        NISHAB = "nishab", _("Nishab zakat")
        HAD_KIFAYAH = "had_kifayah", _("Had kifayah")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    monthly_rp = models.BigIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("garis kemiskinan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "area", "valid_from"], name="line_once_a_day"
            ),
            models.CheckConstraint(condition=Q(monthly_rp__gt=0), name="line_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from}"


class PriceIndex(Owned):
    """The consumer price index of a month (its first day); months are comparable by one base."""

    month = models.DateField()
    index = models.DecimalField(max_digits=10, decimal_places=4)
    source = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("indeks harga konsumen")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month"], name="price_index_once_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="price_index_is_of_a_month"),
            models.CheckConstraint(condition=Q(index__gt=0), name="price_index_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
