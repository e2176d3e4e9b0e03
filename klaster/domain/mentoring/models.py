"""Meetings and trainings of groups with who came, and visits to mitra."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Session(Owned):
    """A group's meeting or training that took place on a day; its presences say who came."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Pertemuan")
        TRAINING = "training", _("Pelatihan")

    group = owned.ForeignKey("programme.Group", related_name="sessions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    topic = models.CharField(max_length=200)
    mentor = owned.ForeignKey("registry.Party", null=True, related_name="+")

    class Meta:
        verbose_name = _("pertemuan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group", "on", "kind"], name="session_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Presence(Owned):
    """Whether somebody who belonged to the group that day came."""

    session = owned.ForeignKey(Session, related_name="presences", db_index=False)
    party = owned.ForeignKey("registry.Party", related_name="+")
    came = models.BooleanField()

    class Meta:
        verbose_name = _("kehadiran pertemuan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "session", "party"], name="present_once_per_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}"


class Visit(Owned):
    """A call at a mitra's home or place of work, and what was seen and agreed."""

    party = owned.ForeignKey("registry.Party", related_name="visits")
    on = models.DateField()
    mentor = owned.ForeignKey("registry.Party", null=True, related_name="+")
    topic = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, default="", blank=True)

    class Meta:
        verbose_name = _("kunjungan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "on", "mentor"],
                nulls_distinct=False,
                name="visited_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
