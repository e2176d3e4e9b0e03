"""Offices, staff, families of officers, chosen rules, hand-written books, figures opened."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import commands, queries
from klaster.domain.cooperative.models import Employee, Note, Officer
from klaster.domain.lending import commands as lending
from klaster.domain.monitoring import commands as monitoring
from klaster.domain.monitoring import cooperatives as monitored
from klaster.domain.registry import commands as registry
from klaster.rules.choices import CHOICES
from klaster.web.cooperatives import period
from klaster.web.cooperatives.acts.base import OfCooperative, OfRow
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit

ANSWERED = (Note.Kind.SUGGESTION, Note.Kind.OFFICIAL_ADVICE, Note.Kind.OTHER_ADVICE)


class Appoint(OfCooperative):
    """An office is given for a term."""

    act = "cooperative.appoint"
    area = "organisation"
    title = _("Angkat pengurus atau pengawas")
    party = inputs.Named(label=_("Siapa"), kind="person")
    office = forms.ChoiceField(label=_("Jabatan"), choices=Officer.Office.choices)
    until = inputs.Day(label=_("Sampai"), required=False, help_text=_("Hari pertama tidak lagi"))

    def do(self, by: Actor, on: date) -> str:
        """Appoint them."""
        given = self.cleaned_data
        commands.appoint(
            by=by, on=on, id=given["id"], cooperative=self.own, party=given["party"],
            office=given["office"], until=given["until"],
        )  # fmt: skip
        return self.back()


class EndOffice(OfRow):
    """A term ends."""

    act = "cooperative.end_office"
    title = _("Akhiri jabatan")
    model = Officer
    related = ("party",)
    there = "organisation"
    subject: Officer

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it runs."""
        return super().is_offered(visit, subject) and subject.valid_until is None

    @property
    def whom(self) -> str:
        """Who, as what."""
        return f"{self.subject.party.name}, {self.subject.get_office_display()}"

    def do(self, by: Actor, on: date) -> str:
        """End it."""
        commands.end_office(by=by, on=on, officer=self.subject)
        return self.back()


class Employ(OfCooperative):
    """Someone is employed."""

    act = "cooperative.employ"
    area = "organisation"
    title = _("Angkat karyawan")
    party = inputs.Named(label=_("Siapa"), kind="person")
    duty = inputs.Words(label=_("Tugas"), longest=100)

    def do(self, by: Actor, on: date) -> str:
        """Employ them."""
        given = self.cleaned_data
        commands.employ(
            by=by, on=on, id=given["id"], cooperative=self.own, party=given["party"],
            duty=given["duty"],
        )  # fmt: skip
        return self.back()


