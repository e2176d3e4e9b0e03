"""The register of members (daftar anggota), with how each membership ended."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative.labels import MEMBER_ENDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="members",
    title=_("Buku daftar anggota"),
    answers=_("Siapa saja anggota koperasi, sejak kapan, dan mengapa ada yang keluar?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),),
    columns=(
        Column("number", _("No."), Kind.COUNT),
        Column("name", _("Nama")),
        Column("place", _("Desa")),
        Column("joined_on", _("Masuk"), Kind.DATE),
        Column("left_on", _("Keluar"), Kind.DATE),
        Column("ended", _("Sebab"), labels=MEMBER_ENDS),
        Column("standing", _("Anggota"), Kind.COUNT, total=True),
    ),
    grain=_("Satu baris per keanggotaan, menurut nomor anggota."),
    source=_("Buku daftar anggota koperasi."),
    check=Check(
        _("Jumlah anggota sama dengan yang masuk dikurangi yang keluar."),
        added("standing"),
        Kind.COUNT,
    ),
)
