"""Early warning: signs that what was handed over is slipping, by sector and cooperative."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.domain.monitoring.cooperatives import readings
from klaster.reports.monitoring import follow_up
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.reports.run import run
from klaster.rules import early_warning as rules
from klaster.rules.early_warning import Figures

NO_SIGN, NOT_ALLOWED = "no_sign", "not_allowed"
SIGNS = {
    "arrears_rising": _("Tunggakan naik dalam enam bulan"),
    "savings_falling": _("Simpanan turun dalam enam bulan"),
    "herd_shrinking": _("Ternak berkurang dalam enam bulan"),
    "no_annual_meeting": _("RAT tahun buku yang lalu belum dilaksanakan"),
    "no_surplus": _("Tahun buku yang lalu tanpa SHU"),
    "follow_up_missed": _("Pemantauan banyak yang terlewat"),
    "businesses_closing": _("Banyak usaha yang tutup"),
    NO_SIGN: _("Tidak ada tanda"),
    NOT_ALLOWED: _("Tidak diizinkan koperasi"),
}
ABOUT = {"mitra": _("Mitra"), "cooperative": _("Koperasi")}


def _warned(asked: Asked, deeds: list[Row]) -> list[Row]:
    """For each sector the signs of its mitra and of its cooperative; where there are none, that."""
    if not deeds:
        return []
    on, programme = asked.parameters["until"], asked.parameters["programme"]
    seen = {
        (each.programme, each.sector): each.figures
        for each in readings(asked.organisation, on, programme)
    }
    given = {"programme": programme, "subject": "mitra", "until": on}
    followed = run(follow_up.REPORT, organisation=asked.organisation, on=asked.on, given=given).rows
    rows: list[Row] = []
    for deed in deeds:
        key = deed["programme"], deed["sector"]
        own = [row for row in followed if (row["programme"], row["sector"]) == key]
        rows += _signs({**deed, "about": "mitra"}, rules.signs(_of_mitra(own), on))
        figures = seen[key]
        of_cooperative = {**deed, "about": "cooperative"}
        if figures is None:
            rows.append({**of_cooperative, "code": NOT_ALLOWED, **_NO_FIGURES})
        else:
            rows += _signs(of_cooperative, rules.signs(figures, on))
    return rows


_NO_FIGURES: Row = {"now": None, "before": None, "bound": None}


def _signs(about: Row, found: Sequence[rules.Sign]) -> Iterator[Row]:
    for sign in found:
        figures = {"now": sign.now, "before": sign.before, "bound": sign.bound}
        yield {**about, "code": sign.code, **figures}
    if not found:
        yield {**about, "code": NO_SIGN, **_NO_FIGURES}


def _of_mitra(rows: Sequence[Row]) -> Figures:
    """Follow-ups missed of those past, and businesses closed of those found the last time."""
    last = next((row for row in reversed(rows) if row["found"]), None)
    return Figures(
        follow_ups_missed=sum(row["unknown"] for row in rows),
        follow_ups_due=sum(row["unknown"] + row["found"] + row["lost"] for row in rows),
        closed=last["closed"] if last else 0,
        found=last["found"] if last else 0,
    )


def _sectors(rows: Sequence[Row]) -> dict[str, int]:
    named = {(row["programme"], row["sector"]) for row in rows}
    return {
        programme: sum(each == programme for each, _sector in named)
        for programme in {row["programme"] for row in rows}
    }


REPORT = Report(
    code="early_warning",
    title=_("Peringatan dini"),
    answers=_("Di sektor atau koperasi mana yang diserahkan mulai melemah?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Kode sektor"), Kind.ID),
        Column("sector_name", _("Sektor")),
        Column("cooperative", _("Koperasi")),
        Column("about", _("Tentang"), labels=ABOUT),
        Column("code", _("Tanda"), labels=SIGNS),
        Column("now", _("Angka sekarang"), Kind.COUNT),
        Column("before", _("Sebelumnya atau dari"), Kind.COUNT),
        Column("bound", _("Batas (%)"), Kind.COUNT),
    ),
    grain=_("Satu baris per tanda; sektor tanpa tanda ditulis demikian."),
    source=_(
        "Catatan pemantauan, dan pembukuan koperasi selama koperasi mengizinkannya. "
        "Batasnya pilihan program ini sendiri, bukan standar yang diterbitkan."
    ),
    check=Check(_("Setiap sektor yang diserahkan disebut."), _sectors, Kind.COUNT),
    finish=_warned,
)
