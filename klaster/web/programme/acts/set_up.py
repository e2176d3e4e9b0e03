"""Setting a programme up: sectors, phases, budget, money promised, and what the public may read."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.ledger.models import Fund
from klaster.domain.programme import commands
from klaster.domain.programme.commands import set_up
from klaster.domain.programme.models import BudgetLine, FundSource, Phase, Programme, Sector
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.visits import Visit


def _code(**options: Any) -> forms.SlugField:
    return forms.SlugField(
        label=_("Kode singkat"),
        help_text=_("Huruf kecil, angka, dan tanda hubung; kosongkan untuk mengikuti namanya"),
        max_length=40,
        required=False,
        **options,
    )


def _coded(given: dict[str, Any]) -> str:
    return str(given["code_given"] or slugify(given["name"])[:40] or "baru")


class Start(ActForm):
    """A new cluster."""

    act = "programme.start_programme"
    title = _("Mulai program")
    area = "programmes"
    name = forms.CharField(label=_("Nama program"), max_length=200)
    code_given = _code()
    place = inputs.Place(label=_("Wilayah"))
    ends_on = inputs.Day(label=_("Rencana selesai"), required=False)

    def do(self, by: Actor, on: date) -> str:
        """Start it."""
        given = self.cleaned_data
        programme = commands.start_programme(
            by=by, on=on, id=given["id"], code=_coded(given), name=given["name"],
            area=given["place"].code, ends_on=given["ends_on"],
        )  # fmt: skip
        return reverse("programme", args=[programme.id])


class OfProgramme(ActForm):
    """An act on a programme; afterwards its page."""

    subject_model = Programme
    subject: Programme

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Programme]:
        """The programmes that the visitor's roles are for as a whole."""
        own = Programme.objects.filter(organisation_id=visit.organisation.id)
        return own.filter(visit.reach.within("id"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Programme) -> bool:
        """Until it is closed."""
        return subject.status != Programme.Status.CLOSED

    def there(self) -> str:
        """Its page."""
        return reverse("programme", args=[self.subject.id])

    def _own(self, field: str, rows: QuerySet[Any]) -> None:
        """Let a field choose from this programme only."""
        self.fields[field].queryset = rows.filter(programme=self.subject)  # type: ignore[attr-defined]


class AddSector(OfProgramme):
    """A line of livelihood and who carries it out."""

    act = "programme.add_sector"
    title = _("Tambah sektor")
    name = forms.CharField(label=_("Nama sektor"), max_length=100)
    code_given = _code()
    implementer = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Pelaksana"),
        help_text=_("Lembaga pelaksana yang Anda kenal di sini"),
        empty_label=_("Lembaga sendiri"),
        required=False,
    )

    def prepare(self) -> None:
        """The implementers of the organisation's own sectors, and the visitor's own bodies."""
        sectors = Sector.objects.filter(organisation_id=self.visit.organisation.id)
        known = Q(id__in=sectors.values("implementer_id"))
        own = [each.id for each in self.visit.organisations]
        self.fields["implementer"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            known | Q(id__in=own), kind=Organisation.Kind.IMPLEMENTER
        ).order_by("name")

    def do(self, by: Actor, on: date) -> str:
        """Add it."""
        given = self.cleaned_data
        implementer = given["implementer"]
        commands.add_sector(
            by=by, on=on, id=given["id"], programme_id=self.subject.id, code=_coded(given),
            name=given["name"], implementer_id=implementer.id if implementer else None,
        )  # fmt: skip
        return self.there()


class SetPhase(OfProgramme):
    """When a phase begins."""

    act = "programme.set_phase"
    title = _("Tetapkan tahap")
    about = _("Menetapkan lagi tahap yang sama menggeser harinya.")
    phase = forms.ChoiceField(label=_("Tahap"), choices=Phase.Code.choices)
    ends_on = inputs.Day(label=_("Sampai"), required=False)

    def do(self, by: Actor, on: date) -> str:
        """Set it."""
        given = self.cleaned_data
        commands.set_phase(
            by=by, on=on, programme_id=self.subject.id, code=given["phase"],
            ends_on=given["ends_on"],
        )  # fmt: skip
        return self.there()


