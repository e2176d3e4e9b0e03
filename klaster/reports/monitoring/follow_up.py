"""Follow-up: at each due month how many who are followed were found, lost, or are unknown."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.domain.monitoring.models import FollowUp
from klaster.domain.monitoring.models import Kind as Subject
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules import follow_up as rules
from klaster.rules.follow_up import Status

STATUSES = tuple(status.value for status in Status)
BUSINESSES = dict(FollowUp.Business.choices)
SUBJECTS = dict(Subject.choices)
_ORDER = {subject: place for place, subject in enumerate(SUBJECTS)}


def _counted(asked: Asked, followed: list[Row]) -> list[Row]:
    """One row per programme, subject, sector and due month from one per mitra, group or body."""
    on = asked.parameters["until"]
    rows: dict[tuple[str, int, str, int], Row] = {}
    for one in followed:
        for due in rules.plan(one["exited_on"]):
            key = one["programme"], _ORDER[one["subject"]], one["sector"], due.month
            row = rows.setdefault(key, _empty(one, due))
            outcome, business = one["reported"].get(str(due.month), ("", ""))
            is_withdrawn = bool(one["is_withdrawn"])
            row[rules.status(due, on, outcome=outcome, is_withdrawn=is_withdrawn)] += 1
            row["cohort"] += 1
            if business:
                row[business] += 1
    return [rows[key] for key in sorted(rows)]


def _empty(one: Row, due: rules.Due) -> Row:
    counts = dict.fromkeys(("cohort", *STATUSES, *BUSINESSES), 0)
    return {
        "programme": one["programme"],
        "subject": one["subject"],
        "sector": one["sector"],
        "sector_name": one["sector_name"],
        "month": due.month,
        "due_on": due.day,
        **counts,
    }


def _figures(rows: Sequence[Row]) -> dict[str, int]:
    counts = Counter[str]()
    for row in rows:
        counts[f"{row['subject']} cohort"] += sum(row[status] for status in STATUSES)
        counts[f"{row['subject']} found"] += sum(row[business] for business in BUSINESSES)
        counts[f"{row['subject']} lost"] += row["lost"]
    return {key: count for key, count in counts.items() if count}


REPORT = Report(
    code="follow_up",
    title=_("Pemantauan setelah pelepasan"),
    answers=_("Berapa dari yang dilepas sudah dilihat kembali, dan bagaimana usahanya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("subject", _("Yang dipantau (mitra, group, cooperative)")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("subject", _("Yang dipantau"), labels=SUBJECTS),
        Column("sector", _("Kode sektor"), Kind.ID),
        Column("sector_name", _("Sektor")),
        Column("month", _("Bulan ke-"), Kind.COUNT),
        Column("due_on", _("Jatuh tempo"), Kind.DATE),
        Column("cohort", _("Yang dilepas"), Kind.COUNT),
        Column("found", _("Ditemukan"), Kind.COUNT),
        Column("lost", _("Tidak ditemukan"), Kind.COUNT),
        Column("unknown", _("Tidak diketahui"), Kind.COUNT),
        Column("withdrawn", _("Menarik persetujuan"), Kind.COUNT),
        Column("not_yet", _("Belum waktunya"), Kind.COUNT),
        *(Column(code, label, Kind.COUNT) for code, label in BUSINESSES.items()),
    ),
    grain=_(
        "Satu baris per sektor dan bulan jatuh tempo, mitra, kelompok, dan koperasi masing-masing; "
        "penyebutnya selalu seluruh yang dilepas. Kelompok berjalan bila masih bertemu, koperasi "
        "bila masih melayani anggota."
    ),
    source=_("Keputusan mandiri, berita acara, kelompok, dan catatan pemantauan sampai hari itu."),
    check=Check(
        _("Setiap yang dilepas terhitung sekali di setiap bulan, dan setiap catatan sekali."),
        _figures,
        Kind.COUNT,
    ),
    finish=_counted,
)
