"""The cash book of a period, with the balance after every line."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import ENTRY_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="book_cash",
    title=_("Buku kas"),
    answers=_("Uang apa yang masuk dan keluar kas, dan berapa sisanya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("place", _("Kas atau bank (fund_cash, bank)"), default="fund_cash"),
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("on", _("Tanggal"), Kind.DATE),
        Column("number", _("Bukti")),
        Column("what", _("Kejadian"), labels=ENTRY_KINDS),
        Column("memo", _("Keterangan")),
        Column("paid_in", _("Masuk"), Kind.RUPIAH, total=True),
        Column("paid_out", _("Keluar"), Kind.RUPIAH, total=True),
        Column("balance", _("Saldo"), Kind.RUPIAH),
        Column("net", _("Bersih"), Kind.ID),
    ),
    grain=_("Satu baris per jurnal yang menyentuh kas; baris pertama saldo awal."),
    source=_("Transaksi akun kas seluruh unit usaha."),
    check=Check(
        _("Saldo awal ditambah masuk dikurangi keluar sama dengan saldo akun kas."),
        added("net"),
    ),
)
