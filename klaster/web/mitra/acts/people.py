"""Putting people on record, correcting what was recorded, and their official numbers."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy
from klaster.domain.access.acts import Actor
from klaster.domain.programme import commands as programme
from klaster.domain.programme.models import Sector
from klaster.domain.registry import commands
from klaster.domain.registry.models import Consent, Identity, Party, PartyRole, Sex
from klaster.rules import nik
from klaster.rules.identity import derived_id
from klaster.web.mitra.acts.subjects import OfBond, OfParty
from klaster.web.mitra.likely_same import Alike, alike
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.choices import group_field, sector_field
from klaster.web.shared.visits import Visit

ANOTHER = "lain"
_LONGEST_NUMBER = 40


def warn(visit: Visit, numbers: list[Identity]) -> None:
    """Say what looks wrong about numbers that were recorded all the same."""
    for number in numbers:
        for code in number.warnings:
            said = gettext(nik.WARNINGS[code])
            messages.warning(visit, f"{number.get_kind_display()}: {said}")


class Enrolling(ActForm):
    """A party that is not on record yet."""

    act = "registry.enrol"
    area = "mitra"
    kind = Party.Kind.PERSON
    name = forms.CharField(label=_("Nama"), max_length=200)

    def new(self, **more: Any) -> commands.NewParty:
        """The party as it was filled in."""
        given = self.cleaned_data
        village = given.get("village")
        plain = ("alias", "sex", "hamlet", "address", "phone", "nik", "kk")
        return commands.NewParty(
            id=given["id"],
            kind=self.kind,
            name=given["name"],
            village=village.code if village else None,
            **{name: given[name] for name in plain if given.get(name)},
            **more,
        )

    def do(self, by: Actor, on: date) -> str | HttpResponse:
        """Enrol it."""
        party = commands.enrol(by=by, on=on, new=self.new())
        warn(self.visit, list(party.identities.all()))
        return reverse("mitra_file", args=[party.id])


class EnrolPerson(Enrolling):
    """A person, asked first whether they are not on record already; into a sector at once."""

    code = "registry.enrol"
    title = _("Daftarkan mitra")
    about = _("Bila ada yang mirip sudah tercatat, Anda ditanya dahulu.")
    is_for_part = True
    same = forms.CharField(label=_("Sudah tercatat?"), required=False, widget=forms.HiddenInput)
    alias = forms.CharField(label=_("Nama panggilan"), max_length=200, required=False)
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=Sex.choices, widget=forms.RadioSelect)
    birth_date = inputs.Day(label=_("Tanggal lahir"), required=False)
    village = inputs.Place(label=_("Desa"), level="desa", required=False)
    hamlet = forms.CharField(label=_("Kampung"), max_length=100, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    nik = forms.CharField(label=_("NIK"), max_length=_LONGEST_NUMBER, required=False)
    household = inputs.Named(label=_("Rumah tangga"), kind=Party.Kind.HOUSEHOLD, required=False)
    sector = sector_field(required=False)
    group = group_field(required=False)
    consents = forms.MultipleChoiceField(
        label=_("Setuju untuk"),
        choices=Consent.Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        """Leave out what this visitor cannot fill in."""
        self.fields["on"].label = gettext("Tercatat sejak")
        may_enrol = policy.may(self.visit.actor.roles, "programme.enrol")
        for name in ("sector", "group"):
            if not may_enrol or not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]
        if "sector" in self.fields and not self.visit.reach.is_whole:
            self.fields["sector"].required = True  # whom else would they see

    def clean(self) -> dict[str, Any]:
        """Ask about people who are alike, and hold group to sector."""
        given = super().clean() or self.cleaned_data
        group = given.get("group")
        if group is not None and given.get("sector") is None and "sector" in self.fields:
            given["sector"] = group.sector
        if group is not None and given.get("sector") not in (None, group.sector):
            self.add_error("group", _("Kelompok ini ada di sektor lain."))
        if group is None and given.get("sector") is not None and self._must_name_group():
            self.add_error("group", _("Pilih kelompok Anda."))
        if not self.errors:
            self._ask(alike(self.visit, given))
        return given

    def _must_name_group(self) -> bool:
        """Whether the visitor's reach is groups, so that only there they would see the person."""
        sector = self.cleaned_data["sector"]
        reached = self.visit.reach.within("id", "programme_id")
        return not Sector.objects.filter(reached, id=sector.id).exists()

    def _ask(self, found: Alike) -> None:
        """Let the visitor say who it is: one of those found, or another."""
        if not found:
            return
        choices = [(str(hit.id), found.said(hit)) for hit in found.within]
        another = (ANOTHER, gettext("Orang lain; daftarkan sebagai orang baru"))
        self.fields["same"].widget = forms.RadioSelect(choices=[*choices, another])
        self.fields["same"].required = True
        self.order_fields(["same"])
        if self.cleaned_data["same"] not in dict([*choices, another]):
            self.add_error("same", _("Ada yang mirip. Pilih apakah orangnya sama."))
            if found.count_beyond:
                self.add_error("same", found.beyond())

    def do(self, by: Actor, on: date) -> str | HttpResponse:
        """Enrol them, in household and sector; or go to the file of who is on record already."""
        given = self.cleaned_data
        if given["same"] not in ("", ANOTHER):
            return redirect("mitra_file", given["same"])
        household, sector, group = (given.get(each) for each in ("household", "sector", "group"))
        with transaction.atomic():
            party = commands.enrol(
                by=by,
                on=on,
                new=self.new(
                    birth_date=given["birth_date"],
                    consents=tuple(given["consents"]),
                    group=household.id if household else None,
                    position="other" if household else "member",
                ),
            )
            if sector is not None:
                programme.enrol(
                    by=by,
                    on=on,
                    new=programme.NewEnrolment(
                        id=derived_id(on, party.id, "enrolment", sector.id),
                        party_id=party.id,
                        sector_id=sector.id,
                        group_id=group.id if group else None,
                    ),
                )
        warn(self.visit, list(party.identities.all()))
        return reverse("mitra_file", args=[party.id])


