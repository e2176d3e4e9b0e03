"""A cluster and its course: sectors, phases, money promised and budgeted, groups, mitra enrolled.

What was spent stands in the ledger; here stands what was planned and who takes part.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Programme(Owned):
    """One cluster (klaster) in an area, from its start until its exit and the monitoring after.

    From `published_on` everyone may read of it, without names; null: nobody outside.
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        EXITED = "exited", _("Sudah mandiri")
        CLOSED = "closed", _("Ditutup")

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    exited_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    is_illustration = models.BooleanField(default=False)
    published_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("program")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], name="programme_code_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status="running", exited_on=None)
                | (~Q(status="running") & Q(exited_on__isnull=False)),
                name="programme_exited_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sector(Owned):
    """One line of livelihood of a programme, and the organisation that carries it out."""

    programme = owned.ForeignKey(Programme, related_name="sectors")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    implementer = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sektor")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "code"], name="sector_once_per_programme"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Phase(Owned):
    """A stretch of the programme: forming, strengthening, independence, monitoring."""

    class Code(models.TextChoices):
        FORMING = "penumbuhan", _("Penumbuhan")
        STRENGTHENING = "penguatan", _("Penguatan")
        INDEPENDENCE = "pemandirian", _("Pemandirian")
        MONITORING = "pemantauan", _("Pemantauan")

    programme = owned.ForeignKey(Programme, related_name="phases")
    code = models.CharField(max_length=20, choices=Code.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("tahap")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "code"], name="phase_once_per_programme"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.get_code_display()


class FundSource(Owned):
    """Money promised to a programme under one restriction; `fund_id` is its fund in the ledger.

    The donor is a party of the organisation, or only a name.
    """

    class Restriction(models.TextChoices):
        ZAKAT = "zakat", _("Zakat")
        INFAK_RESTRICTED = "infak_terikat", _("Infak terikat")
        INFAK = "infak_tidak_terikat", _("Infak tidak terikat")
        AMIL = "amil", _("Dana amil")
        CSR = "csr", _("Hibah CSR")
        NONHALAL = "nonhalal", _("Dana nonhalal")
        WAQF = "waqf", _("Wakaf")

    programme = owned.ForeignKey(Programme, related_name="fund_sources")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    donor = owned.ForeignKey("registry.Party", null=True, related_name="+")
    donor_name = models.CharField(max_length=200, default="", blank=True)
    restriction = models.CharField(max_length=20, choices=Restriction.choices)
    promised_rp = models.BigIntegerField()
    agreed_on = models.DateField()
    agreement = models.CharField(max_length=100, default="", blank=True)
    fund_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("sumber dana")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "code"], name="fund_source_once_per_programme"
            ),
            models.CheckConstraint(condition=Q(promised_rp__gte=0), name="promise_not_below_zero"),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(Owned):
    """Rupiah planned for one kind of spending; no sector = shared, no phase = whole programme."""

    class Kind(models.TextChoices):
        ASSETS = "assets", _("Aset dan modal bergulir")
        TRAINING = "training", _("Pelatihan")
        MENTORING = "mentoring", _("Pendampingan")
        INSTITUTION = "institution", _("Penguatan kelembagaan")
        OPERATIONS = "operations", _("Operasional")

    programme = owned.ForeignKey(Programme, related_name="budget_lines")
    sector = owned.ForeignKey(Sector, null=True, related_name="+")
    phase = owned.ForeignKey(Phase, null=True, related_name="+")
    fund_source = owned.ForeignKey(FundSource, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    description = models.CharField(max_length=200, default="", blank=True)
    amount_rp = models.BigIntegerField()

    class Meta:
        verbose_name = _("baris anggaran")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "organisation",
                    "programme",
                    "sector",
                    "phase",
                    "fund_source",
                    "kind",
                    "description",
                ],
                nulls_distinct=False,
                name="budget_line_once_per_place",
            ),
            models.CheckConstraint(condition=Q(amount_rp__gte=0), name="budget_not_below_zero"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Group(Owned):
    """A registry group (`party`) at work in a sector: where and how often it meets.

    `weekday` is ISO (1 = Monday); `every_weeks` 1 = weekly, 2 = two-weekly, 4 = four-weekly.
    """

    party = owned.ForeignKey("registry.Party", related_name="+")
    sector = owned.ForeignKey(Sector, related_name="groups")
    village = models.ForeignKey("places.Area", on_delete=models.PROTECT, null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    formed_on = models.DateField()
    dissolved_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("kelompok")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "sector"], name="group_once_per_sector"
            ),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__range=(1, 7)), name="weekday_of_a_week"
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__range=(1, 8)), name="group_meets_within_eight_weeks"
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gte=F("formed_on")),
                name="group_dissolved_after_formed",
            ),
        ]

    def __str__(self) -> str:
        return self.party.name


