"""Published figures put on the register, and checked on demand."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.graduation import commands
from klaster.domain.graduation.models import Claim
from klaster.domain.programme.models import Programme, Sector
from klaster.reports.impact import programme_facts
from klaster.rules.refusal import BadField
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm

# What a claim may be held to here; others are written in a workbook.
COLUMNS = ("mitra", "groups", "independent", "rolled", "returned", "handed_over", "cooperatives")


class AddClaim(ActForm):
    """A figure that was published, with where, and the figure of the records it should equal."""

    act = "graduation.claim_many"
    area = "claims"
    title = _("Tambah angka terbitan")
    programme = inputs.Row(Programme, label=_("Program"))
    short = forms.SlugField(label=_("Kode singkat"), max_length=40)
    sentence = inputs.Words(label=_("Kalimat seperti diterbitkan"))
    figure = inputs.Amount(label=_("Angka"), least=0)
    unit = forms.CharField(label=_("Satuan"), max_length=20, help_text=_("mitra, kelompok, IDR …"))
    published_in = inputs.Words(label=_("Terbit di"), longest=200)
    url = forms.URLField(label=_("Alamat"), required=False, assume_scheme="https")
    column = forms.ChoiceField(label=_("Sama dengan angka"))
    sector = inputs.Row(Sector, label=_("Sektor"), required=False, empty_label=_("Semua sektor"))

    def prepare(self) -> None:
        """The figures of the programme's facts."""
        field: Any = self.fields["column"]
        titles = {each.name: each.title for each in programme_facts.REPORT.columns}
        field.choices = [(name, titles[name]) for name in COLUMNS if name in titles]

    def do(self, by: Actor, on: date) -> str:
        """Put it on the register."""
        given = self.cleaned_data
        programme, sector = given["programme"], given["sector"]
        own = Claim.objects.filter(organisation_id=by.organisation_id, programme=programme)
        if own.filter(code=given["short"]).exclude(id=given["id"]).exists():
            raise BadField(field="short", reason="sudah dipakai; pilih yang lain")
        row = {"row": {"sector": sector.code}} if sector else {}
        claim = Claim(
            id=given["id"],
            programme=programme,
            code=given["short"],
            sentence=given["sentence"],
            figure=Decimal(given["figure"]),
            unit=given["unit"],
            published_in=given["published_in"],
            url=given["url"],
            report=programme_facts.REPORT.code,
            parameters={"programme": programme.code, "column": given["column"], **row},
        )
        commands.claim_many(by=by, on=on, claims=[claim])
        return reverse("claims")


FORMS = (AddClaim,)
