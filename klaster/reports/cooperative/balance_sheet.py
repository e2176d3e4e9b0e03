"""Statement of financial position of a cooperative (SAK EP), with the year before."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative.labels import SECTIONS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="balance_sheet",
    title=_("Laporan posisi keuangan"),
    answers=_("Apa yang dimiliki koperasi, apa utangnya, dan berapa modal anggotanya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("until", _("Per tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("section", _("Bagian"), labels=SECTIONS),
        Column("line", _("Pos")),
        Column("current", _("Tahun ini"), Kind.RUPIAH, total=True),
        Column("previous", _("Tahun lalu"), Kind.RUPIAH, total=True),
        Column("accounts", _("Akun"), Kind.ID),
    ),
    grain=_("Satu baris per pos; tahun lalu pada tanggal yang sama setahun sebelumnya."),
    source=_("Saldo buku besar kedua tanggal, seluruh unit usaha digabung."),
    check=Check(
        _("Setiap bagian sama dengan jumlah setiap transaksinya, dan aset = liabilitas + ekuitas."),
        added("current", by="section"),
    ),
    totals_by="section",
)
