"""The rolled identity as everyone may read it: what few families hold is hidden, and not told."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.donor.fund_report import HIDDEN
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.suppression import hidden_in_list

STEPS: Mapping[str, object] = {
    "placed": _("Digulirkan"),
    "taken_over": _("Diterima alih"),
    "earned": _("Hasil pengelolaan"),
    "with_mitra": _("Pada mitra sekarang"),
    "returned": _("Kembali"),
    "passed": _("Menjadi milik mitra"),
    "used": _("Terpakai"),
    "handed_over": _("Diserahkan ke koperasi"),
    "lost": _("Rugi dan dihapus"),
    "other": _("Lain"),
}
_COMES_IN = ("placed", "taken_over", "earned")


def without_small(asked: Asked, rows: list[Row]) -> list[Row]:
    """The rows with those of few families hidden, and another where one alone would be told."""
    for _programme, group in groupby(rows, key=lambda row: row["programme"]):
        own = list(group)
        sums = [row["amount"] * (1 if row["step"] in _COMES_IN else -1) for row in own]
        hidden = hidden_in_list([row["families"] for row in own])
        for n, row in enumerate(own):
            row["closes"] = int(not sum(sums))
            row["note"] = HIDDEN if n in hidden else ""
            if n in hidden:
                row |= {"families": None, "amount": None}
    return rows


def _closing(rows: Sequence[Row]) -> Mapping[str, int]:
    return {row["programme"]: row["closes"] for row in rows}


REPORT = Report(
    code="public_identity",
    title=_("Identitas perguliran untuk umum"),
    answers=_("Di mana sekarang semua yang pernah digulirkan, tanpa menyebut siapa pun?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("step", _("Yang terjadi"), labels=STEPS),
        Column("families", _("Keluarga"), Kind.COUNT),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("note", _("Keterangan"), labels={HIDDEN: _("Disembunyikan")}),
    ),
    grain=_(
        "Satu baris per program dan langkah. Angka tentang kurang dari 5 keluarga "
        "disembunyikan, beserta angka lain yang membocorkannya."
    ),
    source=_("Mutasi tagihan dan aset pada mitra; sisa pada mitra dari saldo buku besar."),
    check=Check(
        _("Setiap program yang bergulir habis terhitung sampai rupiah terakhir."),
        _closing,
        Kind.COUNT,
    ),
    finish=without_small,
)
