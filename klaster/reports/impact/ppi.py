"""PPI of a programme: the likely share of poor households by each line, round by round."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.reports.impact.labels import ROUNDS, percent
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.refusal import BadField
from klaster.rules.scoring import ppi

LINES: Mapping[str, Any] = {
    "nl100": _("Garis nasional"),
    "nl150": _("1,5 kali garis nasional"),
    "nl200": _("2 kali garis nasional"),
    "usaid_extreme": _("Paling miskin (USAID)"),
    "ppp125_2005": _("$1,25 sehari (PPP 2005)"),
    "ppp250_2005": _("$2,50 sehari (PPP 2005)"),
    "legacy2007_nl100": _("Garis nasional (cara 2007)"),
    "legacy2007_ppp125": _("$1,25 sehari (cara 2007)"),
    "legacy2007_ppp250": _("$2,50 sehari (cara 2007)"),
    "ppp190_2011": _("$1,90 sehari (PPP 2011)"),
    "ppp310_2011": _("$3,10 sehari (PPP 2011)"),
}


def _rated(asked: Asked, households: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for programme, own in groupby(households, key=lambda one: one["programme"]):
        found = {name: list(same) for name, same in groupby(own, key=lambda one: one["round"])}
        scores = {name: list(_scores(same)) for name, same in found.items()}
        rows += [
            _row(programme, line, name, len(found[name]), scores[name])
            for line in ppi.LINES
            for name in ROUNDS
            if name in found
        ]
    return rows


def _scores(households: Sequence[Row]) -> Iterator[int]:
    """The scores of those who answered all ten questions."""
    for one in households:
        try:
            yield ppi.score(one["answers"])
        except BadField:
            continue  # counted as incomplete


def _row(programme: str, line: str, name: str, asked: int, scores: Sequence[int]) -> Row:
    return {
        "programme": programme,
        "line": line,
        "round": name,
        "asked": asked,
        "counted": len(scores),
        "missing": asked - len(scores),
        "rate": percent(ppi.rate(scores, line) / 100) if scores else None,
    }


def _figures(rows: Sequence[Row]) -> dict[str, int]:
    """Everyone asked, round by round, whichever line is looked at."""
    return {f"{row['programme']} {row['round']}": row["counted"] + row["missing"] for row in rows}


REPORT = Report(
    code="ppi",
    title=_("PPI Indonesia 2010"),
    answers=_("Berapa persen rumah tangga yang kemungkinan miskin, menurut sepuluh pertanyaan?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("line", _("Garis"), labels=LINES),
        Column("round", _("Putaran"), labels=ROUNDS),
        Column("asked", _("Ditanya"), Kind.COUNT),
        Column("counted", _("Lengkap"), Kind.COUNT),
        Column("missing", _("Tidak lengkap"), Kind.COUNT),
        Column("rate", _("Kemungkinan miskin"), Kind.PERCENT),
    ),
    grain=_(
        "Satu baris per garis dan putaran: rata-rata kemungkinan miskin (bukan rata-rata skor) dari"
        " yang lengkap. Yang ditanya bisa berbeda antarputaran. Perubahan, bukan dampak: tidak ada"
        " kelompok pembanding."
    ),
    source=_("Jawaban PPI terakhir setiap putaran; kartu skor dan tabel PPI Indonesia 2010."),
    check=Check(_("Setiap yang ditanya terhitung sekali per putaran."), _figures, Kind.COUNT),
    finish=_rated,
)