class MentorAssignment(Owned):
    """Who accompanies a group: a mentor during the programme, a cadre after it.

    `valid_until` is the first day no longer.
    """

    class Kind(models.TextChoices):
        MENTOR = "mentor", _("Pendamping")
        CADRE = "cadre", _("Kader")

    group = owned.ForeignKey(Group, related_name="mentors")
    mentor = owned.ForeignKey("registry.Party", related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MENTOR)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        verbose_name = _("penugasan pendamping")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group", "mentor", "valid_from"],
                name="mentor_assigned_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Enrolment(Owned):
    """A mitra in one sector of a programme; where they stand is their last `EnrolmentStep`.

    `group` is the group they take part in now; the history of groups is in registry memberships.
    """

    party = owned.ForeignKey("registry.Party", related_name="+")
    programme = owned.ForeignKey(Programme, related_name="enrolments")
    sector = owned.ForeignKey(Sector, related_name="enrolments")
    group = owned.ForeignKey(Group, null=True, related_name="enrolments")
    enrolled_on = models.DateField()

    class Meta:
        verbose_name = _("pendaftaran mitra")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sector", "party"], name="party_enrolled_once_per_sector"
            ),
        ]

    def __str__(self) -> str:
        return self.party.name


class Stage(models.TextChoices):
    """Where a mitra stands on the way to independence."""

    CANDIDATE = "candidate", _("Calon")
    ELIGIBLE = "eligible", _("Layak")
    ACTIVE = "active", _("Aktif")
    READY = "ready", _("Siap mandiri")
    INDEPENDENT = "independent", _("Mandiri")
    FOLLOWED = "followed", _("Dipantau")
    LEFT = "left", _("Keluar")


# What each stage may be followed by. Back from ready to active: the evidence did not hold.
# From left or followed to candidate: re-entry.
NEXT_STAGES = {
    Stage.CANDIDATE: (Stage.ELIGIBLE, Stage.LEFT),
    Stage.ELIGIBLE: (Stage.ACTIVE, Stage.LEFT),
    Stage.ACTIVE: (Stage.READY, Stage.LEFT),
    Stage.READY: (Stage.INDEPENDENT, Stage.ACTIVE, Stage.LEFT),
    Stage.INDEPENDENT: (Stage.FOLLOWED,),
    Stage.FOLLOWED: (Stage.CANDIDATE,),
    Stage.LEFT: (Stage.CANDIDATE,),
}


def _along_the_pipeline() -> Q:
    """The database's own copy of `NEXT_STAGES`, so that raw SQL cannot jump either."""
    allowed = Q(came_from="", stage=Stage.CANDIDATE.value)
    for stage, following in NEXT_STAGES.items():
        allowed |= Q(came_from=stage.value, stage__in=[after.value for after in following])
    return allowed


class EnrolmentStep(Owned):
    """A mitra's move to a stage on a day, with its reason; steps are added, never changed.

    `number` counts from 1 within the enrolment, so two writers cannot both take the next step.
    """

    enrolment = owned.ForeignKey(Enrolment, related_name="steps")
    number = models.PositiveSmallIntegerField()
    came_from = models.CharField(max_length=12, choices=Stage.choices, default="", blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices)
    on = models.DateField()
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("langkah mitra")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "enrolment", "number"], name="step_number_once"
            ),
            models.CheckConstraint(condition=_along_the_pipeline(), name="step_along_the_pipeline"),
            models.CheckConstraint(
                condition=~Q(stage="left") | ~Q(reason=""), name="leaving_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(came_from="followed") | ~Q(reason=""), name="coming_back_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()
