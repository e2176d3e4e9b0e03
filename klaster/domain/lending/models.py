"""What members ask to be financed, who approved it, and whose family officers are.

What is agreed becomes a contract; from then on its terms and events tell the story.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Relative(Owned):
    """`relative` is family of `party`, who holds an office; recorded from a day on."""

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="relatives")
    party = owned.ForeignKey("registry.Party", related_name="+")
    relative = owned.ForeignKey("registry.Party", related_name="+")
    relation = models.CharField(max_length=60)
    since = models.DateField()

    class Meta:
        verbose_name = _("keluarga pengurus")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "relative"], name="relative_recorded_once"
            ),
            models.CheckConstraint(
                condition=~Q(party=F("relative")), name="nobody_is_their_own_relative"
            ),
        ]

    def __str__(self) -> str:
        return self.relation


class Application(Owned):
    """A member asks for `amount` rupiah under a kind of contract; `terms` is that kind's JSON.

    `recorded_by` may not approve it. For a related party `related_after` is what related parties
    would owe with it and `related_limit` the most that is in order, both null for others. The
    contract is signed with the last approval.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Menunggu persetujuan")
        APPROVED = "approved", _("Disetujui")
        REJECTED = "rejected", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Ditarik")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="applications")
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    member = owned.ForeignKey("cooperative.Member", related_name="applications")
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    purpose = models.CharField(max_length=200)
    terms = models.JSONField()
    applied_on = models.DateField()
    recorded_by = models.UUIDField()
    related_after = models.BigIntegerField(null=True)
    related_limit = models.BigIntegerField(null=True)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=300, default="", blank=True)
    contract = owned.ForeignKey("contracts.Contract", null=True, related_name="+")

    class Meta:
        verbose_name = _("permohonan pembiayaan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "year", "n"],
                name="application_number_once_a_year",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="application_asks_something"),
            models.CheckConstraint(
                condition=Q(status="open", ended_on=None)
                | (~Q(status="open") & Q(ended_on__gte=F("applied_on"))),
                name="application_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(status="approved", contract__isnull=False)
                | (~Q(status="approved") & Q(contract=None)),
                name="approved_application_has_its_contract",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "approved"]) | ~Q(ended_because=""),
                name="application_refused_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"PMB-{self.year}-{self.n:04}"


class Approval(Owned):
    """One officer's approval, entered by a user; what related parties would owe on that day."""

    application = owned.ForeignKey(Application, related_name="approvals")
    officer = owned.ForeignKey("cooperative.Officer", related_name="+")
    on = models.DateField()
    entered_by = models.UUIDField()
    note = models.CharField(max_length=300, default="", blank=True)
    related_after = models.BigIntegerField(null=True)
    related_limit = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("persetujuan pembiayaan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "application", "officer"],
                name="officer_approves_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "application", "entered_by"],
                name="user_approves_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
