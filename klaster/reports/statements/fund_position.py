"""Position and changes in funds, per fund, laid out after PSAK 409."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import CATEGORIES
from klaster.reports.report import (
    Check,
    Column,
    Default,
    Kind,
    Parameter,
    Report,
    added,
)

REPORT = Report(
    code="fund_position",
    title=_("Posisi dan perubahan dana"),
    answers=_("Apa yang diterima dan disalurkan setiap dana, dan dalam bentuk apa sisanya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku")),
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("book", _("Buku")),
        Column("fund", _("Kode dana")),
        Column("fund_name", _("Dana")),
        Column("category", _("Bagian"), labels=CATEGORIES),
        Column("statement_line", _("Pos")),
        Column("opening", _("Awal"), Kind.RUPIAH),
        Column("change", _("Perubahan"), Kind.RUPIAH),
        Column("closing", _("Akhir"), Kind.RUPIAH),
        Column("position", _("Aset dikurangi liabilitas"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per dana dan pos laporan; setiap pos pada sisi normalnya."),
    source=_("Saldo buku besar sebelum dan sesudah masa laporan."),
    check=Check(
        _("Aset dikurangi liabilitas setiap dana sama dengan sumber dananya."),
        added("position", by="fund"),
    ),
)
