"""The programme's own stock: bought or received, gone without being placed, shared by a group."""

from datetime import date

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.assets import commands
from klaster.domain.assets.commands.stock import WAYS_OUT
from klaster.domain.ledger.models import Fund
from klaster.domain.programme.models import Group
from klaster.reports.labels import UNITS
from klaster.rules.entry import RUPIAH
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm

THINGS = [(code, name) for code, name in UNITS.items() if code != RUPIAH]
WAYS = {
    "died": _("mati"),
    "stolen": _("dicuri"),
    "lost": _("hilang"),
    "slaughtered": _("dipotong"),
    "sold": _("dijual"),
    "consumed": _("dipakai"),
}


def _fund() -> inputs.Row:
    return inputs.Row(Fund, label=_("Dana"), rows=lambda visit: ~Q(kind=Fund.Kind.GROUP_CASH))


class OfStock(ActForm):
    """An act on what the programme holds itself."""

    area = "stock"
    fund = _fund()
    unit = forms.ChoiceField(label=_("Barang atau ternak"), choices=THINGS)
    quantity = inputs.Amount(label=_("Banyaknya"), help_text=_("Ekor, kg, atau buah"))

    def there(self) -> str:
        """The page of the stock."""
        return reverse("stock")


class Buy(OfStock):
    """Into stock."""

    act = "assets.buy"
    title = _("Catat barang masuk")
    about = _("Dibeli dari kas dana, atau diterima sebagai sumbangan barang.")
    is_for_part = True
    cost = inputs.Rupiah(label=_("Nilai seluruhnya"), least=0)
    is_donated = forms.BooleanField(label=_("Diterima sebagai sumbangan barang"), required=False)
    note = inputs.Words(label=_("Keterangan"), required=False)

    def do(self, by: Actor, on: date) -> str:
        """Take it into stock."""
        given = self.cleaned_data
        commands.buy(
            by=by, on=on,
            new=commands.Purchase(
                given["id"], given["fund"].id, given["unit"], given["quantity"], given["cost"], on,
                given["note"], is_donated=given["is_donated"],
            ),
        )  # fmt: skip
        return self.there()


class TakeOut(OfStock):
    """Out of stock, to nobody."""

    act = "assets.take_from_stock"
    title = _("Catat barang keluar")
    about = _("Untuk yang mati, hilang, dipakai atau dijual sebelum ditempatkan pada mitra.")
    way = forms.ChoiceField(
        label=_("Apa yang terjadi"), choices=[(way, WAYS[way]) for way in WAYS_OUT]
    )
    carried = inputs.Rupiah(label=_("Nilai tercatat yang keluar"), least=0)
    received = inputs.Rupiah(label=_("Uang yang masuk"), required=False)
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Let it go."""
        given = self.cleaned_data
        commands.take_from_stock(
            by=by, on=on, id=given["id"], fund=given["fund"].id, unit=given["unit"],
            quantity=given["quantity"], way=given["way"], carried=given["carried"],
            received=given["received"] or 0, reason=given["reason"],
        )  # fmt: skip
        return self.there()


class Share(OfStock):
    """Out of stock to a group that shares it."""

    act = "assets.share"
    title = _("Serahkan aset bersama")
    about = _("Kelompok memakai bersama; asetnya tetap dikelola program sampai diserahterimakan.")
    group = inputs.Row(
        Group,
        label=_("Kelompok"),
        rows=lambda visit: visit.reach.within("id", "sector_id", "sector__programme_id"),
        said=lambda group: group.party.name,
        related=("party", "sector"),
    )
    description = inputs.Words(label=_("Uraian barang"), longest=200)
    cost = inputs.Rupiah(label=_("Nilai seluruhnya"), least=0)
    useful_months = inputs.Amount(
        label=_("Umur manfaat (bulan)"), required=False, help_text=_("Kosong: tidak disusutkan")
    )
    residual = inputs.Rupiah(label=_("Nilai sisa"), required=False)
    deed_number = inputs.Words(label=_("Nomor berita acara"), required=False, longest=60)

    def do(self, by: Actor, on: date) -> str:
        """Share it."""
        given = self.cleaned_data
        group = given["group"]
        commands.share(
            by=by, on=on,
            new=commands.NewLot(
                id=given["id"], contract_id=given["id"], party=group.party_id,
                fund=given["fund"].id, akad="", unit=given["unit"], quantity=given["quantity"],
                cost=given["cost"], is_controlled=True, placed_on=on,
                programme=group.sector.programme_id, description=given["description"],
                deed_number=given["deed_number"], useful_months=given["useful_months"],
                residual=given["residual"] or 0,
            ),
        )  # fmt: skip
        return self.there()


FORMS = (Buy, Share, TakeOut)
