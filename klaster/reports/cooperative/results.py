"""Statement of results (perhitungan hasil usaha): business with members and with others apart."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative.labels import RESULT_PARTS
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row

FIGURES = ("current", "previous")


def _with_sums(asked: Asked, rows: list[Row]) -> list[Row]:
    """Put every sum after its parts; each is all that came before it."""
    if not rows:
        return rows
    running = dict.fromkeys(FIGURES, 0)
    found: list[Row] = []
    for part in RESULT_PARTS:
        if part.startswith("sum_"):
            found.append({"part": part, "line": "", "accounts": "", **running})
            continue
        for row in rows:
            if row["part"] == part:
                found.append(row)
                for name in FIGURES:
                    running[name] += row[name]
    return found


def _surplus(rows: object) -> Mapping[str, int]:
    """The last line is the surplus."""
    found = list(rows) if isinstance(rows, list | tuple) else []
    return {"": found[-1]["current"]} if found else {}


REPORT = Report(
    code="results",
    title=_("Perhitungan hasil usaha"),
    answers=_("Dari mana SHU tahun ini berasal: dari anggota atau dari luar?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("part", _("Bagian"), labels=RESULT_PARTS),
        Column("line", _("Pos")),
        Column("current", _("Tahun ini"), Kind.RUPIAH),
        Column("previous", _("Tahun lalu"), Kind.RUPIAH),
        Column("accounts", _("Akun"), Kind.ID),
    ),
    grain=_("Satu baris per pos, beban bertanda kurang; sejak awal tahun buku."),
    source=_("Transaksi sejak awal tahun buku, di luar jurnal penutup tahun."),
    check=Check(
        _("SHU sama dengan kenaikan aset bersih di luar setoran dan pembagian kepada anggota."),
        _surplus,
    ),
    finish=_with_sums,
)
