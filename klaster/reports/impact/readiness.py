"""Readiness: the committee's decisions on independence, and the reason of who was held back."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Row

OUTCOMES = {"independent": _("Mandiri"), "held": _("Ditahan")}


def _decided(rows: Sequence[Row]) -> dict[str, int]:
    return dict(Counter(row["programme"] for row in rows))


REPORT = Report(
    code="readiness",
    title=_("Keputusan kemandirian"),
    answers=_("Siapa yang diputuskan mandiri, siapa yang ditahan, dan mengapa?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor")),
        Column("mitra", _("Mitra")),
        Column("group", _("Kelompok")),
        Column("outcome", _("Keputusan"), labels=OUTCOMES),
        Column("decided_on", _("Tanggal"), Kind.DATE),
        Column("reason", _("Alasan")),
        Column("sat", _("Peserta rapat")),
        Column("rule", _("Aturan")),
    ),
    grain=_("Satu baris per mitra: keputusan terakhir sampai hari itu."),
    source=_("Catatan keputusan panitia."),
    check=Check(
        _("Setiap mitra yang pernah diputuskan muncul tepat sekali."), _decided, Kind.COUNT
    ),
)
