"""Flow of assets: from the donor through fund, sector and akad to where they are now."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import CONTRACT_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Row

# Nodes that are not names: what they are called, beside the contract kinds.
NODES = {
    **CONTRACT_KINDS,
    "": _("Tanpa nama"),
    "returned": _("Kembali ke dana"),
    "with_mitra": _("Masih pada mitra"),
    "passed": _("Menjadi milik mitra"),
    "used": _("Terpakai"),
    "handed_over": _("Diserahkan ke koperasi"),
    "lost": _("Rugi dan dihapus"),
    "other": _("Lain"),
}


def _ends(rows: Sequence[Row]) -> dict[str, int]:
    return {
        "received": sum(
            row["amount"] for row in rows if row["stage"] == 1 and row["origin"] != "returned"
        ),
        "with_mitra": sum(row["amount"] for row in rows if row["target"] == "with_mitra"),
    }


REPORT = Report(
    code="asset_flow",
    title=_("Aliran aset"),
    answers=_("Apa yang terjadi pada setiap rupiah, dari donatur sampai tempatnya sekarang?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("stage", _("Tahap"), Kind.COUNT),
        Column("origin", _("Dari"), labels=NODES),
        Column("target", _("Ke"), labels=NODES),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
    ),
    grain=_("Satu baris per aliran antara dua tahap yang bersebelahan."),
    source=_("Sumber dana, mutasi tagihan dan aset pada mitra, dan saldo buku besar."),
    check=Check(_("Dana diterima dan sisa pada mitra sama dengan transaksi di buku besar."), _ends),
)
