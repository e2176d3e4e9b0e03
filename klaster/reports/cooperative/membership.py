"""How the membership changed over a year, by cause."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative.labels import MEMBERSHIP
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="membership",
    title=_("Perkembangan anggota"),
    answers=_("Berapa anggota masuk dan keluar tahun ini, dan mengapa?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("since", _("Sejak tanggal"), Kind.DATE, Default.NEEDED),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("what", _("Perubahan"), labels=MEMBERSHIP),
        Column("members", _("Anggota"), Kind.COUNT, total=True),
    ),
    grain=_("Satu baris per sebab; jumlahnya anggota pada akhir masa."),
    source=_("Buku daftar anggota koperasi."),
    check=Check(
        _("Jumlah perubahan sama dengan anggota pada akhir masa."), added("members"), Kind.COUNT
    ),
)
