"""Survival: the share of businesses still going by months after the exit, sector by sector."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules import survival as rules
from klaster.rules.survival import Spell

_TENTHS_OF_PERMILLE = Decimal("0.0001")


def _curves(_asked: Asked, mitra: list[Row]) -> list[Row]:
    """The points of each sector's curve from one row per mitra, with the test between sectors."""
    rows: list[Row] = []
    for _programme, of_programme in groupby(mitra, key=lambda one: one["programme"]):
        sectors = {
            sector: list(members)
            for sector, members in groupby(of_programme, key=lambda one: one["sector"])
        }
        spells = {
            sector: [Spell(one["month"], one["is_ended"]) for one in members]
            for sector, members in sectors.items()
        }
        p = rules.log_rank(spells).p
        for sector, members in sectors.items():
            rows += _curve(members[0], spells[sector], p)
    return rows


def _curve(one: Row, spells: Sequence[Spell], p: Decimal | None) -> list[Row]:
    points = rules.kaplan_meier(spells)
    median = rules.median(points)
    return [
        {
            "programme": one["programme"],
            "sector": one["sector"],
            "sector_name": one["sector_name"],
            "cohort": len(spells),
            "month": point.time,
            "at_risk": point.at_risk,
            "events": point.events,
            "censored": point.censored,
            "survival": _percent(point.survival),
            "low": _percent(point.low),
            "high": _percent(point.high),
            "median": median,
            "p": None if p is None else p.quantize(_TENTHS_OF_PERMILLE),
        }
        for point in points
    ]


def _percent(share: Fraction | Decimal | None) -> Decimal | None:
    if share is None:
        return None
    if isinstance(share, Fraction):
        share = Decimal(share.numerator) / share.denominator
    return (100 * share).quantize(_TENTHS_OF_PERMILLE)


def _watched(rows: Sequence[Row]) -> dict[str, int]:
    counts = Counter[str]()
    for row in rows:
        counts[row["programme"]] += row["events"] + row["censored"]
    return dict(counts)


REPORT = Report(
    code="survival",
    title=_("Usaha yang bertahan"),
    answers=_("Berapa bagian usaha yang masih bertahan sekian bulan setelah pelepasan?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Kode sektor"), Kind.ID),
        Column("sector_name", _("Sektor")),
        Column("cohort", _("Yang dilepas"), Kind.COUNT),
        Column("month", _("Bulan ke-"), Kind.COUNT),
        Column("at_risk", _("Masih diamati"), Kind.COUNT),
        Column("events", _("Usaha tutup"), Kind.COUNT),
        Column("censored", _("Terakhir terlihat"), Kind.COUNT),
        Column("survival", _("Bertahan"), Kind.PERCENT),
        Column("low", _("Selang 95% dari"), Kind.PERCENT),
        Column("high", _("Selang 95% sampai"), Kind.PERCENT),
        Column("median", _("Bulan median"), Kind.COUNT),
        Column("p", _("p log-rank antarsektor"), Kind.TEXT),
    ),
    grain=_(
        "Satu baris per sektor dan bulan pemantauan ketika ada usaha tutup atau mitra terakhir "
        "terlihat."
    ),
    source=_(
        "Catatan pemantauan; Kaplan-Meier dengan selang log-log Greenwood. Yang hilang dari "
        "pengamatan disensor saat terakhir terlihat, bukan dihitung gagal."
    ),
    check=Check(_("Setiap yang dilepas tutup atau disensor tepat sekali."), _watched, Kind.COUNT),
    finish=_curves,
)
