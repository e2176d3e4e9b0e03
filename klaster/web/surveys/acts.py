"""Adopting instruments, shipped or from an XLSForm; setting lines and the price index."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.surveys import commands, queries, shipped
from klaster.domain.surveys.models import Line
from klaster.rules.refusal import Refused
from klaster.web.shared import inputs, questions
from klaster.web.shared.acting import ActForm
from klaster.workbook.xlsform import reading

LARGEST_FORM = 5 * 2**20
MOST_FAULTS = 40
INDEX_DECIMALS = 4


class AdoptShipped(ActForm):
    """One of the instruments that come with the product."""

    act = "surveys.adopt"
    title = _("Tetapkan instrumen bawaan")
    about = _("Versi yang ditetapkan tidak berubah lagi; jawaban lama tetap pada versinya.")
    area = "surveys"
    instrument = forms.ChoiceField(label=_("Instrumen"))

    def prepare(self) -> None:
        """Offer those that were not adopted yet."""
        adopted = set(
            queries.instruments(self.visit.organisation.id).values_list("code", "version")
        )
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            (f"{code}:{version}", f"{questions.said_in(each.labels)} (v{version})")
            for (code, version), each in shipped.instruments().items()
            if (code, version) not in adopted
        ]

    def do(self, by: Actor, on: date) -> str:
        """Adopt it."""
        code, _sep, version = self.cleaned_data["instrument"].partition(":")
        instrument = shipped.instruments()[code, int(version)]
        adopted = commands.adopt(by=by, on=on, id=self.cleaned_data["id"], instrument=instrument)
        return reverse("survey", args=[adopted.id])


class AdoptForm(ActForm):
    """An instrument of one's own, made as an XLSForm."""

    act = "surveys.adopt"
    code = "surveys.adopt.xlsform"
    title = _("Unggah XLSForm")
    about = _("Unduh XLSForm sebuah instrumen sebagai contoh, ubah, beri kode atau versi baru.")
    area = "surveys"
    file = forms.FileField(
        label=_("Berkas XLSForm"),
        help_text=_("Buku kerja .xlsx dengan lembar survey, choices, dan settings"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """Not larger than a questionnaire can be."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FORM:
            raise forms.ValidationError(_("Berkas terlalu besar; paling besar 5 MB."))
        return file

    def do(self, by: Actor, on: date) -> str:
        """Read it and adopt it."""
        file = self.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "formulir.xlsx"
            path.write_bytes(file.read())
            instrument = reading.read(path)
        adopted = commands.adopt(by=by, on=on, id=self.cleaned_data["id"], instrument=instrument)
        return reverse("survey", args=[adopted.id])

    def refuse(self, refused: Refused) -> None:
        """Each thing to mend by its sheet, row and column."""
        if not isinstance(refused, reading.FormRefused):
            super().refuse(refused)
            return
        for fault in refused.data["faults"][:MOST_FAULTS]:
            said = gettext("Lembar {sheet}, baris {row}, kolom {column}: {reason}").format(
                sheet=fault.sheet,
                row=fault.row or "-",
                column=fault.column or "-",
                reason=fault.reason,
            )
            self.add_error("file", said)


class SetLine(ActForm):
    """What a household needs in a month, in an area from a day."""

    act = "surveys.set_line"
    title = _("Tetapkan garis")
    about = _(
        "Berlaku sejak tanggalnya, juga di wilayah di bawahnya yang tidak punya garis sendiri."
    )
    area = "yardsticks"
    kind = forms.ChoiceField(label=_("Jenis garis"), choices=Line.Kind.choices)
    place = inputs.Place(label=_("Wilayah"))
    monthly_rp = inputs.Rupiah(label=_("Kebutuhan rumah tangga sebulan"))
    source = inputs.Words(label=_("Sumber"))

    def do(self, by: Actor, on: date) -> str:
        """Set it."""
        given = self.cleaned_data
        commands.set_line(
            by=by, on=on, id=given["id"], kind=given["kind"], area=given["place"].code,
            monthly_rp=given["monthly_rp"], source=given["source"],
        )  # fmt: skip
        return reverse("yardsticks")


class SetPriceIndex(ActForm):
    """The consumer price index of a month."""

    act = "surveys.set_price_index"
    title = _("Tetapkan indeks harga")
    area = "yardsticks"
    month = inputs.Day(label=_("Bulan"), help_text=_("Hari mana saja di bulan itu"))
    index = inputs.Amount(label=_("Indeks"), help_text=_("Misalnya 112,4"), decimals=INDEX_DECIMALS)
    source = inputs.Words(label=_("Sumber"))

    def do(self, by: Actor, on: date) -> str:
        """Set it."""
        given = self.cleaned_data
        commands.set_price_index(
            by=by, on=on, id=given["id"], month=given["month"], source=given["source"],
            index=Decimal(given["index"]).scaleb(-INDEX_DECIMALS),
        )  # fmt: skip
        return reverse("yardsticks")


FORMS = (AdoptShipped, AdoptForm, SetLine, SetPriceIndex)
