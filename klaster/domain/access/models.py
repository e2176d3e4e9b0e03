"""Organisations, users and their role grants, and one audit line per command."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.sessions import SessionStore
from klaster.domain.owned import Owned


class Organisation(models.Model):
    """A body with rows of its own: an institution, an implementer, a cooperative."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution", "Lembaga sosial"
        IMPLEMENTER = "implementer", "Pelaksana"
        COOPERATIVE = "cooperative", "Koperasi"

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    is_illustration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person who signs in; what they may do comes from their grants."""

    id = models.UUIDField(primary_key=True, editable=False)
    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name


class Grant(Owned):
    """A role held by a user in an organisation, within a scope and a span of days.

    `scope_id` narrows the role to one programme, sector or group; null means the whole
    organisation.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    scope_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.user_id})"


class AuditLine(Owned):
    """Who did what to whom, once per command; lines are added, never changed."""

    actor_id = models.UUIDField()
    action = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    channel = models.CharField(max_length=20)
    request_id = models.CharField(max_length=40, default="", blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation", "subject_id"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.on}"


class Proposal(Owned):
    """An act that one person filled in and another must approve before it is done.

    `given` is what was filled in, list of values by name of field, for the form `form` of the act;
    `said` is the act in a line. Done by the face in the checker's name, at once with the approval.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Menunggu")
        APPROVED = "approved", _("Disetujui")
        REJECTED = "rejected", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Ditarik")

    act = models.CharField(max_length=60)
    form = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    said = models.CharField(max_length=300)
    given = models.JSONField()
    on = models.DateField()
    maker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    checker = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="waiting", checker=None, decided_on=None)
                | (
                    models.Q(checker__isnull=False, decided_on__isnull=False)
                    & ~models.Q(status="waiting")
                ),
                name="proposal_waits_or_was_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="approved", checker=models.F("maker")),
                name="proposal_approved_by_another_than_its_maker",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status", "id"], name="proposal_waiting")]

    def __str__(self) -> str:
        return self.said


class Session(AbstractBaseSession):
    """A browser that is signed in, or was about to be; see `access.sessions`."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    browser = models.CharField(max_length=200, default="", blank=True)
    since = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type:
        return SessionStore


class Task(Owned):
    """Work too long for a page: asked for by a person, done by the worker, watched while it goes.

    `given` is what the kind of work needs, `file` a file it works on, kept until it is done with.
    `step`, `done` and `of` say how far it is; `outcome` what came of it.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Menunggu giliran")
        RUNNING = "running", _("Sedang dikerjakan")
        DONE = "done", _("Selesai")
        REFUSED = "refused", _("Ditolak")
        FAILED = "failed", _("Terhenti")

    kind = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    file = models.BinaryField(null=True)
    file_name = models.CharField(max_length=200, default="", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    asked_at = models.DateTimeField(db_default=Now())
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    step = models.CharField(max_length=100, default="", blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind", "-id"], name="task_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status not in (self.Status.WAITING, self.Status.RUNNING)
