"""The health rating of a cooperative, every ratio from the ledger (`rules.health`)."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative import balance_sheet, results
from klaster.reports.cooperative.labels import KNOWN
from klaster.reports.portfolio import arrears
from klaster.reports.report import (
    Asked,
    Check,
    Column,
    Default,
    Kind,
    Parameter,
    Report,
    Result,
    Row,
    added,
)
from klaster.reports.run import BadParameter, run
from klaster.rules import ageing
from klaster.rules.amount import round_to
from klaster.rules.health import RULE_SETS
from klaster.rules.health.rating import rate
from klaster.rules.lending import OWN_CAPITAL

FINANCING = ("receivable", "deferred_margin", "investment", "salam_receivable")
PLACED = ("managed_asset", "accumulated_depreciation")
# Weights of these, or the figures themselves, are not on record.
UNANSWERED = ("weighted_capital", "weighted_assets", "promotion", "surplus_to_members")
# What a problem loan counts for in RPM: 50, 75, 100 percent by class (Permen 14/2009).
WEIGHTS = {ageing.SUBSTANDARD: 50, ageing.DOUBTFUL: 75, ageing.LOSS: 100}


def _rated(asked: Asked, rows: list[Row]) -> list[Row]:
    if not rows:
        return rows
    rules = RULE_SETS.get(asked.parameters["rules"])
    if rules is None:
        known = ", ".join(RULE_SETS)
        raise BadParameter(
            report="health_rating",
            name="rules",
            reason="harus salah satu dari {known}",
            known=known,
        )
    held = {row["role"]: row["amount"] for row in rows}
    figures = _figures(asked, held)
    aspects = {aspect.code: aspect.title for aspect in rules.aspects}
    rating = rate(rules, figures)
    return [
        {
            "aspect": aspects[one.indicator.aspect],
            "indicator": one.indicator.title,
            "over": sum(figures[name] for name in one.indicator.over),
            "under": sum(figures[name] for name in one.indicator.under),
            "percent": _percent(one.percent),
            "score": one.score,
            "best": rules.best,
            "known": "known" if one.score is not None else "unknown",
            "assets": figures["assets"] if n == 0 else 0,
        }
        for n, one in enumerate(rating.rated)
    ]


def _percent(exact: Fraction | None) -> Decimal | None:
    return None if exact is None else Decimal(round_to(exact * 100)).scaleb(-2)


def _figures(asked: Asked, held: Mapping[str, int]) -> dict[str, int]:
    """Rupiah by the names that rule sets use; what no ledger can answer is zero."""
    return {
        **dict.fromkeys(UNANSWERED, 0),
        **_of_position(asked, held),
        **_of_portfolio(asked, held),
        **_of_results(asked),
        "staff_cost": held.get("staff_cost", 0),
    }


def _of(held: Mapping[str, int], *roles: str) -> int:
    return sum(held.get(role, 0) for role in roles)


def _ask(asked: Asked, report: Report) -> Result:
    given = {"book": asked.parameters["book"], "until": asked.parameters["until"]}
    return run(report, organisation=asked.organisation, on=asked.on, given=given)


def _of_position(asked: Asked, held: Mapping[str, int]) -> dict[str, int]:
    section: dict[tuple[str, str], int] = defaultdict(int)
    for row in _ask(asked, balance_sheet.REPORT).rows:
        for when in ("current", "previous"):
            section[row["section"], when] += row[when]
    equity, before = section["equity", "current"], section["equity", "previous"]
    conditional = -_of(held, "conditional_liability")
    return {
        "assets": section["asset", "current"],
        "equity": equity,
        "equity_before": before,
        "equity_growth": equity - before,
        "own_capital": -_of(held, *OWN_CAPITAL),
        "cash": _of(held, "fund_cash", "bank"),
        "current_liabilities": section["liability", "current"] - conditional,
        "funds_received": -_of(held, "savings_voluntary"),
        "member_savings": -_of(held, "savings_principal", "savings_mandatory"),
    }


def _of_portfolio(asked: Asked, held: Mapping[str, int]) -> dict[str, int]:
    """Financing and what of it is late; without collateral on record all of it is at risk."""
    late = run(
        arrears.REPORT,
        organisation=asked.organisation,
        on=asked.on,
        given={"until": asked.parameters["until"]},
    )
    classes = dict.fromkeys(ageing.CLASSES, 0)
    for row in late.rows:
        classes[row["collectability"]] += row["balance"]
    financing = _of(held, *FINANCING)
    return {
        "financing": financing,
        "financing_members": financing,
        "at_risk": financing,
        "productive_assets": financing + _of(held, *PLACED, "bank"),
        "substandard": classes[ageing.SUBSTANDARD],
        "doubtful": classes[ageing.DOUBTFUL],
        "loss": classes[ageing.LOSS],
        "problem_weighted": sum(classes[name] * pct for name, pct in WEIGHTS.items()) // 100,
        "allowance": -_of(held, "allowance"),
    }


def _of_results(asked: Asked) -> dict[str, int]:
    part: dict[tuple[str, str], int] = defaultdict(int)
    for row in _ask(asked, results.REPORT).rows:
        for when in ("current", "previous"):
            part[row["part"], when] += row[when]
    members, others = part["member_income", "current"], part["other_income", "current"]
    surplus, before = part["sum_surplus", "current"], part["sum_surplus", "previous"]
    costs = -part["operating", "current"] - part["cooperative", "current"]
    return {
        "operating_cost": costs,
        "operating_and_cooperative_cost": costs,
        "income": members + others,
        "gross_participation": members,
        "gross_participation_and_other": members + others,
        "net_participation": part["sum_member", "current"],
        "gross_surplus": part["sum_gross", "current"],
        "surplus": surplus,
        "surplus_before": before,
        "surplus_growth": surplus - before,
    }


REPORT = Report(
    code="health_rating",
    title=_("Penilaian kesehatan"),
    answers=_(
        "Sehatkah koperasi ini menurut aturan yang dipilih, dan apa yang belum dapat dinilai?"
    ),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("rules", _("Aturan penilaian"), default="juknis_15_2021"),
        Parameter("book", _("Buku"), default="koperasi"),
        Parameter("until", _("Per tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("aspect", _("Aspek")),
        Column("indicator", _("Rasio")),
        Column("over", _("Pembilang"), Kind.RUPIAH),
        Column("under", _("Penyebut"), Kind.RUPIAH),
        Column("percent", _("Rasio (%)"), Kind.PERCENT),
        Column("score", _("Nilai"), Kind.COUNT),
        Column("best", _("Nilai tertinggi"), Kind.COUNT),
        Column("known", _("Keadaan"), labels=KNOWN),
        Column("assets", _("Aset"), Kind.ID),
    ),
    grain=_("Satu baris per rasio; yang tabelnya tidak terbit lengkap ditulis belum tersedia."),
    source=_("Saldo dan hasil usaha di buku besar, golongan tunggakan menurut Permen 14/2009."),
    check=Check(
        _("Jumlah aset yang dipakai sama dengan buku besar."),
        added("assets"),
    ),
    finish=_rated,
)
