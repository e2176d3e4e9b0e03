"""Member statement: all that an organisation's books know of one mitra or one household."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import ENTRY_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Row

REPORT = Report(
    code="member_statement",
    title=_("Rincian mitra"),
    answers=_("Apa saja yang tercatat atas nama satu mitra atau satu rumah tangga?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("party", _("Mitra atau rumah tangga"), default=Default.NEEDED),
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("party", _("Nama")),
        Column("contract", _("Kontrak")),
        Column("account", _("Akun")),
        Column("unit", _("Satuan")),
        Column("event_date", _("Tanggal"), Kind.DATE),
        Column("entry", _("Jurnal"), Kind.ID),
        Column("kind", _("Kejadian"), labels=ENTRY_KINDS),
        Column("memo", _("Keterangan")),
        Column("debit", _("Bertambah"), Kind.COUNT),
        Column("credit", _("Berkurang"), Kind.COUNT),
        Column("balance", _("Saldo"), Kind.COUNT),
    ),
    grain=_("Satu baris per transaksi pada akun mitra itu."),
    source=_("Transaksi buku besar."),
    check=Check(
        _("Mutasi per satuan sama dengan perubahan saldo akun mitra itu di buku besar."),
        lambda rows: _moved(rows),
        Kind.COUNT,
    ),
)


def _moved(rows: Sequence[Row]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["unit"]] = sums.get(row["unit"], 0) + row["debit"] - row["credit"]
    return sums
