"""Member cooperatives: when they were formed and recognised, who leads them, who belongs to them.

Every row belongs to the cooperative's own organisation; members are its own parties, tied to the
mitra they were by the shared `person_id`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Cooperative(Owned):
    """A cooperative in the making or at work; `legal_on` is null until it is a legal entity."""

    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=40)
    formed_on = models.DateField()
    legal_on = models.DateField(null=True)
    legal_number = models.CharField(max_length=60, default="", blank=True)
    book = owned.ForeignKey("ledger.Book", related_name="+")
    rolling_fund = owned.ForeignKey("ledger.Fund", related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_cooperative_each"),
            models.CheckConstraint(
                condition=Q(legal_on=None) | Q(legal_on__gte=F("formed_on")),
                name="recognised_after_it_was_formed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Officer(Owned):
    """An office held by a member for a term: chair, secretary, treasurer, supervisor."""

    class Office(models.TextChoices):
        CHAIR = "ketua", _("Ketua")
        SECRETARY = "sekretaris", _("Sekretaris")
        TREASURER = "bendahara", _("Bendahara")
        SUPERVISOR = "pengawas", _("Pengawas")

    cooperative = owned.ForeignKey(Cooperative, related_name="officers")
    party = owned.ForeignKey("registry.Party", related_name="+")
    office = models.CharField(max_length=12, choices=Office.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "party", "office", "valid_from"],
                name="office_taken_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="office_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.office


class Member(Owned):
    """A membership: numbered in order of admission, ended with its reason."""

    cooperative = owned.ForeignKey(Cooperative, related_name="members")
    party = owned.ForeignKey("registry.Party", related_name="+")
    number = models.PositiveIntegerField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "number"], name="member_number_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "party"],
                condition=Q(left_on=None),
                name="member_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
