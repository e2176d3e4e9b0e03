"""CIBEST of a programme: households by quadrant in each round, as counts and as shares.

Also the change since the first round, in percentage points and relative to what it was, apart.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.impact.labels import ROUNDS, percent
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.scoring import cibest
from klaster.rules.scoring.cibest import Counted, Quadrant

VARIABLES = tuple(f"s{n}" for n in range(1, cibest.VARIABLES + 1))
QUADRANTS = {
    Quadrant.WELFARE.value: _("Sejahtera"),
    Quadrant.MATERIAL_POVERTY.value: _("Miskin material"),
    Quadrant.SPIRITUAL_POVERTY.value: _("Miskin spiritual"),
    Quadrant.ABSOLUTE_POVERTY.value: _("Miskin absolut"),
}


def _counted(asked: Asked, households: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for programme, own in groupby(households, key=lambda one: one["programme"]):
        found = {name: list(same) for name, same in groupby(own, key=lambda one: one["round"])}
        first: Counted | None = None
        for name in ROUNDS:
            if name in found:
                counted = cibest.count(_whole(found[name]))
                rows += _rows(programme, name, len(found[name]), counted, first)
                first = first or counted
    return rows


def _whole(households: Sequence[Row]) -> Iterator[cibest.Household]:
    """The households whose income, line and worship are all known."""
    for one in households:
        worship = one["worship"]
        is_known = one["income"] is not None and one["line"] is not None
        if is_known and all(worship.get(name) for name in VARIABLES):
            spiritual = tuple(Decimal(worship[name]) for name in VARIABLES)
            yield cibest.Household(one["income"], Decimal(one["line"]), spiritual)


def _rows(
    programme: str, name: str, asked: int, counted: Counted, first: Counted | None
) -> Iterator[Row]:
    changes = cibest.change(first, counted) if first and first.n and counted.n else {}
    for quadrant, count in counted.counts.items():
        change = changes.get(quadrant)
        relative = change.relative if change else None
        yield {
            "programme": programme,
            "round": name,
            "asked": asked,
            "counted": counted.n,
            "missing": asked - counted.n,
            "quadrant": quadrant.value,
            "households": int(count),
            "share": percent(counted.indices[quadrant]) if counted.n else None,
            "points": percent(change.points / 100) if change else None,
            "relative": None if relative is None else percent(Fraction(relative) / 100),
        }


def _figures(rows: Sequence[Row]) -> dict[str, int]:
    """Everyone asked, round by round: in a quadrant, or missing."""
    found: dict[str, int] = {}
    for row in rows:
        key = f"{row['programme']} {row['round']}"
        found[key] = found.get(key, row["missing"]) + row["households"]
    return found


REPORT = Report(
    code="cibest",
    title=_("CIBEST"),
    answers=_("Berapa rumah tangga cukup secara material dan spiritual, sebelum dan sesudah?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("line", _("Garis"), default="needs"),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("round", _("Putaran"), labels=ROUNDS),
        Column("asked", _("Ditanya"), Kind.COUNT),
        Column("counted", _("Lengkap"), Kind.COUNT),
        Column("missing", _("Tidak lengkap"), Kind.COUNT),
        Column("quadrant", _("Kuadran"), labels=QUADRANTS),
        Column("households", _("Rumah tangga"), Kind.COUNT),
        Column("share", _("Bagian"), Kind.PERCENT),
        Column("points", _("Poin persen"), Kind.RATIO),
        Column("relative", _("Relatif"), Kind.PERCENT),
    ),
    grain=_(
        "Satu baris per putaran dan kuadran; bagian dihitung dari yang lengkap. Perubahan, bukan"
        " dampak: tidak ada kelompok pembanding."
    ),
    source=_("Jawaban survei CIBEST terakhir setiap putaran, dan garis yang berlaku hari itu."),
    check=Check(
        _("Setiap yang ditanya terhitung sekali: dalam satu kuadran, atau tidak lengkap."),
        _figures,
        Kind.COUNT,
    ),
    finish=_counted,
    is_spiritual=True,
)
