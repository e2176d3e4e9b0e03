"""Independence decided and carried out: committee decisions, deeds of asset reform, claims.

A decision keeps its inputs as they were, so that it can be reproduced; a deed keeps every item
that passed, so that nothing handed over is without a line; a claim is a figure once published,
checked against the records instead of repeated.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Decision(Owned):
    """What a committee decided on the independence of one mitra, on what, and why."""

    class Outcome(models.TextChoices):
        INDEPENDENT = "independent", _("Mandiri")
        HELD = "held", _("Ditahan")

    programme = owned.ForeignKey("programme.Programme", related_name="decisions")
    party = owned.ForeignKey("registry.Party", related_name="+")
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.CharField(max_length=300)
    sat = models.CharField(max_length=300)
    rule = models.CharField(max_length=40)
    inputs = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "party", "on"],
                name="decided_once_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="held", reason=""), name="held_back_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.on}"


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
