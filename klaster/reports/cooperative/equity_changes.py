"""Statement of changes in equity of a cooperative over a book year."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="equity_changes",
    title=_("Laporan perubahan ekuitas"),
    answers=_("Mengapa modal anggota bertambah atau berkurang tahun ini?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("line", _("Pos ekuitas")),
        Column("opening", _("Awal tahun"), Kind.RUPIAH, total=True),
        Column("added", _("Bertambah"), Kind.RUPIAH, total=True),
        Column("taken", _("Berkurang"), Kind.RUPIAH, total=True),
        Column("closing", _("Akhir"), Kind.RUPIAH, total=True),
        Column("accounts", _("Akun"), Kind.ID),
    ),
    grain=_("Satu baris per pos ekuitas; SHU tahun berjalan tersendiri."),
    source=_("Saldo buku besar awal tahun dan transaksi sesudahnya."),
    check=Check(
        _("Ekuitas akhir sama dengan aset dikurangi liabilitas pada tanggal itu."),
        added("closing"),
    ),
)
