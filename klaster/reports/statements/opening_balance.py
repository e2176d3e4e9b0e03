"""Opening balance sheets of the cooperatives that took a programme over, tied to their deeds."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import CATEGORIES
from klaster.reports.report import (
    Check,
    Column,
    Default,
    Figures,
    Kind,
    Parameter,
    Report,
    Row,
)

SIDES = {"assets": _("Aset"), "claims": _("Kewajiban dan modal")}
BALANCE, DEED = "neraca", "berita acara"


def _figures(rows: Sequence[Row]) -> Figures:
    """For each deed its cooperative's assets, and what the cooperative was credited by it."""
    sums: dict[str, int] = {}
    for row in rows:
        balance, deed = (f"{row['number']}, {what}" for what in (BALANCE, DEED))
        assets = row["amount"] if row["side"] == "assets" else 0
        sums[balance] = sums.get(balance, 0) + assets
        sums[deed] = sums.get(deed, 0) + row["credited"]
    return sums


REPORT = Report(
    code="opening_balance",
    title=_("Neraca awal koperasi"),
    answers=_("Dengan apa setiap koperasi mulai, dan berapa yang berasal dari berita acara?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("number", _("Berita acara")),
        Column("cooperative", _("Koperasi")),
        Column("on", _("Tanggal"), Kind.DATE),
        Column("side", _("Sisi"), labels=SIDES),
        Column("category", _("Bagian"), labels={**CATEGORIES, "net_assets": _("Modal sendiri")}),
        Column("statement_line", _("Pos")),
        Column("amount", _("Jumlah"), Kind.RUPIAH, total=True),
        Column("by_deed", _("Dari berita acara"), Kind.RUPIAH, total=True),
        Column("credited", _("Dikreditkan"), Kind.ID),
    ),
    grain=_("Satu baris per berita acara dan pos neraca koperasi penerimanya."),
    source=_("Buku besar koperasi pada hari berita acara, dan jurnal yang menyebutnya."),
    check=Check(
        _("Aset sama dengan kewajiban dan modal; yang dikreditkan kepada anggota dan modal sama "
          "dengan nilai wajar berita acara."),
        _figures,
    ),
    totals_by="side",
)  # fmt: skip
