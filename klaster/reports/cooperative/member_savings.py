"""Members' savings on a day, by member and kind, with what of the dues is late."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="member_savings",
    title=_("Buku simpanan anggota"),
    answers=_("Berapa simpanan setiap anggota, dan siapa menunggak?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("until", _("Per tanggal"), Kind.DATE, Default.ON),),
    columns=(
        Column("number", _("No."), Kind.COUNT),
        Column("name", _("Nama")),
        Column("principal", _("Pokok"), Kind.RUPIAH, total=True),
        Column("mandatory", _("Wajib"), Kind.RUPIAH, total=True),
        Column("voluntary", _("Sukarela"), Kind.RUPIAH, total=True),
        Column("special", _("Khusus"), Kind.RUPIAH, total=True),
        Column("saved", _("Jumlah"), Kind.RUPIAH, total=True),
        Column("late", _("Tunggakan"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per anggota yang masih menyimpan atau menunggak."),
    source=_("Saldo simpanan di buku besar; tagihan yang jatuh tempo sebelum tanggal itu."),
    check=Check(
        _("Jumlah simpanan sama dengan akun simpanan di buku besar."),
        added("saved"),
    ),
)
