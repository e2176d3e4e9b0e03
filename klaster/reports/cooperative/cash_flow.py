"""Cash flow statement of a cooperative, direct: where money came from and what it went to."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative.labels import FLOWS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="cash_flow",
    title=_("Laporan arus kas"),
    answers=_("Dari mana uang masuk tahun ini, dan untuk apa keluar?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("flow", _("Arus"), labels=FLOWS),
        Column("line", _("Pos")),
        Column("current", _("Tahun ini"), Kind.RUPIAH, total=True),
        Column("previous", _("Tahun lalu"), Kind.RUPIAH, total=True),
        Column("accounts", _("Akun lawan"), Kind.ID),
    ),
    grain=_("Satu baris per akun lawan; keluar bertanda kurang; sejak awal tahun buku."),
    source=_("Setiap transaksi kas dan bank, menurut akun lawannya."),
    check=Check(
        _("Jumlah arus sama dengan saldo kas dan bank akhir dikurangi awal tahun."),
        added("current"),
    ),
    totals_by="flow",
)
