"""Work plan and budget (RK-RAPB) of a year beside what happened."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="plan_actual",
    title=_("Rencana kerja dan anggaran"),
    answers=_("Apa yang direncanakan tahun itu, dan berapa yang terlaksana?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("year", _("Tahun"), default=Default.NEEDED),
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("n", _("No."), Kind.COUNT),
        Column("text", _("Rencana")),
        Column("account", _("Akun")),
        Column("planned", _("Anggaran"), Kind.RUPIAH),
        Column("actual", _("Terlaksana"), Kind.RUPIAH),
        Column("percent", _("Capaian"), Kind.PERCENT),
    ),
    grain=_("Satu baris per rencana; akun yang dianggarkan dua kali dibagi menurut anggarannya."),
    source=_("Rencana yang diajukan kepada rapat anggota; transaksi akun itu selama tahunnya."),
    check=Check(
        _("Terlaksana sama dengan mutasi akun yang dianggarkan."),
        added("actual"),
    ),
)
