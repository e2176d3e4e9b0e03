"""Leaving as a guided act: the check-list, one deed a sector, a rehearsal, and the exit itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation import checklist, commands, estate, queries
from klaster.domain.graduation import confirmations as confirmed
from klaster.domain.programme.models import Programme
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

OF_SECTOR: Mapping[str, Any] = {
    "cooperative": _("Koperasi penerima"),
    "number": _("Nomor berita acara"),
    "receiver_name": _("Yang menerima (nama)"),
    "receiver_position": _("Jabatannya"),
}


class Exit(ActForm):
    """All that a programme still holds goes to the cooperatives of its sectors."""

    act = "graduation.exit"
    title = _("Serahkan program kepada koperasi")
    about = _(
        "Semua yang masih dipegang program berpindah dengan satu berita acara per sektor, di buku"
        " kedua pihak sekaligus. Periksa dahulu; sesudah disetujui tidak dapat dibatalkan."
    )
    subject_model = Programme
    subject: Programme
    preview_template = "deeds/rehearsal.html"

    place = inputs.Words(label=_("Tempat"), longest=200)
    basis = inputs.Words(label=_("Dasar penyerahan"))
    giver_name = inputs.Words(label=_("Yang menyerahkan (nama)"), longest=200)
    giver_position = inputs.Words(label=_("Jabatannya"), longest=200)
    witnesses = inputs.Words(
        label=_("Saksi"), help_text=_("Pisahkan dengan titik koma"), required=False
    )

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Programme]:
        """Programmes within reach."""
        return Programme.objects.filter(
            visit.reach.within("id"), organisation_id=visit.organisation.id
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Programme) -> bool:
        """While it runs."""
        return subject.status == Programme.Status.RUNNING

    def prepare(self) -> None:
        """Fields for each sector that still holds something, and what stands in the way."""
        self.receivers = {str(each.id): each for each in queries.receivers(self.visit.today)}
        self.estates: dict[UUID, estate.Estate] = {}
        try:
            book = estate.book_of(self.subject)
            self.estates = estate.of_programme(self.subject, book, self.visit.on)
            on, estates = self.visit.on, self.estates
            self.problems = checklist.problems(self.subject, book, on, estates, ())
            self.notices = checklist.warnings(self.subject, on, estates)
        except Refused as refused:
            self.problems, self.notices = [refused.said(gettext)], []
        for held in self.estates.values():
            if held.lots or held.funds or held.group_cash:
                self._ask_of(held)

    def _ask_of(self, held: estate.Estate) -> None:
        sector = held.sector
        for name, label in OF_SECTOR.items():
            said = f"{sector.name}: {label}"
            key = f"{name}-{sector.code}"
            if name == "cooperative":
                own = [
                    (str(each.id), each.name)
                    for each in self.receivers.values()
                    if each.sector == sector.code
                ] or [(str(each.id), each.name) for each in self.receivers.values()]
                self.fields[key] = forms.ChoiceField(label=said, choices=[("", _("Pilih")), *own])
            else:
                longest = 60 if name == "number" else 200
                self.fields[key] = inputs.Words(label=said, longest=longest)

    def _deeds(self) -> list[commands.NewDeed]:
        given = self.cleaned_data
        deeds = []
        for held in self.estates.values():
            code = held.sector.code
            if f"cooperative-{code}" not in given:
                continue
            cooperative: Cooperative = self.receivers[given[f"cooperative-{code}"]]
            deeds.append(
                commands.NewDeed(
                    id=derived_id(given["on"], given["id"], code),
                    sector=code,
                    cooperative=cooperative,
                    number=given[f"number-{code}"],
                    place=given["place"],
                    basis=given["basis"],
                    giver_name=given["giver_name"],
                    giver_position=given["giver_position"],
                    receiver_name=given[f"receiver_name-{code}"],
                    receiver_position=given[f"receiver_position-{code}"],
                    witnesses=tuple(
                        name.strip() for name in given["witnesses"].split(";") if name.strip()
                    ),
                )
            )
        return deeds

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """The whole exit, done and taken back: deeds with their worth, journals, what is left."""
        found = commands.rehearse(by=by, on=on, programme=self.subject, deeds=self._deeds())
        names = {held.sector.id: held.sector.name for held in self.estates.values()}
        takers = {each.id: each.name for each in self.receivers.values()}
        return {
            "deeds": [
                {
                    "deed": deed,
                    "sector": names[deed.sector_id],
                    "receiver": takers[deed.cooperative_id],
                    "items": len(items := [i for i in found.items if i.deed_id == deed.id]),
                    "book": sum(item.book_value_rp or 0 for item in items),
                    "fair": sum(item.fair_value_rp or 0 for item in items),
                }
                for deed in found.deeds
            ],
            "entries": len(found.entries),
            "left": found.left,
            "warnings": found.warnings,
        }

    def do(self, by: Actor, on: date) -> str:
        """Hand over."""
        commands.exit_programme(by=by, on=on, programme=self.subject, deeds=self._deeds())
        return reverse("deeds")


class Confirm(ActForm):
    """A mitra says what is still owed."""

    act = "graduation.confirm_many"
    title = _("Catat pengakuan piutang")
    about = _("Yang diakui mitra sendiri, dengan surat yang ditandatangani atau saksinya.")
    subject_model = Contract
    subject: Contract
    acknowledged = inputs.Amount(
        label=_("Jumlah yang diakui"), least=0, help_text=_("Dalam rupiah; 0 bila merasa lunas")
    )
    evidence = inputs.Words(label=_("Surat, saksi, atau mengapa berbeda"))

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Contract]:
        """Contracts of people within reach."""
        own = Contract.objects.filter(of_people(visit), organisation_id=visit.organisation.id)
        return own.select_related("programme", "book")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While it runs, in a programme that runs."""
        return (
            subject.status == Contract.Status.ACTIVE
            and subject.programme is not None
            and subject.programme.status == Programme.Status.RUNNING
        )

    def begin(self, visit: Visit) -> dict[str, Any]:
        """What the book says."""
        owed = confirmed.book_says([self.subject], visit.on).get(self.subject.id, 0)
        return {"acknowledged": owed, **super().begin(visit)}

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        given = self.cleaned_data
        row = commands.NewConfirmation(
            given["id"], self.subject.id, on, given["acknowledged"], given["evidence"]
        )
        commands.confirm_many(by=by, on=self.visit.today, rows=[row])
        return reverse("contract", args=[self.subject.id])


FORMS = (Exit, Confirm)
