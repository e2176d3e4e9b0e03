"""What the closing report says of people: before and after, and in the years since the exit."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from klaster.reports.charts import survival as curves
from klaster.reports.closing.section import Section, narrowed, section
from klaster.reports.report import Result, Row
from klaster.rules.suppression import THRESHOLD, hidden_in_list
from klaster.rules.wording import date_text

PRINTED = ("income", "savings_value")
ASIDE = ("households", "share", "points", "relative")  # what a small count would tell


def change(result: Result) -> Section:
    """What households earn and save before and after; the report itself has more measures."""
    return section(
        _("Perubahan ekonomi rumah tangga"),
        _("Perubahan, bukan dampak: tidak ada kelompok pembanding. Rumah tangga yang sama, sebelum "
          "program dan sesudahnya; ukuran lain ada dalam laporannya."),
        narrowed(result, [row for row in result.rows if row["measure"] in PRINTED]),
        "measure later basis n median_before change low high",
    )  # fmt: skip


def poverty(result: Result) -> Section:
    """Who is poor by which line, in each round."""
    return section(
        _("Kemiskinan pendapatan"),
        _("Yang tepat di garis terhitung miskin, menurut garis dan indeks harga yang tercatat. "
          "Perubahan, bukan dampak."),
        result,
        "round line basis asked missing poor headcount gap sen",
    )  # fmt: skip


def worship_and_welfare(result: Result) -> Section:
    """CIBEST by round, without the counts of fewer than five and what would tell them."""
    rounds: dict[str, list[Row]] = {}
    for row in result.rows:
        rounds.setdefault(row["round"], []).append(dict(row))
    for rows in rounds.values():
        for position in hidden_in_list([row["households"] for row in rows]):
            if position < len(rows):
                rows[position].update(dict.fromkeys(ASIDE))
    return section(
        _("Kesejahteraan menurut CIBEST"),
        _("Rumah tangga yang lengkap jawabannya; jumlah di bawah {least} tidak disebut. Perubahan "
          "dalam poin persen dan perubahan relatif adalah dua hal.").format(least=THRESHOLD),
        narrowed(result, [row for rows in rounds.values() for row in rows]),
        "round quadrant households share points relative",
    )  # fmt: skip


def followed(result: Result, until: date) -> Section:
    """Who was found at each due month until a day, of all who were let go, each kind by itself."""
    summed: dict[tuple[str, int], Row] = {}
    names = [column.name for column in result.report.columns if column.name not in _KEYS]
    for row in result.rows:
        if row["due_on"] > until:
            continue
        there: dict[str, Any] = summed.setdefault(
            (row["subject"], row["month"]), {**row, **dict.fromkeys(names, 0)}
        )
        for name in names:
            there[name] += row[name]
    return section(
        _("Pemantauan setelah serah terima"),
        _("Sampai {day}. Penyebutnya selalu semua yang dilepas; yang tidak diketahui disebut tidak "
          "diketahui.").format(day=date_text(until)),
        narrowed(result, list(summed.values())),
        "subject month cohort found lost withdrawn unknown running changed closed moved_into_work",
    )  # fmt: skip


_KEYS = {"programme", "subject", "sector", "sector_name", "month", "due_on"}


def lasting(result: Result, until: date) -> Section:
    """How many businesses go on, as curves, and where each sector's curve ends."""
    last = {row["sector"]: row for row in result.rows}
    p = next((row["p"] for row in result.rows if row["p"] is not None), None)
    tested = _(" Uji log-rank antarsektor: p = {p}.").format(p=p) if p is not None else ""
    return section(
        _("Usaha yang bertahan"),
        _("Kaplan-Meier sampai {day}: yang hilang dari pengamatan disensor, bukan gagal, dan usaha "
          "yang tutup belum tentu keluarga yang jatuh.").format(day=date_text(until)) + tested,
        narrowed(result, list(last.values())),
        "sector_name cohort at_risk survival low high",
        curves.steps(
            result.rows,
            _("Usaha yang bertahan"),
            (_("Bulan setelah serah terima"), _("Bertahan, %")),
        ),
    )  # fmt: skip
