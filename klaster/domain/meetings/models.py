"""Meetings of a cooperative, who was there, what was resolved, and the plan for a year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Meeting(Owned):
    """One meeting; `held_on` is null until it took place.

    `year` is the book year that an annual meeting is about. `member_count` and `quorum` are as they
    were on the day it was held; of officers' and supervisors' meetings they are theirs.
    """

    class Kind(models.TextChoices):
        ANNUAL = "rat", _("Rapat anggota tahunan")
        EXTRAORDINARY = "luar_biasa", _("Rapat anggota luar biasa")
        OFFICERS = "pengurus", _("Rapat pengurus")
        SUPERVISORS = "pengawas", _("Rapat pengawas")

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(null=True)
    called_on = models.DateField()
    planned_for = models.DateField()
    place = models.CharField(max_length=200)
    held_on = models.DateField(null=True)
    chair = models.CharField(max_length=200, default="", blank=True)
    secretary = models.CharField(max_length=200, default="", blank=True)
    minutes = models.TextField(default="", blank=True)
    member_count = models.PositiveIntegerField(null=True)
    quorum = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("rapat")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="rat", year__isnull=False) | (~Q(kind="rat") & Q(year=None)),
                name="only_an_annual_meeting_has_a_year",
            ),
            models.CheckConstraint(
                condition=Q(planned_for__gte=F("called_on")), name="called_before_it_is_held"
            ),
            models.CheckConstraint(
                condition=Q(held_on=None)
                | Q(
                    held_on__gte=F("called_on"),
                    member_count__isnull=False,
                    quorum__isnull=False,
                ),
                name="held_with_its_quorum",
            ),
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "year"],
                condition=Q(kind="rat", held_on__isnull=False),
                name="one_annual_meeting_held_per_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.planned_for}"


class Attendance(Owned):
    """A member who was at a meeting."""

    meeting = owned.ForeignKey(Meeting, related_name="attendances")
    member = owned.ForeignKey("cooperative.Member", related_name="attendances")

    class Meta:
        verbose_name = _("kehadiran")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "member"], name="attended_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


class AgendaItem(Owned):
    """The `n`th point of the agenda, as it stood in the invitation."""

    meeting = owned.ForeignKey(Meeting, related_name="agenda")
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("acara rapat")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "n"], name="agenda_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Resolution(Owned):
    """What a meeting decided, with its votes; `is_adopted` follows from them.

    `about` says which act of the cooperative may rest on it.
    """

    class About(models.TextChoices):
        ACCOUNTS = "accounts", _("Pengesahan laporan pertanggungjawaban")
        SURPLUS = "surplus", _("Pembagian SHU")
        PLAN = "plan", _("Rencana kerja dan anggaran")
        ELECTION = "election", _("Pemilihan pengurus atau pengawas")
        SAVINGS = "savings", _("Ketentuan simpanan")
        OTHER = "other", _("Lain-lain")

    meeting = owned.ForeignKey(Meeting, related_name="resolutions")
    n = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=10, choices=About.choices)
    text = models.CharField(max_length=1000)
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)
    is_adopted = models.BooleanField()

    class Meta:
        verbose_name = _("keputusan rapat")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "n"], name="resolution_number_once"
            ),
            models.CheckConstraint(
                condition=Q(is_adopted=False) | Q(votes_for__gt=F("votes_against")),
                name="adopted_by_more_votes_for_than_against",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PlanLine(Owned):
    """A line of a year's work plan (a sentence) or budget (rupiah for a chart line)."""

    cooperative = owned.ForeignKey("cooperative.Cooperative", related_name="plan_lines")
    year = models.PositiveSmallIntegerField()
    n = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    account = models.CharField(max_length=19, default="", blank=True)
    amount = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("rencana kerja dan anggaran")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "year", "n"], name="plan_line_once"
            ),
            models.CheckConstraint(
                condition=Q(account="", amount=0) | (~Q(account="") & Q(amount__gt=0)),
                name="a_budget_line_names_account_and_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.text
