"""The claims register: each figure ever published, held against the records instead of repeated.

A claim names one of the reports below. Its `parameters` are that report's own, and beside them:
`column` (which one; "rows" counts them), `row` ({column: value}, which rows), `rounded_to` (the
step the claim was rounded to). The figure is the column added up; a text claim is compared with
the text there, or with the name of the day where the column is a date. A claim without a column
is of its own day: which weekday it was.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.reports.assets import herd_identity, multiplier
from klaster.reports.donor import deeds
from klaster.reports.impact import mitra_funnel, programme_facts, readiness
from klaster.reports.portfolio import rolled_identity
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.reports.run import run
from klaster.rules.refusal import Refused
from klaster.rules.wording import WEEKDAYS, date_text, money_text, number_text, weekday_text

ANSWERING = {
    module.REPORT.code: module.REPORT
    for module in (
        programme_facts,
        mitra_funnel,
        rolled_identity,
        herd_identity,
        multiplier,
        readiness,
        deeds,
    )
}
AGREES, DIFFERS, UNKNOWN = "agrees", "differs", "unknown"
VERDICTS = {
    AGREES: _("Cocok"),
    DIFFERS: _("Berbeda"),
    UNKNOWN: _("Tidak dapat dihitung"),
}
_OWN_KEYS = {"column", "row", "rounded_to"}


def _answered(asked: Asked, rows: list[Row]) -> list[Row]:
    """Each claim with what the records say and how far it is from them."""
    read: dict[Any, tuple[Row, ...]] = {}
    return [_answer(asked, claim, read) for claim in rows]


def _answer(asked: Asked, claim: Row, read: dict[Any, tuple[Row, ...]]) -> Row:
    found = _records(asked, claim, read)
    published: Any = claim["text"] if claim["figure"] is None else claim["figure"]
    difference = None
    if found is None:
        verdict = UNKNOWN
    elif claim["figure"] is None:
        verdict = AGREES if str(found) == claim["text"] else DIFFERS
    else:
        step = int(claim["parameters"].get("rounded_to", 1))
        difference = claim["figure"] - _rounded(found, step)
        verdict = DIFFERS if difference else AGREES
    return {
        "programme": claim["programme"],
        "claim_id": claim["claim_id"],
        "code": claim["code"],
        "sentence": claim["sentence"],
        "on": claim["on"],
        "published": _said(published, claim["unit"]),
        "records": "" if found is None else _said(found, claim["unit"]),
        "difference": difference,
        "verdict": verdict,
        "published_in": claim["published_in"],
        "url": claim["url"],
        "report": claim["report"],
        "parameters": claim["parameters"],
    }


def _records(asked: Asked, claim: Row, read: dict[Any, tuple[Row, ...]]) -> Any:
    """What the records say: a number, a text, or None where they cannot answer."""
    given: Mapping[str, Any] = claim["parameters"]
    column = given.get("column")
    if column is None:
        return weekday_text(claim["on"]) if claim["on"] and claim["text"] in WEEKDAYS else None
    report = ANSWERING.get(claim["report"])
    if report is None:
        return None
    own = {name: value for name, value in given.items() if name not in _OWN_KEYS}
    names = {parameter.name for parameter in report.parameters}
    if "programme" in names:
        own.setdefault("programme", claim["programme"])
    if "until" in names:
        own.setdefault("until", asked.parameters["until"])
    key = (report.code, tuple(sorted(own.items())))
    if key not in read:
        try:
            read[key] = run(report, organisation=asked.organisation, on=asked.on, given=own).rows
        except Refused:
            read[key] = ()
    wanted: Mapping[str, Any] = given.get("row") or {}
    chosen = [row for row in read[key] if all(row.get(k) == v for k, v in wanted.items())]
    return _figure(chosen, column, claim["text"])


def _figure(rows: list[Row], column: str, text: str | None) -> Any:
    if column == "rows":
        return len(rows) or None
    values = [row[column] for row in rows if row.get(column) is not None]
    if not values:
        return None
    if isinstance(values[0], date):
        return weekday_text(min(values)) if text in WEEKDAYS else date_text(min(values))
    return values[0] if isinstance(values[0], str) else sum(values)


def _rounded(value: Any, step: int) -> Decimal:
    """To the nearest multiple of `step`, halves up: 1,714 by 100 is 1,700."""
    return Decimal((2 * int(value) + step) // (2 * step) * step) if step > 1 else Decimal(value)


def _said(value: Any, unit: str) -> str:
    if isinstance(value, str):
        return value
    if unit in ("Rp", "IDR"):
        return money_text(int(value))
    return f"{number_text(int(value))} {unit}".strip()


REPORT = Report(
    code="claims",
    title=_("Klaim"),
    answers=_("Angka mana yang pernah diterbitkan tidak cocok dengan catatan?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("code", _("Kode")),
        Column("sentence", _("Yang diterbitkan")),
        Column("on", _("Tanggal"), Kind.DATE),
        Column("published", _("Disebut")),
        Column("records", _("Menurut catatan")),
        Column("difference", _("Selisih"), Kind.COUNT),
        Column("verdict", _("Hasil"), labels=VERDICTS),
        Column("published_in", _("Diterbitkan oleh")),
        Column("claim_id", _("Klaim"), Kind.ID),
        Column("url", _("Alamat"), Kind.ID),
        Column("report", _("Laporan"), Kind.ID),
        Column("parameters", _("Isian"), Kind.ID),
    ),
    grain=_("Satu baris per klaim."),
    source=_("Daftar klaim, dan laporan yang disebut setiap klaim."),
    check=Check(_("Setiap klaim dalam daftar terjawab."), lambda rows: {"": len(rows)}, Kind.COUNT),
    finish=_answered,
)