class EnrolHousehold(Enrolling):
    """A family; its members join it."""

    code = "registry.enrol.household"
    title = _("Catat rumah tangga")
    kind = Party.Kind.HOUSEHOLD
    village = inputs.Place(label=_("Desa"), level="desa", required=False)
    hamlet = forms.CharField(label=_("Kampung"), max_length=100, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    kk = forms.CharField(label=_("Nomor KK"), max_length=_LONGEST_NUMBER, required=False)


class EnrolBody(Enrolling):
    """A body: a donor, a supplier of services."""

    code = "registry.enrol.body"
    title = _("Catat lembaga")
    kind = Party.Kind.BODY
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    role = forms.ChoiceField(
        label=_("Peran"),
        choices=[
            (code, PartyRole.Role(code).label) for code in ("donor", "implementer", "witness")
        ],
    )

    def new(self, **more: Any) -> commands.NewParty:
        """With its role."""
        return super().new(roles=(self.cleaned_data["role"],), **more)


class Correct(OfParty):
    """Facts that were recorded wrongly."""

    act = "registry.correct"
    title = _("Perbaiki data")
    kinds = tuple(Party.Kind.values)
    name = forms.CharField(label=_("Nama"), max_length=200)
    alias = forms.CharField(label=_("Nama panggilan"), max_length=200, required=False)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=[("", _("Tidak dicatat")), *Sex.choices], required=False
    )
    birth_date = inputs.Day(label=_("Tanggal lahir"), required=False)
    village = inputs.Place(label=_("Desa"), level="desa", required=False)
    hamlet = forms.CharField(label=_("Kampung"), max_length=100, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """What is on record."""
        own = [name for name in self.base_fields if name not in ("id", "on")]
        return {name: getattr(self.subject, name) for name in own} | super().begin(visit)

    def prepare(self) -> None:
        """Only a person has sex and birth date."""
        if self.subject.kind != Party.Kind.PERSON:
            del self.fields["sex"], self.fields["birth_date"]

    def do(self, by: Actor, on: date) -> str:
        """Correct what differs."""
        changes: dict[str, Any] = {}
        for name in self.fields.keys() - {"id", "on"}:
            given = self.cleaned_data[name]
            if given != getattr(self.subject, name):
                is_village = name == "village"
                changes["village_id" if is_village else name] = (
                    given and given.code if is_village else given
                )
        commands.correct(by=by, on=on, id=self.subject.id, changes=changes)
        return self.there()


class RecordNumber(OfParty):
    """A NIK or KK number, new or in place of another."""

    act = "registry.record_number"
    title = _("Catat NIK atau KK")
    about = _("Nomor disimpan terkunci dan tampil tersamar. Yang tampak ganjil tetap diterima.")
    kind = forms.ChoiceField(
        label=_("Jenis nomor"), choices=Identity.Kind.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("Nomor"),
        max_length=_LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """A household has no NIK."""
        if self.subject.kind == Party.Kind.HOUSEHOLD:
            self.fields["kind"].choices = [(Identity.Kind.KK.value, Identity.Kind.KK.label)]  # type: ignore[attr-defined]

    def do(self, by: Actor, on: date) -> str:
        """Seal it."""
        given = self.cleaned_data
        identity = commands.record_number(
            by=by, on=on, party_id=self.subject.id, kind=given["kind"], number=given["number"]
        )
        warn(self.visit, [identity])
        return self.there()


class Unmask(OfBond):
    """A number in clear, once, for a reason."""

    act = "registry.unmask"
    title = _("Tampilkan nomor")
    subject_model = Identity
    reason = inputs.Words(
        label=_("Alasan"), help_text=_("Tersimpan dalam jejak audit"), longest=200
    )

    def do(self, by: Actor, on: date) -> HttpResponse:
        """Record who sees it and why, and show it."""
        number = commands.unmask(
            by=by, on=on, id=self.cleaned_data["id"], party_id=self.subject.party_id,
            kind=self.subject.kind, reason=self.cleaned_data["reason"],
        )  # fmt: skip
        context = {"number": number, "subject": self.subject, "back": self.there()}
        return render(self.visit, "mitra/number.html", context)


FORMS = (EnrolPerson, EnrolHousehold, EnrolBody, Correct, RecordNumber, Unmask)
