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
    """An office held for a term; all but the sharia board are held by members."""

    class Office(models.TextChoices):
        CHAIR = "ketua", _("Ketua")
        SECRETARY = "sekretaris", _("Sekretaris")
        TREASURER = "bendahara", _("Bendahara")
        SUPERVISOR = "pengawas", _("Pengawas")
        SHARIA_BOARD = "dps", _("Dewan pengawas syariah")

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
    """A membership: numbered in order of admission, ended with its reason.

    `heir` is the party that a deceased member's savings passed to.
    """

    class End(models.TextChoices):
        RESIGNED = "resigned", _("Mengundurkan diri")
        EXPELLED = "expelled", _("Diberhentikan")
        DIED = "died", _("Meninggal dunia")

    cooperative = owned.ForeignKey(Cooperative, related_name="members")
    party = owned.ForeignKey("registry.Party", related_name="+")
    number = models.PositiveIntegerField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, default="", blank=True)
    left_because = models.CharField(max_length=200, default="", blank=True)
    heir = owned.ForeignKey("registry.Party", null=True, related_name="+")

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
                condition=Q(left_on=None, end="")
                | (Q(left_on__gte=F("joined_on")) & ~Q(end="") & ~Q(left_because="")),
                name="member_leaves_after_joining_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(heir=None) | Q(end="died"), name="only_the_deceased_have_an_heir"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Choice(Owned):
    """A value of one of `rules.choices` from a day; the latest at or before a day is in force."""

    cooperative = owned.ForeignKey(Cooperative, related_name="choices")
    key = models.CharField(max_length=40)
    value = models.JSONField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperative", "key", "valid_from"],
                name="chosen_once_a_day",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="chosen_on_a_basis"),
        ]

    def __str__(self) -> str:
        return self.key


class Note(Owned):
    """A line of one of the record books that follow from nothing else: guests, letters, advice.

    `who` is the guest, adviser or correspondent; `answer` what the officers did about it.
    """

    class Kind(models.TextChoices):
        GUEST = "guest", _("Tamu")
        SUGGESTION = "suggestion", _("Saran anggota")
        OFFICIAL_ADVICE = "official_advice", _("Anjuran pejabat koperasi")
        OTHER_ADVICE = "other_advice", _("Anjuran instansi lain")
        INCIDENT = "incident", _("Kejadian penting")
        SUPERVISION = "supervision", _("Hasil pemeriksaan pengawas")
        LETTER_IN = "letter_in", _("Surat masuk")
        LETTER_OUT = "letter_out", _("Surat keluar")

    cooperative = owned.ForeignKey(Cooperative, related_name="notes")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    on = models.DateField()
    who = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, default="", blank=True)
    text = models.CharField(max_length=1000)
    answer = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        verbose_name = _("catatan buku")
        indexes = [models.Index(fields=["organisation", "kind", "on"], name="note_by_kind")]

    def __str__(self) -> str:
        return self.text


class Employee(Owned):
    """Someone the cooperative employs; `left_on` is the first day no longer."""

    cooperative = owned.ForeignKey(Cooperative, related_name="employees")
    party = owned.ForeignKey("registry.Party", related_name="+")
    duty = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="employment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.duty
