"""What one mitra's independence cost: spending of a programme by mitra decided independent.

Spending is that of the budget report, which reconciles it with the ledger.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.donor import budget_actual
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.reports.run import select

SHARED, WHOLE = "", "*"


def _divided(asked: Asked, decided: list[Row]) -> list[Row]:
    independent = {
        (row["programme"], WHOLE if row["sector"] is None else row["sector"]): row["independent"]
        for row in decided
    }
    spent = defaultdict[tuple[str, str], int](int)
    for row in select(budget_actual.REPORT.sql, asked):
        for sector in (row["sector"], WHOLE):
            spent[row["programme"], sector] += row["actual"]
    places = sorted(spent.keys() | independent.keys(), key=lambda at: (at[0], at[1] == WHOLE, at))
    return [
        _row(place, spent[place], independent.get(place, 0))
        for place in places
        if spent[place] or place in independent
    ]


def _row(place: tuple[str, str], spent: int, independent: int) -> Row:
    programme, sector = place
    return {
        "programme": programme,
        "sector": sector,
        "spent": spent,
        "independent": None if sector == SHARED else independent,
        "cost": round(Fraction(spent, independent)) if independent else None,
    }


def _decided(rows: Sequence[Row]) -> dict[str, int]:
    return {row["programme"]: row["independent"] for row in rows if row["sector"] == WHOLE}


REPORT = Report(
    code="independence_cost",
    title=_("Biaya per mitra mandiri"),
    answers=_("Berapa yang dibelanjakan program untuk setiap mitra yang diputuskan mandiri?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor"), labels={SHARED: _("Bersama"), WHOLE: _("Semua")}),
        Column("spent", _("Realisasi"), Kind.RUPIAH),
        Column("independent", _("Mitra mandiri"), Kind.COUNT),
        Column("cost", _("Biaya per mitra mandiri"), Kind.RUPIAH),
    ),
    grain=_(
        "Satu baris per sektor; belanja bersama hanya dibagi pada baris Semua. Mitra di dua "
        "sektor dihitung di keduanya, di Semua sekali."
    ),
    source=_(
        "Keputusan terakhir panitia; belanja dari laporan Anggaran dan realisasi, termasuk "
        "yang digulirkan kembali."
    ),
    check=Check(
        _("Setiap mitra yang diputuskan mandiri terhitung sekali di seluruh program."),
        _decided,
        Kind.COUNT,
    ),
    finish=_divided,
)
