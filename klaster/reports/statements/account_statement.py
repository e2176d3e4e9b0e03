"""Account statement (buku besar pembantu): what moved on one account line, with the balance."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import ENTRY_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Row

REPORT = Report(
    code="account_statement",
    title=_("Rincian akun"),
    answers=_("Apa saja yang bergerak pada satu akun, dan berapa saldonya sesudah itu?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("account", _("Akun (kode atau peran)"), default=Default.NEEDED),
        Parameter("book", _("Buku")),
        Parameter("fund", _("Dana")),
        Parameter("unit", _("Satuan")),
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("posting_date", _("Tanggal buku"), Kind.DATE),
        Column("event_date", _("Tanggal kejadian"), Kind.DATE),
        Column("entry", _("Jurnal"), Kind.ID),
        Column("kind", _("Kejadian"), labels=ENTRY_KINDS),
        Column("memo", _("Keterangan")),
        Column("party", _("Pihak")),
        Column("contract", _("Kontrak")),
        Column("debit", _("Debit"), Kind.COUNT, total=True),
        Column("credit", _("Kredit"), Kind.COUNT, total=True),
        Column("balance", _("Saldo"), Kind.COUNT),
    ),
    grain=_("Satu baris per transaksi pada akun itu; debit dikurangi kredit."),
    source=_("Transaksi buku besar."),
    check=Check(
        _("Saldo akhir rincian sama dengan saldo akun di buku besar."),
        lambda rows: {"": _last_balance(rows)},
        Kind.COUNT,
    ),
)


def _last_balance(rows: Sequence[Row]) -> int:
    return rows[-1]["balance"] if rows else 0
