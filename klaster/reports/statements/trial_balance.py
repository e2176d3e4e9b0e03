"""Trial balance (neraca saldo): every account line of a book, by fund and unit."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import (
    Check,
    Column,
    Default,
    Kind,
    Opens,
    Parameter,
    Report,
    added,
)

_STATEMENT = Opens(
    "account_statement",
    {"book": "book", "fund": "fund", "account": "account", "unit": "unit"},
)

REPORT = Report(
    code="trial_balance",
    title=_("Neraca saldo"),
    answers=_("Berapa saldo setiap akun, per dana dan satuan?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("book", _("Buku")),
        Column("fund", _("Dana")),
        Column("account", _("Akun"), opens=_STATEMENT),
        Column("name", _("Nama akun")),
        Column("unit", _("Satuan")),
        Column("debit", _("Debit"), Kind.COUNT, total=True),
        Column("credit", _("Kredit"), Kind.COUNT, total=True),
    ),
    grain=_("Satu baris per buku, dana, akun, dan satuan."),
    source=_("Saldo buku besar: titik simpan terakhir dan transaksi sesudahnya."),
    check=Check(
        _("Jumlah debit sama dengan jumlah kredit yang dihitung ulang dari setiap transaksi."),
        added("debit", by="unit"),
        Kind.COUNT,
    ),
    totals_by="unit",
)
