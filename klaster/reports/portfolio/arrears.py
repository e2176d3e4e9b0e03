"""Arrears and collectability per contract, by a named rule set (`rules.ageing`)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import COLLECTABILITY, CONTRACT_KINDS
from klaster.reports.report import (
    Asked,
    Check,
    Column,
    Default,
    Kind,
    Parameter,
    Report,
    Row,
    added,
)
from klaster.reports.run import BadParameter
from klaster.rules import ageing, calendar


def _classified(asked: Asked, rows: list[Row]) -> list[Row]:
    """Each row with its days late and its class under the rule set asked for."""
    rules = ageing.RULE_SETS.get(asked.parameters["rules"])
    if rules is None:
        known = ", ".join(ageing.RULE_SETS)
        raise BadParameter(
            report="arrears", name="rules", reason="harus salah satu dari {known}", known=known
        )
    return [_with_class(row, rules, asked.parameters["until"]) for row in rows]


def _with_class(row: Row, rules: ageing.MonthRules | ageing.DayRules, until: date) -> Row:
    late = ageing.Arrears(
        on=until,
        balance=row["balance"],
        principal=row["late_principal"],
        margin=row["late_margin"],
        instalments_late=row["instalments_late"],
        principal_since=row["principal_since"],
        margin_since=row["margin_since"],
    )
    terms: Any = row["terms"]
    given = {name: value for name, value in row.items() if name != "terms"}
    return given | {
        "late": late.amount,
        "days_late": late.days_late,
        "collectability": ageing.collectability(rules, late, calendar.read_timing(terms)),
        "rules": rules.code,
    }


REPORT = Report(
    code="arrears",
    title=_("Tunggakan dan kolektibilitas"),
    answers=_("Siapa yang menunggak, berapa, sejak kapan, dan masuk golongan apa?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
        Parameter("rules", _("Aturan golongan"), default=ageing.COOP_2009.code),
    ),
    columns=(
        Column("number", _("Kontrak")),
        Column("mitra", _("Mitra")),
        Column("group", _("Kelompok")),
        Column("sector", _("Sektor")),
        Column("kind", _("Akad"), labels=CONTRACT_KINDS),
        Column("balance", _("Sisa"), Kind.RUPIAH, total=True),
        Column("late", _("Menunggak"), Kind.RUPIAH, total=True),
        Column("instalments_late", _("Angsuran tertunggak"), Kind.COUNT, total=True),
        Column("days_late", _("Hari"), Kind.COUNT),
        Column("collectability", _("Golongan"), labels=COLLECTABILITY),
        Column("rules", _("Aturan")),
    ),
    grain=_("Satu baris per kontrak berangsuran yang masih bersisa, yang terlama dahulu."),
    source=_("Jadwal angsuran yang berlaku pada hari itu dan pelunasannya."),
    check=Check(
        _("Sisa menurut jadwal sama dengan piutang di buku besar, per akad."),
        added("balance", by="kind"),
    ),
    finish=_classified,
)
