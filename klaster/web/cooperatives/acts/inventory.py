"""The inventory: bought or taken up from a deed, worn, sold or given up, struck out."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.treasury import commands, queries
from klaster.domain.treasury.commands.inventory import ON_CREDIT
from klaster.domain.treasury.models import FixedAsset
from klaster.web.cooperatives.acts.base import PLACES, OfCooperative, OfRow, Via
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit


class Asset(OfCooperative):
    """What is said of anything that is owned for lasting use."""

    area = "inventory"
    name = inputs.Words(label=_("Nama barang"), longest=200)
    cost = inputs.Rupiah(label=_("Nilai perolehan"))
    pieces = forms.IntegerField(label=_("Banyaknya"), min_value=1, max_value=10**6, initial=1)
    useful_months = forms.IntegerField(
        label=_("Umur manfaat (bulan)"),
        min_value=1,
        max_value=1_200,
        required=False,
        help_text=_("Kosongkan bila tidak menyusut, misalnya tanah"),
    )
    residual = inputs.Rupiah(label=_("Nilai sisa"), least=0, required=False)

    def told(self) -> dict[str, Any]:
        """It as the commands ask for it."""
        names = ("name", "cost", "pieces", "useful_months", "residual")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"residual": given["residual"] or 0}


class Buy(Asset):
    """Bought with cash, from the bank, or on credit."""

    act = "treasury.buy_asset"
    title = _("Beli inventaris")
    via = forms.ChoiceField(label=_("Dibayar"), choices=[*PLACES, (ON_CREDIT, _("Kredit"))])
    supplier = inputs.Named(
        label=_("Pemasok"), required=False, help_text=_("Wajib bila dibeli dengan kredit")
    )

    def clean(self) -> dict[str, Any]:
        """Credit is owed to somebody."""
        given = self.cleaned_data
        is_owed = given.get("via") == ON_CREDIT
        if is_owed and not given.get("supplier") and "supplier" not in self.errors:
            self.add_error("supplier", _("Sebutkan pemasoknya."))
        return given

    def do(self, by: Actor, on: date) -> str:
        """Buy it."""
        given = self.cleaned_data
        supplier = given["supplier"].id if given["via"] == ON_CREDIT else None
        asset = commands.buy_asset(
            by=by, on=on, id=given["id"], cooperative=self.own, via=given["via"],
            supplier=supplier, **self.told(),
        )  # fmt: skip
        return reverse("asset", args=[asset.id])


class TakeUp(Asset):
    """What a deed of the asset reform brought is put on the list."""

    act = "treasury.take_up_asset"
    title = _("Daftarkan aset yang diterima")
    about = _("Aset tetap yang sudah masuk buku lewat serah terima, tetapi belum ada di daftar.")
    entry = forms.ChoiceField(label=_("Diterima dengan"))
    field_order = ["on", "entry", "name", "cost", "pieces", "useful_months", "residual"]

    def prepare(self) -> None:
        """The entries that hold what is not on the list yet."""
        field: Any = self.fields["entry"]
        field.choices = [
            (str(each.entry), f"{words.day(each.on)} · {each.memo} · {words.rupiah(each.left)}")
            for each in queries.not_taken_up(self.own, self.visit.on)
        ]

    def do(self, by: Actor, on: date) -> str:
        """Take it up."""
        given = self.cleaned_data
        asset = commands.take_up_asset(
            by=by, on=on, id=given["id"], cooperative=self.own, entry=given["entry"], **self.told()
        )
        return reverse("asset", args=[asset.id])


class Depreciate(OfCooperative):
    """The wear of the months that are over is booked."""

    act = "treasury.depreciate"
    area = "inventory"
    title = _("Susutkan")
    about = _("Tutup bulan juga menyusutkan; yang sudah dicatat tidak dicatat dua kali.")
    until = inputs.Day(label=_("Sampai akhir bulan dari"))

    def begin(self, visit: Visit) -> dict[str, Any]:
        """Up to today."""
        return {"until": visit.on}

    def do(self, by: Actor, on: date) -> str:
        """Book it."""
        until = self.cleaned_data["until"]
        commands.depreciate(by=by, on=on, cooperative=self.own, until=until)
        return self.back()


class OfAsset(OfRow):
    """An act on what is still there."""

    page = "asset"
    model = FixedAsset
    subject: FixedAsset

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it is there."""
        return super().is_offered(visit, subject) and subject.ended_on is None


class Dispose(OfAsset):
    """Sold, or given up for nothing."""

    act = "treasury.dispose_asset"
    title = _("Jual atau lepas")
    reason = inputs.Words(label=_("Alasan"))
    proceeds = inputs.Rupiah(
        label=_("Terjual dengan harga"), required=False, help_text=_("Kosongkan bila tidak dijual")
    )
    via = Via(label=_("Diterima lewat"))

    def do(self, by: Actor, on: date) -> str:
        """Give it up."""
        given = self.cleaned_data
        commands.dispose_asset(
            by=by, on=on, id=given["id"], cooperative=self.own, asset=self.subject,
            reason=given["reason"], proceeds=given["proceeds"] or 0, via=given["via"],
        )  # fmt: skip
        return self.back()


class Strike(OfAsset):
    """Entered by mistake."""

    act = "treasury.strike_asset"
    title = _("Coret, salah catat")
    about = _("Hanya sebelum disusutkan. Jurnal pembeliannya dibalik.")
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Strike it out."""
        given = self.cleaned_data
        commands.strike_asset(
            by=by, on=on, id=given["id"], asset=self.subject, reason=given["reason"]
        )
        return self.back()


FORMS = (Buy, TakeUp, Depreciate, Dispose, Strike)
