"""Income poverty of a programme in each round: several lines side by side, nominal and real.

Nominal: income of the day against the line of the day. Real: income at the prices of the month in
which the programme began, against the line of that day; without an index of both months a
household is missing there, never guessed.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.impact.labels import BASES, LINES, NOMINAL, ROUNDS, base_of, percent
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.scoring import poverty


def _measured(asked: Asked, households: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for programme, own in groupby(households, key=lambda one: one["programme"]):
        found = {name: list(same) for name, same in groupby(own, key=lambda one: one["round"])}
        kinds = {kind for same in found.values() for one in same for kind in one["lines"]}
        rows += [
            _row(programme, name, kind, basis, found[name])
            for name in ROUNDS if name in found
            for kind in LINES if kind in kinds
            for basis in BASES
        ]  # fmt: skip
    return rows


def _row(programme: str, name: str, kind: str, basis: str, asked: Sequence[Row]) -> Row:
    known = [one for one in (_household(each, kind, basis) for each in asked) if one is not None]
    found = poverty.measure(known)
    is_any = bool(known)
    return {
        "programme": programme,
        "round": name,
        "line": kind,
        "basis": basis,
        "base": base_of(asked[0], basis),
        "asked": len(asked),
        "missing": len(asked) - len(known),
        "poor": found.poor if is_any else None,
        "headcount": percent(found.headcount) if is_any else None,
        "income_gap": percent(found.income_gap) if is_any else None,
        "gap": percent(found.gap) if is_any else None,
        "squared_gap": percent(found.squared_gap) if is_any else None,
        "sen": percent(found.sen) if is_any else None,
    }


def _household(one: Row, kind: str, basis: str) -> poverty.Household | None:
    now, at_first = one["lines"].get(kind, (None, None))
    line = now if basis == NOMINAL else at_first
    if one["income"] is None or line is None:
        return None
    if basis == NOMINAL:
        return poverty.Household(one["income"], Decimal(line))
    if one["price"] is None or one["base_price"] is None:
        return None
    # Both sides times the index of the day, so that nothing has to be rounded.
    return poverty.Household(one["income"] * one["base_price"], Decimal(line) * one["price"])


def _figures(rows: Sequence[Row]) -> dict[str, int]:
    """Everyone asked, round by round, whichever line is looked at."""
    return {f"{row['programme']} {row['round']}": row["asked"] for row in rows}


REPORT = Report(
    code="poverty",
    title=_("Kemiskinan pendapatan"),
    answers=_("Berapa yang miskin pada setiap putaran, seberapa dalam, menurut garis mana?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("round", _("Putaran"), labels=ROUNDS),
        Column("line", _("Garis"), labels=LINES),
        Column("basis", _("Harga"), labels=BASES),
        Column("base", _("Bulan dasar harga")),
        Column("asked", _("Ditanya"), Kind.COUNT),
        Column("missing", _("Tidak lengkap"), Kind.COUNT),
        Column("poor", _("Miskin"), Kind.COUNT),
        Column("headcount", _("Angka kemiskinan (H)"), Kind.PERCENT),
        Column("income_gap", _("Kesenjangan pendapatan (I)"), Kind.PERCENT),
        Column("gap", _("Kedalaman (FGT 1)"), Kind.PERCENT),
        Column("squared_gap", _("Keparahan (FGT 2)"), Kind.PERCENT),
        Column("sen", _("Indeks Sen"), Kind.PERCENT),
    ),
    grain=_(
        "Satu baris per putaran, garis, dan harga. Pendapatan tepat di garis terhitung miskin."
        " Perubahan, bukan dampak: tidak ada kelompok pembanding."
    ),
    source=_("Jawaban survei ekonomi terakhir setiap putaran, garis kemiskinan, indeks harga."),
    check=Check(_("Setiap yang ditanya terhitung sekali per putaran."), _figures, Kind.COUNT),
    finish=_measured,
)
