"""Who an organisation knows: parties, their encrypted numbers, roles, memberships, consent.

The same human known to two organisations is two parties that share a `person_id`; only a query
backed by a recorded consent may cross that bridge.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from klaster.domain import owned
from klaster.domain.owned import Owned


class Sex(models.TextChoices):
    """As printed on an Indonesian identity card."""

    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")


class Party(Owned):
    """A person, household, group or body that an organisation deals with.

    `person_id` is shared by all parties that are the same human; a household, group or body has
    none. `merged_into` names the party that stands for this one. `folded` and `sound` are kept by
    the database for search and duplicate hunting.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Perorangan")
        HOUSEHOLD = "household", _("Rumah tangga")
        GROUP = "group", _("Kelompok")
        BODY = "body", _("Badan")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    alias = models.CharField(max_length=200, default="", blank=True)
    person_id = models.UUIDField(null=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, default="", blank=True)
    village = models.ForeignKey("places.Area", on_delete=models.PROTECT, null=True)
    hamlet = models.CharField(max_length=100, default="", blank=True)
    address = models.CharField(max_length=300, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    known_since = models.DateField()
    merged_into = owned.ForeignKey("self", null=True, related_name="merged_from")
    is_illustration = models.BooleanField(default=False)
    folded = models.GeneratedField(
        expression=Func(F("name"), F("alias"), function="registry_fold"),
        output_field=models.TextField(),
        db_persist=True,
    )
    sound = models.GeneratedField(
        expression=Func(F("name"), function="registry_sound"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("data orang dan lembaga")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person_id__isnull=False)
                | (~Q(kind="person") & Q(person_id=None)),
                name="only_a_person_has_a_person_id",
            ),
            models.CheckConstraint(
                condition=Q(kind="person") | Q(birth_date=None, sex=""),
                name="only_a_person_has_birth_date_and_sex",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="party_not_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "name"], name="party_by_name"),
            models.Index(fields=["person_id"], name="party_by_person"),
            models.Index(fields=["organisation", "birth_date"], name="party_by_birth_date"),
            models.Index(fields=["organisation", "village", "sound"], name="party_by_sound"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="party_by_part_of_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Identity(Owned):
    """One official number of a party, unreadable without the key that is kept outside the database.

    `cipher` begins with the id of the key that made it; `lookup` is a keyed hash that finds an
    exact number. `warnings` are the codes of `rules.nik`; they never block.
    """

    class Kind(models.TextChoices):
        NIK = "nik", _("NIK")
        KK = "kk", _("Nomor KK")

    party = owned.ForeignKey(Party, related_name="identities")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    cipher = models.BinaryField()
    lookup = models.BinaryField(max_length=32)
    warnings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("nomor identitas")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "kind"], name="one_number_of_a_kind_per_party"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "lookup"], name="identity_by_lookup")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PartyRole(Owned):
    """What a party is to the organisation from a day; `valid_until` is the first day no longer."""

    class Role(models.TextChoices):
        MITRA = "mitra", _("Mitra")
        MEMBER = "member", _("Anggota koperasi")
        OFFICER = "officer", _("Pengurus")
        SUPERVISOR = "supervisor", _("Pengawas")
        CADRE = "cadre", _("Kader")
        MENTOR = "mentor", _("Pendamping")
        DONOR = "donor", _("Donatur")
        IMPLEMENTER = "implementer", _("Pelaksana")
        WITNESS = "witness", _("Saksi")

    party = owned.ForeignKey(Party, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    title = models.CharField(max_length=100, default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        verbose_name = _("peran")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "role", "title"],
                condition=Q(valid_until=None),
                name="role_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="role_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="role_by_kind")]

    def __str__(self) -> str:
        return self.get_role_display()


class Membership(Owned):
    """A party in a household or group from a day; `valid_until` is the first day no longer."""

    class Position(models.TextChoices):
        MEMBER = "member", _("Anggota")
        CHAIR = "chair", _("Ketua")
        SECRETARY = "secretary", _("Sekretaris")
        TREASURER = "treasurer", _("Bendahara")
        HEAD = "head", _("Kepala keluarga")
        SPOUSE = "spouse", _("Istri/suami")
        CHILD = "child", _("Anak")
        OTHER = "other", _("Keluarga lain")

    party = owned.ForeignKey(Party, related_name="memberships")
    group = owned.ForeignKey(Party, related_name="members")
    position = models.CharField(max_length=10, choices=Position.choices, default=Position.MEMBER)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        verbose_name = _("keanggotaan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "group"],
                condition=Q(valid_until=None),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(party=F("group")), name="party_not_member_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.get_position_display()


class Consent(Owned):
    """A party's permission for one purpose: given on a day, withdrawn on a day or still valid."""

    class Purpose(models.TextChoices):
        DATA = "data", _("Pencatatan data pribadi")
        FOLLOW_UP = "follow_up", _("Pemantauan setelah program")
        SHARE_COOPERATIVE = "share_cooperative", _("Berbagi data antara lembaga dan koperasi")
        SPIRITUAL = "spiritual", _("Data ibadah dan keagamaan")
        PHOTO = "photo", _("Foto dan kisah untuk publikasi")

    party = owned.ForeignKey(Party, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    evidence = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        verbose_name = _("persetujuan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "party", "purpose"],
                condition=Q(withdrawn_on=None),
                name="consent_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class Merge(Owned):
    """A decision that `loser` is the same as `winner`; undone on a day, or still standing."""

    loser = owned.ForeignKey(Party, related_name="+")
    winner = owned.ForeignKey(Party, related_name="+")
    reason = models.CharField(max_length=200)
    merged_on = models.DateField()
    undone_on = models.DateField(null=True)
    undo_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        verbose_name = _("penggabungan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "loser"],
                condition=Q(undone_on=None),
                name="party_merged_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(loser=F("winner")), name="merge_joins_two_parties"),
        ]

    def __str__(self) -> str:
        return f"{self.loser_id} → {self.winner_id}"


class Distinction(Owned):
    """A decision that two parties that look alike are not the same; `first` has the lower id."""

    first = owned.ForeignKey(Party, related_name="+")
    second = owned.ForeignKey(Party, related_name="+")
    reason = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        verbose_name = _("pemisahan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "first", "second"], name="parties_kept_apart_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="parties_kept_apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class Disclosure(Owned):
    """That a number was shown in clear, why and to whom; written before it is shown."""

    party = owned.ForeignKey(Party, related_name="disclosures")
    kind = models.CharField(max_length=10, choices=Identity.Kind.choices)
    reason = models.CharField(max_length=200)
    shown_to = models.UUIDField()
    on = models.DateField()

    class Meta:
        verbose_name = _("pembukaan nomor")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.on})"
