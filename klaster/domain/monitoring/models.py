"""What was found of mitra, groups and cooperatives after the exit. Due dates are not stored."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Kind(models.TextChoices):
    """Of what kind those are who are followed; the survival of businesses is that of mitra only."""

    MITRA = "mitra", _("Mitra")
    GROUP = "group", _("Kelompok")
    COOPERATIVE = "cooperative", _("Koperasi")


class FollowUp(Owned):
    """One look at a mitra, group or cooperative (`party`), due `due_month` months after the exit.

    Who is lost from sight is so for a `reason`; of who is found, `business` says how it stands
    and `note` what the work is. A group is running while it meets, a cooperative while it serves
    its members, and either is closed when it no longer does. `response` are the answers given to
    the survey of the visit.
    """

    class Outcome(models.TextChoices):
        FOUND = "found", _("Ditemukan")
        LOST = "lost", _("Tidak ditemukan")

    class Business(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        CHANGED = "changed", _("Berubah usaha")
        CLOSED = "closed", _("Tutup")
        MOVED_INTO_WORK = "moved_into_work", _("Beralih bekerja")

    programme = owned.ForeignKey("programme.Programme", related_name="follow_ups")
    party = owned.ForeignKey("registry.Party", related_name="follow_ups")
    due_month = models.PositiveSmallIntegerField()
    on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=300, default="", blank=True)
    business = models.CharField(max_length=16, choices=Business.choices, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    response = owned.ForeignKey("surveys.Response", null=True, related_name="+")

    class Meta:
        verbose_name = _("pemantauan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "party", "due_month"],
                name="followed_up_once_per_due_month",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="lost", business="", response=None) & ~Q(reason=""))
                | (Q(outcome="found") & ~Q(business="")),
                name="lost_for_a_reason_or_found_with_its_business",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_month} {self.get_outcome_display()}"


STATES: dict[Kind, tuple[FollowUp.Business, ...]] = {
    Kind.MITRA: tuple(FollowUp.Business),
    Kind.GROUP: (FollowUp.Business.RUNNING, FollowUp.Business.CLOSED),
    Kind.COOPERATIVE: (FollowUp.Business.RUNNING, FollowUp.Business.CLOSED),
}
