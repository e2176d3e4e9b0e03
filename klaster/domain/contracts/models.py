"""A contract is its terms and its events; what follows from them stands beside for reading.

All kinds share these tables. What an event means is decided by `rules.contracts`; the value it
moves is one entry of the ledger under the event's own id.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Contract(Owned):
    """An agreement with a mitra or group, paid from one fund of one book.

    `status` and `closed_on` follow from its events. `group` is the group the party takes part in
    (and stands in for each other with, under tanggung renteng).
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Belum diserahkan")
        ACTIVE = "active", _("Berjalan")
        FULFILLED = "fulfilled", _("Selesai")
        WRITTEN_OFF = "written_off", _("Dihapusbukukan")
        CANCELLED = "cancelled", _("Dibatalkan")
        HANDED_OVER = "handed_over", _("Diserahkan kepada koperasi")

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    programme = owned.ForeignKey("programme.Programme", null=True, related_name="contracts")
    sector = owned.ForeignKey("programme.Sector", null=True, related_name="contracts")
    party = owned.ForeignKey("registry.Party", related_name="contracts")
    group = owned.ForeignKey("registry.Party", null=True, related_name="+")
    book = owned.ForeignKey("ledger.Book", related_name="+")
    fund = owned.ForeignKey("ledger.Fund", related_name="+")
    signed_on = models.DateField()
    approved_by = models.CharField(max_length=100, default="", blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="contract_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "active"], closed_on=None)
                | Q(
                    status__in=["fulfilled", "written_off", "cancelled", "handed_over"],
                    closed_on__gte=F("signed_on"),
                    closed_on__isnull=False,
                ),
                name="contract_closed_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "status"], name="contract_by_kind"),
        ]

    def __str__(self) -> str:
        return self.number


class Event(Owned):
    """One thing that happened to a contract, the `n`th that was accepted; never changed.

    `amount` is rupiah (0 where no money is named), `data` what else the kind asks for, `status`
    that of the contract afterwards. Where value moved, the ledger's entry has the same id
    (`is_posted`). `source` names the document or batch. The kind `undone` takes back the event
    before it; both are left out of the history that the rules see.
    """

    contract = owned.ForeignKey(Contract, related_name="events", db_index=False)
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    on = models.DateField()
    amount = models.BigIntegerField(default=0)
    data = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Contract.Status.choices)
    is_posted = models.BooleanField()
    source = models.CharField(max_length=120, null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contract", "n"], name="event_number_once_per_contract"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="event_amount_not_negative"),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="event_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Terms(Owned):
    """What was agreed: version 1 at signing, the next at each restructuring (`event`).

    `data` is the JSON given to the kind's `read_terms`, written for `rules_version` of the kind.
    """

    contract = owned.ForeignKey(Contract, related_name="terms", db_index=False)
    version = models.PositiveSmallIntegerField()
    rules_version = models.PositiveSmallIntegerField()
    data = models.JSONField()
    valid_from = models.DateField()
    event = owned.ForeignKey(Event, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contract", "version"], name="terms_version_once"
            ),
            models.CheckConstraint(
                condition=Q(version=1, event=None) | Q(version__gt=1, event__isnull=False),
                name="new_terms_come_from_an_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} v{self.version}"


class Instalment(Owned):
    """Row `n` of the schedule of one version of the terms; rupiah."""

    contract = owned.ForeignKey(Contract, related_name="instalments", db_index=False)
    terms = owned.ForeignKey(Terms, related_name="instalments", db_index=False)
    n = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    principal = models.BigIntegerField()
    margin = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "terms", "n"], name="instalment_once_per_terms"
            ),
            models.CheckConstraint(
                condition=Q(principal__gte=0, margin__gte=0), name="instalment_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["contract"], name="instalment_by_contract"),
            models.Index(fields=["organisation", "due_date"], name="instalment_by_due_date"),
        ]

    def __str__(self) -> str:
        return f"{self.n} {self.due_date}"


class Settlement(Owned):
    """What an event settled of an instalment: paid, waived, written off; rupiah.

    An event that takes another back has that one's settlements with the sign turned.
    """

    event = owned.ForeignKey(Event, related_name="settlements", db_index=False)
    instalment = owned.ForeignKey(Instalment, related_name="settlements")
    principal = models.BigIntegerField()
    margin = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "event", "instalment"],
                name="settlement_once_per_event_and_instalment",
            ),
            models.CheckConstraint(
                condition=~Q(principal=0, margin=0), name="settlement_settles_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal + self.margin}"


class Collection(Owned):
    """What a group's meeting brought in on a day: rupiah written down, and rupiah counted.

    The payments themselves are events and entries; where the two numbers differ, `reason` says why.
    """

    group = owned.ForeignKey("registry.Party", related_name="+")
    on = models.DateField()
    expected = models.BigIntegerField()
    counted = models.BigIntegerField()
    reason = models.CharField(max_length=300, default="", blank=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("lembar setoran")
        constraints = [
            models.CheckConstraint(
                condition=Q(expected__gt=0, counted__gte=0), name="collection_brought_something"
            ),
            models.CheckConstraint(
                condition=Q(expected=F("counted")) | ~Q(reason=""),
                name="collection_difference_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="collection_by_day")]

    def __str__(self) -> str:
        return f"{self.on}"
