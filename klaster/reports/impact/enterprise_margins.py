"""Enterprise margins: what the livelihoods of the mitra earn, by sector and kind."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import ENTERPRISE_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="enterprise_margins",
    title=_("Margin usaha mitra"),
    answers=_("Berapa omzet dan margin usaha mitra di setiap sektor?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("sector", _("Sektor")),
        Column("kind", _("Usaha"), labels=ENTERPRISE_KINDS),
        Column("enterprises", _("Jumlah usaha"), Kind.COUNT, total=True),
        Column("cycles", _("Siklus"), Kind.COUNT, total=True),
        Column("money_in", _("Uang masuk"), Kind.RUPIAH, total=True),
        Column("own_use", _("Dipakai sendiri"), Kind.RUPIAH, total=True),
        Column("money_out", _("Uang keluar"), Kind.RUPIAH, total=True),
        Column("margin", _("Margin"), Kind.RUPIAH, total=True),
        Column("margin_per_cycle", _("Margin per siklus"), Kind.RUPIAH),
        Column("margin_percent", _("Margin terhadap omzet"), Kind.PERCENT),
    ),
    grain=_("Satu baris per sektor dan jenis usaha; omzet termasuk yang dipakai sendiri."),
    source=_("Catatan usaha mitra sendiri, di luar buku besar."),
    check=Check(
        _("Margin sama dengan semua catatan usaha yang dijumlahkan ulang."), added("margin")
    ),
)
