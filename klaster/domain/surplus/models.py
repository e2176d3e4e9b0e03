"""How a cooperative shares its surplus, and what each year's sharing gave to whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Policy(Owned):
    """A policy of sharing from a day, as the members' meeting or the bylaws decided.

    `data` is the JSON of `rules.calc_surplus.read_policy` without denominators; `roles` says for
    every pot that is not the members' which account of the chart takes it.
    """

    class Usage(models.TextChoices):
        PURCHASES = "purchases", _("Belanja anggota")
        FINANCING = "financing", _("Pembiayaan yang diambil")
        MARGIN = "margin", _("Margin dan bagi hasil yang dibayar")
        TURNOVER = "turnover", _("Belanja dan margin")

    class Savings(models.TextChoices):
        YEAR_END = "year_end", _("Saldo akhir tahun")
        AVERAGE = "average", _("Rata-rata harian setahun")

    class Denominator(models.TextChoices):
        MEMBERS = "members", _("Transaksi anggota saja")
        ALL = "all", _("Seluruh transaksi; bagian bukan anggota masuk cadangan")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="surplus_policies")
    valid_from = models.DateField()
    data = models.JSONField()
    roles = models.JSONField()
    usage = models.CharField(max_length=10, choices=Usage.choices)
    savings = models.CharField(max_length=10, choices=Savings.choices)
    denominator = models.CharField(max_length=10, choices=Denominator.choices)
    basis = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("kebijakan pembagian SHU")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "valid_from"], name="policy_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="policy_rests_on_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class Distribution(Owned):
    """The sharing of one year's surplus: proposed, approved by the meeting, paid, or taken back.

    `pots` are rupiah by name; `undistributed` fell to nobody listed and goes to the policy's
    remainder pot. Σ shares + Σ pots + undistributed = surplus.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Diusulkan")
        APPROVED = "approved", _("Disahkan rapat anggota")
        DISTRIBUTED = "distributed", _("Dibagikan")
        REVERSED = "reversed", _("Dibatalkan")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="distributions")
    policy = owned.ForeignKey(Policy, related_name="distributions")
    year = models.PositiveSmallIntegerField()
    surplus = models.BigIntegerField()
    pots = models.JSONField()
    undistributed = models.BigIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROPOSED)
    resolution = owned.ForeignKey("meetings.Resolution", null=True, related_name="+")
    proposed_on = models.DateField()
    distributed_on = models.DateField(null=True)
    reversed_on = models.DateField(null=True)
    reversed_because = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("pembagian SHU")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "year"],
                condition=~Q(status="reversed"),
                name="one_sharing_per_year",
            ),
            models.CheckConstraint(condition=Q(surplus__gt=0), name="only_a_surplus_is_shared"),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "reversed"]) | Q(resolution__isnull=False),
                name="shared_by_a_resolution",
            ),
            models.CheckConstraint(
                condition=~Q(status="reversed") | (~Q(reversed_because="")),
                name="taken_back_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Share(Owned):
    """One member's part; its entry has the same id. `savings` and `usage` are what it follows from.

    `to` is where it went: voluntary savings, or payable until the member draws it.
    """

    class To(models.TextChoices):
        SAVINGS = "savings_voluntary", _("Simpanan sukarela")
        PAYABLE = "shu_payable", _("Belum diambil")

    distribution = owned.ForeignKey(Distribution, related_name="shares")
    member = owned.ForeignKey("cooperative.Member", related_name="surplus_shares")
    savings = models.BigIntegerField()
    usage = models.BigIntegerField()
    capital_part = models.BigIntegerField()
    usage_part = models.BigIntegerField()
    total = models.BigIntegerField()
    to = models.CharField(max_length=20, choices=To.choices, default="", blank=True)

    class Meta:
        verbose_name = _("bagian SHU anggota")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "distribution", "member"], name="one_share_per_member"
            ),
            models.CheckConstraint(
                condition=Q(total=F("capital_part") + F("usage_part")),
                name="share_is_both_parts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}"
