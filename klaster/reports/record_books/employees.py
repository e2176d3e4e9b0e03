"""The register of employees."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="book_employees",
    title=_("Buku daftar karyawan"),
    answers=_("Siapa yang bekerja untuk koperasi, dan sebagai apa?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),),
    columns=(
        Column("name", _("Nama")),
        Column("duty", _("Tugas")),
        Column("valid_from", _("Mulai"), Kind.DATE),
        Column("valid_until", _("Berakhir"), Kind.DATE),
        Column("standing", _("Bekerja"), Kind.COUNT, total=True),
    ),
    grain=_("Satu baris per masa kerja."),
    source=_("Karyawan yang dicatat koperasi."),
    check=Check(
        _("Jumlah yang bekerja sama dengan yang diterima dikurangi yang berakhir."),
        added("standing"),
        Kind.COUNT,
    ),
)
