"""Repayment and pass-on month by month: what was placed, what came back, what still stands."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="repayment",
    title=_("Pengembalian per bulan"),
    answers=_("Berapa yang digulirkan dan kembali setiap bulan, per sektor?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("month", _("Bulan"), Kind.DATE),
        Column("sector", _("Sektor")),
        Column("placed", _("Digulirkan"), Kind.RUPIAH, total=True),
        Column("returned_cash", _("Kembali uang"), Kind.RUPIAH, total=True),
        Column("returned_kind", _("Kembali barang"), Kind.RUPIAH, total=True),
        Column("lost", _("Rugi dan hapus"), Kind.RUPIAH, total=True),
        Column("net", _("Perubahan bersih"), Kind.RUPIAH, total=True),
        Column("outstanding", _("Pada mitra"), Kind.RUPIAH),
    ),
    grain=_("Satu baris per bulan dan sektor."),
    source=_("Mutasi tagihan dan aset pada mitra di buku besar."),
    check=Check(
        _("Jumlah perubahan bersih sama dengan saldo pada mitra di buku besar."), added("net")
    ),
)
