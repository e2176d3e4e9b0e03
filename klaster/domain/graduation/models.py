"""Independence decided and carried out: decisions, receivables confirmed, deeds, claims.

A decision keeps its inputs as they were, so that it can be reproduced; a deed keeps every item
that passed, so that nothing handed over is without a line; a claim is a figure once published,
checked against the records instead of repeated.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned
from klaster.rules.scoring import readiness


class RuleSet(Owned):
    """Rules of readiness of one level in the version adopted on a day; added, never changed.

    `content` is as `rules.scoring.readiness_json` writes it.
    """

    class Level(models.TextChoices):
        MITRA = readiness.Level.MITRA.value, _("Mitra")
        GROUP = readiness.Level.GROUP.value, _("Kelompok")
        COOPERATIVE = readiness.Level.COOPERATIVE.value, _("Koperasi")

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=12, choices=Level.choices)
    content = models.JSONField()
    valid_from = models.DateField()

    class Meta:
        verbose_name = _("aturan kesiapan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "version"], name="rules_version_adopted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}_v{self.version}"


class Decision(Owned):
    """What a committee decided on the independence of one mitra, on what, and why.

    `rule` names the criteria. Where those are adopted rules, `rules` are they as they were,
    `inputs` what was known that day, `judged` what followed; to decide otherwise needs a reason.
    """

    class Outcome(models.TextChoices):
        INDEPENDENT = "independent", _("Mandiri")
        HELD = "held", _("Ditahan")

    class Judged(models.TextChoices):
        READY = readiness.Outcome.READY.value, _("Siap")
        HELD = readiness.Outcome.HELD.value, _("Belum siap")

    programme = owned.ForeignKey("programme.Programme", related_name="decisions")
    party = owned.ForeignKey("registry.Party", related_name="+")
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.CharField(max_length=300)
    sat = models.CharField(max_length=300)
    rule = models.CharField(max_length=40)
    rules = models.JSONField(default=dict)
    inputs = models.JSONField()
    judged = models.CharField(max_length=8, choices=Judged.choices, default="", blank=True)
    override_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "party", "on"],
                name="decided_once_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="held", reason=""), name="held_back_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(judged="")
                | Q(judged="ready", outcome="independent")
                | Q(judged="held", outcome="held")
                | ~Q(override_reason=""),
                name="overridden_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.on}"


class Confirmation(Owned):
    """What a mitra acknowledges owing on a contract on a day, beside what the book said that day.

    `book_rp` is kept as it was put to the mitra; where the two differ the mitra disputes it and
    `evidence` says why, else it names the paper with the signature. What is settled is confirmed
    anew, on a later day.
    """

    programme = owned.ForeignKey("programme.Programme", related_name="confirmations")
    contract = owned.ForeignKey("contracts.Contract", related_name="+", db_index=False)
    party = owned.ForeignKey("registry.Party", related_name="+")
    on = models.DateField()
    acknowledged_rp = models.BigIntegerField()
    book_rp = models.BigIntegerField()
    evidence = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("konfirmasi piutang")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contract", "on"], name="receivable_confirmed_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_rp__gte=0), name="nobody_owes_less_than_nothing"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="confirmed_with_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.on}"

    @property
    def agrees(self) -> bool:
        """Whether the mitra acknowledges just what the book says."""
        return self.acknowledged_rp == self.book_rp


class Deed(Owned):
    """The deed (BAST) by which all that a sector still holds passes to its cooperative.

    The institution owns the row; `receiver` and `cooperative_id` name the other side. The entries
    in both books carry the deed as their source. `credit_role` is what the cooperative is credited
    for what was the programme's, `contribution_role` for what mitra brought of their own.
    """

    programme = owned.ForeignKey("programme.Programme", related_name="deeds")
    sector = owned.ForeignKey("programme.Sector", related_name="+")
    receiver = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    cooperative_id = models.UUIDField()
    number = models.CharField(max_length=60)
    on = models.DateField()
    place = models.CharField(max_length=200)
    basis = models.TextField()
    giver_name = models.CharField(max_length=200)
    giver_position = models.CharField(max_length=200)
    receiver_name = models.CharField(max_length=200)
    receiver_position = models.CharField(max_length=200)
    witnesses = models.JSONField(default=list)
    credit_role = models.CharField(max_length=40)
    contribution_role = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "sector"], name="one_deed_per_sector"
            ),
            models.UniqueConstraint(fields=["organisation", "number"], name="deed_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


class DeedItem(Owned):
    """One line of a deed: what passes, of whom, how much, at which value, from which state.

    `state` is where the item stood in the institution's books: still controlled, a receivable or
    cash, or already the mitra's own. `contract_number`, `akad` (the contract's kind) and `marks`
    are kept as they were on the day: for each tagged animal its tag, and its birth where known.
    So is what the mitra last acknowledged owing on the contract, and when.
    """

    class State(models.TextChoices):
        CONTROLLED = "A", _("Aset masih dikendalikan lembaga")
        PORTFOLIO = "B", _("Piutang, pembiayaan, dan kas bergulir")
        OWNED = "C", _("Sudah milik mitra, disertakan ke koperasi")

    deed = owned.ForeignKey(Deed, related_name="items")
    n = models.PositiveIntegerField()
    state = models.CharField(max_length=1, choices=State.choices)
    description = models.CharField(max_length=200)
    party = owned.ForeignKey("registry.Party", null=True, related_name="+")
    contract_id = models.UUIDField(null=True)
    contract_number = models.CharField(max_length=40, default="", blank=True)
    akad = models.CharField(max_length=20, default="", blank=True)
    marks = models.JSONField(default=list)
    confirmed_on = models.DateField(null=True)
    acknowledged_rp = models.BigIntegerField(null=True)
    quantity = models.BigIntegerField()
    unit = models.ForeignKey("ledger.Unit", on_delete=models.PROTECT, related_name="+")
    condition = models.CharField(max_length=60, default="baik", blank=True)
    book_value_rp = models.BigIntegerField()
    fair_value_rp = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "deed", "n"], name="item_once_per_deed"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="item_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.n} {self.description}"


class Claim(Owned):
    """A figure, text or day that was published, and the report that it should agree with."""

    programme = owned.ForeignKey("programme.Programme", related_name="claims")
    code = models.SlugField(max_length=40)
    sentence = models.CharField(max_length=300)
    figure = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    text = models.CharField(max_length=60, null=True)
    unit = models.CharField(max_length=20, default="", blank=True)
    on = models.DateField(null=True)
    published_in = models.CharField(max_length=200)
    url = models.URLField(max_length=400, default="", blank=True)
    report = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "code"], name="claim_code_once"
            ),
            models.CheckConstraint(
                condition=Q(figure__isnull=False, text__isnull=True)
                | Q(figure__isnull=True, text__isnull=False),
                name="claim_is_a_figure_or_a_text",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ClaimCheck(Owned):
    """What the records said of a claim on the day it was checked; `difference` of figures only."""

    class Verdict(models.TextChoices):
        AGREES = "agrees", _("Cocok")
        DIFFERS = "differs", _("Berbeda")
        UNKNOWN = "unknown", _("Tidak dapat dihitung")

    claim = owned.ForeignKey(Claim, related_name="checks")
    on = models.DateField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    records = models.CharField(max_length=200, default="", blank=True)
    difference = models.DecimalField(max_digits=20, decimal_places=2, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "claim", "on"], name="check_by_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.on}"
