"""The readiness board: where each mitra stands by the rules in force, and what holds them back."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.graduation import readiness
from klaster.domain.programme.models import Programme, Stage
from klaster.reports.labels import STAGES
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.scoring.readiness import Answer, Judgement, Level, Outcome, RuleSet

READY, OPEN, HELD, DECIDED, WITHOUT_RULES = "ready", "open", "held", "decided", ""
JUDGED: Mapping[str, Any] = {
    READY: _("Siap"),
    OPEN: _("Menunggu data"),
    HELD: _("Belum siap"),
    DECIDED: _("Sudah mandiri"),
    WITHOUT_RULES: _("Belum ada aturan"),
}
# Not judged again: what they owed and saved has passed to the cooperative since.
IS_DECIDED = (Stage.INDEPENDENT, Stage.FOLLOWED)


def _judged(asked: Asked, rows: list[Row]) -> list[Row]:
    """Add to each row what the rules of mitra in force on the day say."""
    on = asked.parameters["until"]
    adopted = readiness.in_force(asked.organisation, Level.MITRA, on) if rows else None
    found = {} if adopted is None else _by_rules(asked, readiness.content(adopted), rows)
    return [
        {**row, **(found.get((row["programme_id"], row["party_id"])) or _unjudged(row))}
        for row in rows
    ]


def _by_rules(asked: Asked, rules: RuleSet, rows: Sequence[Row]) -> dict[tuple[UUID, UUID], Row]:
    """What the rules say of everybody not independent yet, by programme and party."""
    parties = defaultdict(set)
    for row in rows:
        if row["stage"] not in IS_DECIDED:
            parties[row["programme_id"]].add(row["party_id"])
    programmes = Programme.objects.filter(organisation_id=asked.organisation, id__in=parties)
    return {
        (programme.id, party): said(rules, standing.judgement)
        for programme in programmes
        for party, standing in readiness.standings(
            programme, rules, sorted(parties[programme.id]), asked.parameters["until"]
        ).items()
    }


def _unjudged(row: Row) -> Row:
    """The columns of who is not judged: independent already, or no rules were adopted."""
    judged = DECIDED if row["stage"] in IS_DECIDED else WITHOUT_RULES
    counts = dict.fromkeys(("met", "not_met", "unknown", "not_applicable"))
    return {"rule": "", "judged": judged, **counts, "lacking": "", "missing": ""}


def said(rules: RuleSet, judgement: Judgement) -> Row:
    """Say a judgement in the columns of the board, for mitra, groups and cooperatives alike."""
    judged = READY if judgement.outcome is Outcome.READY else OPEN if judgement.is_open else HELD
    return {
        "rule": rules.name,
        "judged": judged,
        **{answer.value: judgement.count(answer) for answer in Answer},
        "lacking": _reasons(rules, judgement, Answer.NOT_MET),
        "missing": _reasons(rules, judgement, Answer.UNKNOWN),
    }


def _reasons(rules: RuleSet, judgement: Judgement, answer: Answer) -> str:
    """What holds back for one answer, in words; of worship only that there is something."""
    criteria = {one.code: one for one in rules.criteria}
    language = get_language() or "id"
    named = [
        gettext("data ibadah, tidak ditampilkan")
        if criteria[reason.criterion].is_spiritual
        else _label(criteria[reason.criterion].labels, language)
        for reason in judgement.reasons
        if reason.answer is answer
    ]
    return "; ".join(dict.fromkeys(named))


def _label(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language, labels["id"])


def _counted(rows: Sequence[Row]) -> dict[str, int]:
    return dict(Counter(row["programme"] for row in rows))


REPORT = Report(
    code="readiness_board",
    title=_("Papan kesiapan"),
    answers=_("Siapa siap mandiri, siapa belum, dan apa yang menahannya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("sector", _("Sektor")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("party_id", _("Mitra"), Kind.ID),
        Column("programme", _("Program")),
        Column("sector", _("Sektor")),
        Column("group", _("Kelompok")),
        Column("mitra", _("Mitra")),
        Column("stage", _("Tahap"), labels=STAGES),
        Column("judged", _("Menurut aturan"), labels=JUDGED),
        Column("met", _("Terpenuhi"), Kind.COUNT),
        Column("not_met", _("Belum terpenuhi"), Kind.COUNT),
        Column("unknown", _("Belum diketahui"), Kind.COUNT),
        Column("not_applicable", _("Tidak berlaku"), Kind.COUNT),
        Column("lacking", _("Yang belum terpenuhi")),
        Column("missing", _("Yang belum diketahui")),
        Column("rule", _("Aturan")),
    ),
    grain=_("Satu baris per pendaftaran mitra yang pernah aktif dan belum keluar."),
    source=_("Catatan pada hari itu, dinilai dengan aturan mitra yang terakhir dipakai."),
    check=Check(
        _("Setiap mitra yang pernah aktif dan belum keluar muncul tepat sekali per sektor."),
        _counted,
        Kind.COUNT,
    ),
    finish=_judged,
)