class EndEmployment(OfRow):
    """An employment ends."""

    act = "cooperative.end_employment"
    title = _("Akhiri pekerjaan")
    model = Employee
    related = ("party",)
    there = "organisation"
    subject: Employee

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it runs."""
        return super().is_offered(visit, subject) and subject.valid_until is None

    @property
    def whom(self) -> str:
        """Who, as what."""
        return f"{self.subject.party.name}, {self.subject.duty}"

    def do(self, by: Actor, on: date) -> str:
        """End it."""
        commands.end_employment(by=by, on=on, employee=self.subject)
        return self.back()


class RecordRelative(OfCooperative):
    """Whose family an officer is, so that the limit of related parties is seen."""

    act = "lending.record_relative"
    area = "organisation"
    title = _("Catat keluarga pengurus")
    about = _("Pembiayaan kepada keluarga pengurus dihitung dalam batas pihak terkait.")
    party = inputs.Named(label=_("Pengurus atau pengawas"), kind="person")
    relative = inputs.Named(label=_("Keluarganya"), kind="person")
    relation = inputs.Words(label=_("Hubungan"), longest=60, help_text=_("Misalnya istri, anak"))

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        given = self.cleaned_data
        lending.record_relative(
            by=by, on=on, id=given["id"], cooperative=self.own, party=given["party"],
            relative=given["relative"], relation=given["relation"],
        )  # fmt: skip
        return self.back()


class Choosing(OfCooperative):
    """A rule that the cooperative chooses for itself, from a day on; one form for each."""

    key: str
    there = "organisation"
    basis = inputs.Words(label=_("Keputusan atau pasal dasarnya"), longest=200)
    field_order = ["on", "value", "basis"]

    def prepare(self) -> None:
        """Begin with the value in force."""
        self.initial.setdefault("value", queries.choice(self.own, self.key, self.visit.on))

    def do(self, by: Actor, on: date) -> str:
        """Choose it."""
        given = self.cleaned_data
        commands.choose(
            by=by, on=on, cooperative=self.own, key=self.key, value=given["value"],
            basis=given["basis"],
        )  # fmt: skip
        return self.back()


def _choosing() -> Iterator[type[Choosing]]:
    """A form for each of `rules.choices`, its value a number or one of a few words."""
    for key, choice in CHOICES.items():
        value: forms.Field = (
            forms.ChoiceField(label=_("Pilihan"), choices=list(choice.words.items()))
            if choice.words
            else forms.IntegerField(label=_("Nilai"), min_value=0)
        )
        named = {
            "__module__": __name__,
            "act": "cooperative.choose",
            "code": f"cooperative.choose.{key}",
            "area": f"choice:{key}",
            "title": choice.title,
            "about": choice.warning,
            "key": key,
            "value": value,
        }
        yield type(f"Choose_{key}", (Choosing,), named)


class WriteNote(OfCooperative):
    """A line in one of the books that are written by hand."""

    act = "cooperative.note"
    area = "notes"
    title = _("Tulis catatan")
    kind = forms.ChoiceField(label=_("Buku"), choices=Note.Kind.choices)
    who = inputs.Words(label=_("Siapa"), longest=200, help_text=_("Tamu, penyaran, pengirim"))
    text = inputs.Words(label=_("Isi"), longest=1000, widget=forms.Textarea(attrs={"rows": 4}))
    reference = inputs.Words(label=_("Nomor surat"), longest=100, required=False)
    answer = inputs.Words(label=_("Tanggapan"), longest=500, required=False)

    def do(self, by: Actor, on: date) -> str:
        """Write it."""
        given = self.cleaned_data
        names = ("id", "kind", "who", "text", "reference", "answer")
        commands.note(by=by, on=on, cooperative=self.own, **{each: given[each] for each in names})
        return self.back()


class AnswerNote(OfRow):
    """What was done about a suggestion or an advice."""

    act = "cooperative.answer_note"
    title = _("Tanggapi")
    model = Note
    there = "notes"
    subject: Note
    answer = inputs.Words(label=_("Tanggapan"), longest=480)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While nobody answered."""
        is_asked = subject.kind in ANSWERED and not subject.answer
        return super().is_offered(visit, subject) and is_asked

    def do(self, by: Actor, on: date) -> str:
        """Keep the answer."""
        commands.answer_note(by=by, on=on, note=self.subject, answer=self.cleaned_data["answer"])
        return self.back()


class AllowSignals(OfCooperative):
    """The founder may see the cooperative's figures."""

    act = "monitoring.allow_signals"
    area = "signals"
    there = "organisation"
    title = _("Izinkan lembaga melihat angka koperasi")
    about = _(
        "Lembaga yang menyerahkan aset dapat melihat tunggakan, simpanan, RAT, ternak dan SHU "
        "koperasi sebagai peringatan dini. Izin dapat ditarik kapan saja."
    )
    evidence = inputs.Words(label=_("Keputusan yang mengizinkannya"), longest=200)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it is not allowed, or no longer for long."""
        own = period.known(visit)
        if own is None:
            return False
        consent = monitored.opened(own, visit.on)
        return consent is None or consent.withdrawn_on is not None

    def do(self, by: Actor, on: date) -> str:
        """Allow it."""
        given = self.cleaned_data
        monitoring.allow_signals(
            by=by, on=on, id=given["id"], cooperative=self.own, evidence=given["evidence"]
        )
        return self.back()


class WithdrawSignals(OfCooperative):
    """The founder may no longer see the cooperative's figures."""

    act = "registry.withdraw_consent"
    code = "registry.withdraw_consent.signals"
    area = "signals"
    there = "organisation"
    title = _("Tarik izin melihat angka koperasi")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it is allowed."""
        own = period.known(visit)
        return own is not None and monitored.opened(own, visit.on) is not None

    def do(self, by: Actor, on: date) -> str:
        """Withdraw it; once withdrawn there is nothing more to do."""
        consent = monitored.opened(self.own, on)
        if consent is not None:
            registry.withdraw_consent(by=by, on=on, id=consent.id)
        return self.back()


FORMS: tuple[type[OfCooperative], ...] = (
    Appoint,
    Employ,
    RecordRelative,
    EndOffice,
    EndEmployment,
    *_choosing(),
    WriteNote,
    AnswerNote,
    AllowSignals,
    WithdrawSignals,
)
