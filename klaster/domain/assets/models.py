"""What the programme placed with whom, single tagged animals, and who is next in line.

Amounts and head stand in the ledger; here stands what a lot is: its fund, akad, cost, control and
the lot it came from. A lot without a contract (an asset shared by a group) has its own id as
`contract_id`, which then names its sub-accounts in the ledger.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Placement(Owned):
    """One lot handed to a party on a day: `quantity` of one unit, from one origin.

    `quantity` is in the unit's smallest step, `cost` in rupiah. `is_controlled`: the fund still
    owns it or holds a claim in kind on it (PSAK 409). `came_from` is the lot whose offspring this
    one is. `useful_months` is given only for what wears without a contract that says so.
    `taken_over_on` is the day a deed brought it from another organisation; null: placed by this.
    """

    class End(models.TextChoices):
        FULFILLED = "fulfilled", _("Kewajiban selesai")
        RETURNED = "returned", _("Dikembalikan")
        WRITTEN_OFF = "written_off", _("Dihapusbukukan")
        HANDED_OVER = "handed_over", _("Diserahkan kepada koperasi")
        UNDONE = "undone", _("Catatan dibatalkan")

    contract_id = models.UUIDField()
    party = owned.ForeignKey("registry.Party", related_name="placements")
    programme = owned.ForeignKey("programme.Programme", null=True, related_name="placements")
    fund = owned.ForeignKey("ledger.Fund", related_name="+")
    akad = models.CharField(max_length=20)
    description = models.CharField(max_length=200, default="", blank=True)
    unit = models.ForeignKey("ledger.Unit", on_delete=models.PROTECT, related_name="+")
    quantity = models.BigIntegerField()
    cost = models.BigIntegerField()
    is_controlled = models.BooleanField()
    placed_on = models.DateField()
    deed_number = models.CharField(max_length=60, default="", blank=True)
    came_from = owned.ForeignKey("self", null=True, related_name="led_to")
    useful_months = models.PositiveSmallIntegerField(null=True)
    residual = models.BigIntegerField(default=0)
    taken_over_on = models.DateField(null=True)
    title_passed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=12, choices=End.choices, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="placement_has_a_quantity"),
            models.CheckConstraint(
                condition=Q(cost__gte=0, residual__gte=0, residual__lte=F("cost")),
                name="placement_cost_not_below_its_residual",
            ),
            models.CheckConstraint(
                condition=Q(useful_months=None) | Q(useful_months__gt=0),
                name="placement_wears_over_some_months",
            ),
            models.CheckConstraint(
                condition=Q(title_passed_on=None) | Q(title_passed_on__gte=F("placed_on")),
                name="title_passes_after_placement",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end="") | (Q(ended_on__gte=F("placed_on")) & ~Q(end="")),
                name="placement_end_has_day_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(came_from=None) | ~Q(came_from=F("id")),
                name="placement_not_its_own_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "contract_id"], name="placement_by_contract"),
            models.Index(fields=["organisation", "placed_on"], name="placement_by_day"),
        ]

    def __str__(self) -> str:
        return self.description or f"{self.quantity} {self.unit_id}"


class Animal(Owned):
    """A single animal with a tag, in the place it is kept now (no placement = programme's pool).

    Head are counted in the ledger; tags only tell which animal it is.
    """

    class Left(models.TextChoices):
        DIED = "died", _("Mati")
        STOLEN = "stolen", _("Dicuri")
        LOST = "lost", _("Hilang")
        SOLD = "sold", _("Dijual")
        SLAUGHTERED = "slaughtered", _("Dipotong")
        HANDED_OVER = "handed_over", _("Diserahkan ke buku lain")

    tag = models.CharField(max_length=30)
    unit = models.ForeignKey("ledger.Unit", on_delete=models.PROTECT, related_name="+")
    born_on = models.DateField(null=True)
    mother = owned.ForeignKey("self", null=True, related_name="young")
    placement = owned.ForeignKey(Placement, null=True, related_name="animals")
    tagged_on = models.DateField()
    left_on = models.DateField(null=True)
    left_by = models.CharField(max_length=12, choices=Left.choices, default="", blank=True)
    cause = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "tag"], name="tag_once"),
            models.CheckConstraint(
                condition=Q(mother=None) | ~Q(mother=F("id")), name="animal_not_its_own_mother"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None, left_by="")
                | (Q(left_on__gte=F("tagged_on")) & ~Q(left_by="")),
                name="animal_left_on_a_day_and_somehow",
            ),
        ]

    def __str__(self) -> str:
        return self.tag


class Waiting(Owned):
    """A family in a group's queue for the next offspring of a species; lower `position` first.

    It is served by a placement, or leaves the queue for a reason.
    """

    group = owned.ForeignKey("registry.Party", related_name="queue")
    party = owned.ForeignKey("registry.Party", related_name="+")
    species = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    since = models.DateField()
    served_by = owned.ForeignKey(Placement, null=True, related_name="+")
    left_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group", "party", "species"],
                condition=Q(served_by=None, left_on=None),
                name="family_waits_once_per_species",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | (Q(served_by=None) & ~Q(reason="")),
                name="leaving_the_queue_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.species}"
