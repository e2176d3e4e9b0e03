"""Outlook of a programme: how many mitra are red, yellow and green in each item, round by round."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.reports.impact.labels import ROUNDS
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.scoring import outlook
from klaster.rules.scoring.outlook import Light

ITEMS: Mapping[str, Any] = {
    "confidence": _("Percaya diri"),
    "initiative": _("Inisiatif"),
    "saving_habit": _("Kebiasaan menabung"),
    "leadership": _("Kepemimpinan"),
    "helping": _("Membantu sesama"),
    outlook.ATTENDANCE: _("Kehadiran 12 bulan terakhir"),
    outlook.OVERALL: _("Keseluruhan"),
}
LIGHTS = {
    Light.RED: _("Merah"),
    Light.YELLOW: _("Kuning"),
    Light.GREEN: _("Hijau"),
    Light.UNKNOWN: _("Belum diketahui"),
}


def _lit(asked: Asked, mitra: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for programme, own in groupby(mitra, key=lambda one: one["programme"]):
        found = {name: _lights(same) for name, same in groupby(own, key=lambda one: one["round"])}
        rows += [
            _row(programme, item, name, [one[item] for one in found[name]])
            for item in ITEMS
            for name in ROUNDS
            if name in found
        ]
    return rows


def _lights(mitra: Iterable[Row]) -> list[dict[str, Light]]:
    return [
        outlook.lights(one["answers"], _attended(one), outlook.bounds(one["on"])) for one in mitra
    ]


def _attended(one: Row) -> Fraction | None:
    """Per cent of the meetings held that were attended; None where none were recorded."""
    return Fraction(100 * one["came"], one["held"]) if one["held"] else None


def _row(programme: str, item: str, name: str, lights: Sequence[Light]) -> Row:
    counts = Counter(lights)
    return {
        "programme": programme,
        "item": item,
        "round": name,
        "asked": len(lights),
        **{light.value: counts[light] for light in Light},
    }


def _figures(rows: Sequence[Row]) -> dict[str, int]:
    """Everyone asked, round by round, once for each item: in a colour, or unknown."""
    counts = Counter[str]()
    for row in rows:
        counts[f"{row['programme']} {row['round']}"] += sum(row[light.value] for light in Light)
    return dict(counts)


REPORT = Report(
    code="outlook",
    title=_("Perubahan cara pandang"),
    answers=_("Bagaimana mitra melihat dirinya dan sesamanya, dan apakah ia hadir?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("item", _("Hal yang dinilai"), labels=ITEMS),
        Column("round", _("Putaran"), labels=ROUNDS),
        Column("asked", _("Ditanya"), Kind.COUNT),
        *(Column(light.value, title, Kind.COUNT) for light, title in LIGHTS.items()),
    ),
    grain=_(
        "Satu baris per hal dan putaran. Batas merah, kuning, dan hijau ditetapkan sendiri oleh"
        " Klaster, bukan baku terbitan; jangan dibandingkan dengan ukuran lain."
    ),
    source=_("Penilaian diri terakhir setiap putaran, dan kehadiran 12 bulan sebelumnya."),
    check=Check(
        _("Setiap yang ditanya terhitung sekali di setiap hal: berwarna, atau belum diketahui."),
        _figures,
        Kind.COUNT,
    ),
    finish=_lit,
)
