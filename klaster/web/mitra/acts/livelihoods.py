"""What people live from, told by themselves: enterprises, their turns, seasons, sales and costs."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.enterprises import commands
from klaster.domain.enterprises.models import Cycle, Enterprise, Kind, Record, Turn
from klaster.rules.identity import derived_id
from klaster.web.mitra.acts.subjects import OfParty
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.choices import sector_field
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

_MONEY = (Record.What.MONEY_IN, Record.What.MONEY_OUT, Record.What.OWN_USE, Record.What.STOCK)


class Start(OfParty):
    """A livelihood to keep a book of."""

    act = "enterprises.start_many"
    title = _("Catat usaha")
    kind = forms.ChoiceField(label=_("Jenis usaha"), choices=Kind.choices)
    name = forms.CharField(label=_("Nama usaha"), max_length=200)
    sector = sector_field(required=False)

    def do(self, by: Actor, on: date) -> str:
        """Put it on record."""
        given = self.cleaned_data
        new = commands.NewEnterprise(
            id=given["id"],
            party=self.subject.id,
            kind=given["kind"],
            name=given["name"],
            started_on=on,
            sector=given["sector"].id if given["sector"] else None,
        )
        commands.start_many(by=by, on=on, rows=[new])
        return reverse("enterprise", args=[new.id])


class OfEnterprise(ActForm):
    """An act on an enterprise that goes on."""

    subject_model = Enterprise
    subject: Enterprise

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Enterprise]:
        """The enterprises of people within reach."""
        own = Enterprise.objects.filter(of_people(visit), organisation_id=visit.organisation.id)
        return own.select_related("party")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Enterprise) -> bool:
        """While it goes on."""
        return subject.ended_on is None

    def there(self) -> str:
        """Its page."""
        return reverse("enterprise", args=[self.subject.id])


class OpenCycle(OfEnterprise):
    """A stretch that is reckoned together."""

    act = "enterprises.open_cycles"
    title = _("Buka musim atau putaran")
    label = forms.CharField(
        label=_("Nama"), help_text=_("Misalnya Musim tanam I 2014"), max_length=100
    )
    area_m2 = forms.IntegerField(
        label=_("Luas lahan (m²)"), min_value=1, max_value=10_000_000, required=False
    )
    water = forms.ChoiceField(
        label=_("Pengairan"),
        choices=[("", _("Bukan tanaman")), ("irrigated", _("Irigasi")), ("rain", _("Tadah hujan"))],
        required=False,
    )

    def do(self, by: Actor, on: date) -> str:
        """Open it."""
        given = self.cleaned_data
        water = given["water"]
        new = commands.NewCycle(
            id=given["id"],
            enterprise=self.subject.id,
            label=given["label"],
            started_on=on,
            area_m2=given["area_m2"],
            is_irrigated=water == "irrigated" if water else None,
        )
        commands.open_cycles(by=by, on=on, rows=[new])
        return self.there()


class TurnEnterprise(OfEnterprise):
    """Paused, resumed, changed, ended."""

    act = "enterprises.turn"
    title = _("Catat perubahan usaha")
    what = forms.ChoiceField(label=_("Perubahan"), choices=Turn.What.choices)
    kind = forms.ChoiceField(
        label=_("Jenis usaha baru"),
        help_text=_("Hanya bila berganti usaha"),
        choices=[("", _("Tetap")), *Kind.choices],
        required=False,
    )
    reason = inputs.Words(label=_("Alasan"), longest=200)

    def do(self, by: Actor, on: date) -> str:
        """Record the turn."""
        given = self.cleaned_data
        commands.turn(
            by=by, on=on, id=given["id"], enterprise=self.subject.id, what=given["what"],
            reason=given["reason"], kind=given["kind"],
        )  # fmt: skip
        return self.there()


class OfCycle(ActForm):
    """An act on a cycle; afterwards the page of its enterprise."""

    subject_model = Cycle
    subject: Cycle

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Cycle]:
        """The cycles of people within reach."""
        own = Cycle.objects.filter(
            of_people(visit, "enterprise__party_id"), organisation_id=visit.organisation.id
        )
        return own.select_related("enterprise__party")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Cycle) -> bool:
        """While it runs."""
        return subject.ended_on is None

    def there(self) -> str:
        """The page of its enterprise."""
        return reverse("enterprise", args=[self.subject.enterprise_id])


class CloseCycle(OfCycle):
    """Its last day."""

    act = "enterprises.close_cycle"
    title = _("Tutup musim")

    def do(self, by: Actor, on: date) -> str:
        """Close it."""
        commands.close_cycle(by=by, on=on, id=self.subject.id)
        return self.there()


class Write(OfCycle):
    """A day in the book: what came in, what went out, what was used at home."""

    act = "enterprises.record_many"
    title = _("Catat penjualan dan biaya")
    about = _("Isi yang ada saja; setiap isian menjadi satu baris buku.")
    money_in = inputs.Rupiah(label=_("Penjualan"), required=False)
    money_out = inputs.Rupiah(label=_("Biaya"), required=False)
    own_use = inputs.Rupiah(label=_("Nilai yang dipakai sendiri"), required=False)
    stock = inputs.Rupiah(label=_("Nilai persediaan yang dihitung"), required=False)
    harvest = inputs.Amount(
        label=_("Panen gabah"), help_text=_("Dalam kilogram, misalnya 1.250"), required=False
    )
    note = inputs.Words(label=_("Keterangan"), longest=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Something must have happened."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given[name] for name in (*_MONEY, "harvest")):
            self.add_error(None, _("Isi sedikitnya satu jumlah."))
        return given

    def do(self, by: Actor, on: date) -> str:
        """Write a line for each amount."""
        given = self.cleaned_data
        lines: list[dict[str, Any]] = [
            {"what": what, "amount": given[what]} for what in _MONEY if given[what]
        ]
        if given["harvest"]:
            unit = {"quantity": given["harvest"], "unit": "RICE_KG"}
            lines.append({"what": Record.What.HARVEST, **unit})
        rows = [
            commands.NewRecord(
                id=derived_id(on, given["id"], line["what"]),
                cycle=self.subject.id,
                on=on,
                note=given["note"],
                **line,
            )
            for line in lines
        ]
        commands.record_many(by=by, on=on, rows=rows)
        return self.there()


FORMS = (Start, OpenCycle, TurnEnterprise, Write, CloseCycle)
