"""Who becomes a member: someone on record, someone new, mitra of the programme who agreed to it."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import commands
from klaster.domain.graduation import joining
from klaster.domain.registry.commands import NewParty
from klaster.domain.registry.models import Consent, Party, Sex
from klaster.web.cooperatives.acts.base import OfCooperative
from klaster.web.shared import inputs


class AdmitNew(OfCooperative):
    """Someone whom the cooperative does not know yet."""

    act = "cooperative.admit"
    code = "cooperative.admit.new"
    area = "members"
    title = _("Terima anggota baru")
    name = inputs.Words(label=_("Nama lengkap"), longest=200)
    alias = inputs.Words(label=_("Nama panggilan"), longest=200, required=False)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=[("", _("Belum dicatat")), *Sex.choices], required=False
    )
    birth_date = inputs.Day(label=_("Tanggal lahir"), required=False)
    hamlet = inputs.Words(label=_("Kampung"), longest=100, required=False)
    phone = inputs.Words(label=_("Telepon"), longest=20, required=False)
    agrees = forms.BooleanField(label=_("Setuju datanya dicatat oleh koperasi"))

    def do(self, by: Actor, on: date) -> str:
        """Put on record and admit."""
        given = self.cleaned_data
        names = ("name", "alias", "sex", "birth_date", "hamlet", "phone")
        new = NewParty(
            given["id"],
            Party.Kind.PERSON,
            since=on,
            consents=(Consent.Purpose.DATA,),
            **{name: given[name] for name in names},
        )
        member = commands.admit_new(by=by, on=on, cooperative=self.own, new=new)
        return reverse("member", args=[member.id])


class Admit(OfCooperative):
    """Someone who is on record already: an heir, an employee, a buyer."""

    act = "cooperative.admit"
    area = "members"
    title = _("Terima orang yang sudah tercatat")
    party = inputs.Named(label=_("Siapa"), kind="person")

    def do(self, by: Actor, on: date) -> str:
        """Admit them."""
        parties = [self.cleaned_data["party"]]
        (member,) = commands.admit(by=by, on=on, cooperative=self.own, parties=parties)
        return reverse("member", args=[member.id])


class AdmitMitra(OfCooperative):
    """Mitra of the programme that founded the cooperative, who agreed that it may know them."""

    act = "cooperative.admit_mitra"
    area = "members"
    title = _("Terima mitra program")
    about = _(
        "Mitra yang sudah menyetujui datanya dibagikan kepada koperasi dan belum menjadi anggota."
    )
    mitra = forms.MultipleChoiceField(label=_("Mitra"), widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        """Who may be chosen."""
        self.joinable = {str(each.id): each for each in joining.joinable(self.own, self.visit.on)}
        field: Any = self.fields["mitra"]
        field.choices = [(key, each.name) for key, each in self.joinable.items()]
        if not self.joinable:
            field.help_text = _("Belum ada. Lembaga mencatat persetujuan mitra lebih dahulu.")

    def do(self, by: Actor, on: date) -> str:
        """Admit them in the order of their names."""
        chosen = [self.joinable[key] for key in self.cleaned_data["mitra"]]
        commands.admit_mitra(
            by=by,
            on=on,
            cooperative=self.own,
            admissions=[commands.Admission(each, on) for each in chosen],
        )
        return self.back()


FORMS = (AdmitNew, Admit, AdmitMitra)