class SetBudget(OfProgramme):
    """The amount of one line of the budget."""

    act = "programme.set_budget"
    title = _("Tetapkan baris anggaran")
    about = _("Baris dengan sektor, tahap, dana, dan uraian yang sama diganti jumlahnya.")
    kind = forms.ChoiceField(label=_("Jenis belanja"), choices=BudgetLine.Kind.choices)
    amount_rp = inputs.Rupiah(label=_("Jumlah"))
    sector = inputs.Row(Sector, label=_("Sektor"), empty_label=_("Bersama"), required=False)
    phase = inputs.Row(Phase, label=_("Tahap"), empty_label=_("Seluruh program"), required=False)
    fund_source = inputs.Row(
        FundSource, label=_("Sumber dana"), empty_label=_("Belum ditentukan"), required=False
    )
    description = forms.CharField(label=_("Uraian"), max_length=200, required=False)

    def prepare(self) -> None:
        """Only what is of this programme."""
        for name, model in (("sector", Sector), ("phase", Phase), ("fund_source", FundSource)):
            own = model._default_manager.filter(organisation_id=self.visit.organisation.id)
            self._own(name, own)

    def do(self, by: Actor, on: date) -> str:
        """Set it."""
        given = self.cleaned_data
        line = commands.NewBudgetLine(
            kind=given["kind"],
            amount_rp=given["amount_rp"],
            description=given["description"],
            **{
                f"{name}_id": given[name].id if given[name] else None
                for name in ("sector", "phase", "fund_source")
            },
        )
        commands.set_budget(by=by, on=on, programme_id=self.subject.id, lines=[line])
        return self.there()


class AddFundSource(OfProgramme):
    """Money promised, and under what restriction."""

    act = "programme.add_fund_source"
    title = _("Tambah sumber dana")
    about = _("Tanggal adalah hari kesepakatannya.")
    name = forms.CharField(label=_("Nama sumber dana"), max_length=200)
    code_given = _code()
    restriction = forms.ChoiceField(label=_("Ikatan"), choices=FundSource.Restriction.choices)
    promised_rp = inputs.Rupiah(label=_("Dijanjikan"))
    donor = inputs.Named(
        label=_("Donatur"), help_text=_("Yang sudah tercatat; atau isi namanya saja di bawah"),
        required=False,
    )  # fmt: skip
    donor_name = forms.CharField(label=_("Nama donatur"), max_length=200, required=False)
    agreement = forms.CharField(label=_("Nomor perjanjian"), max_length=100, required=False)
    fund = inputs.Row(Fund, label=_("Dana di buku"), empty_label=_("Nanti"), required=False)

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        given = self.cleaned_data
        plain = ("name", "restriction", "promised_rp", "donor_name", "agreement")
        commands.add_fund_source(
            by=by,
            on=on,
            id=given["id"],
            programme_id=self.subject.id,
            code=_coded(given),
            donor_id=given["donor"].id if given["donor"] else None,
            fund_id=given["fund"].id if given["fund"] else None,
            **{name: given[name] for name in plain},
        )
        return self.there()


class LinkFund(ActForm):
    """The fund of the books that holds the money of a source."""

    act = "programme.link_fund"
    title = _("Hubungkan ke dana di buku")
    subject_model = FundSource
    subject: FundSource
    fund = inputs.Row(Fund, label=_("Dana di buku"))

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[FundSource]:
        """The sources of programmes within reach."""
        own = FundSource.objects.filter(organisation_id=visit.organisation.id)
        return own.filter(visit.reach.within("programme_id"))

    def do(self, by: Actor, on: date) -> str:
        """Link it."""
        fund = self.cleaned_data["fund"]
        commands.link_fund(by=by, on=on, id=self.subject.id, fund_id=fund.id)
        return reverse("programme", args=[self.subject.programme_id])


class Publish(OfProgramme):
    """Onto the public pages."""

    act = "programme.publish"
    title = _("Terbitkan")
    about = _(
        "Semua orang dapat membaca angkanya tanpa nama; angka tentang sedikit keluarga ditutup."
    )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Programme) -> bool:
        """While nobody outside may read of it."""
        return subject.published_on is None

    def do(self, by: Actor, on: date) -> str:
        """Publish it."""
        set_up.publish(by=by, on=on, id=self.subject.id)
        return self.there()


class Withdraw(OfProgramme):
    """Off the public pages."""

    act = "programme.withdraw"
    title = _("Tarik dari halaman publik")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Programme) -> bool:
        """Once it was published."""
        return subject.published_on is not None

    def do(self, by: Actor, on: date) -> str:
        """Withdraw it."""
        set_up.withdraw(by=by, on=on, id=self.subject.id)
        return self.there()


class Close(OfProgramme):
    """Nothing more is expected of it."""

    act = "programme.close_programme"
    title = _("Tutup program")
    about = _("Tidak ada lagi yang diharapkan darinya, juga tidak pemantauan.")

    def do(self, by: Actor, on: date) -> str:
        """Close it."""
        commands.close_programme(by=by, on=on, id=self.subject.id)
        return self.there()


FORMS = (
    Start, AddSector, SetPhase, SetBudget, AddFundSource, LinkFund, Publish, Withdraw, Close,
)  # fmt: skip
