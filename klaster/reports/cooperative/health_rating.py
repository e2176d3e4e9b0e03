"""The health rating of a cooperative, every ratio from the ledger (`rules.health`)."""

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
    Row,
    added,
)
from klaster.reports.run import BadParameter, run
from klaster.rules import ageing
from klaster.rules.amount import round_to
from klaster.rules.health import RULE_SETS
from klaster.rules.health.rating import rate

FINANCING = ("receivable", "deferred_margin", "investment", "salam_receivable")
PLACED = ("managed_asset", "accumulated_depreciation")
OWN_CAPITAL = (
    "savings_principal",
    "savings_mandatory",
    "reserve",
    "reserve_risk",
    "donated_capital",
)
# What a problem loan counts for in RPM: 50, 75, 100 percent by class (Permen 14/2009).
WEIGHTS = {ageing.SUBSTANDARD: 50, ageing.DOUBTFUL: 75, ageing.LOSS: 100}


def _rated(asked: Asked, rows: list[Row]) -> list[Row]:
    if not rows:
        return rows
    rules = RULE_SETS.get(asked.parameters["rules"])
    if rules is None:
        known = ", ".join(RULE_SETS)
        raise BadParameter(report="health_rating", name="rules", reason=f"pilih dari {known}")
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

    def of(*roles: str) -> int:
        return sum(held.get(role, 0) for role in roles)

    given = {"book": asked.parameters["book"], "until": asked.parameters["until"]}
    sheet = run(
        balance_sheet.REPORT, organisation=asked.organisation, on=asked.on, given=given
    )
    result = run(results.REPORT, organisation=asked.organisation, on=asked.on, given=given)
    late = run(
        arrears.REPORT,
        organisation=asked.organisation,
        on=asked.on,
        given={"until": asked.parameters["until"]},
    )
    classes = dict.fromkeys(ageing.CLASSES, 0)
    for row in late.rows:
        classes[row["collectability"]] += row["balance"]
    section = {
        (row["section"], when): 0 for row in sheet.rows for when in ("current", "previous")
    }
    for row in sheet.rows:
        for when in ("current", "previous"):
            section[row["section"], when] += row[when]
    part: dict[tuple[str, str], int] = {}
    for row in result.rows:
        for when in ("current", "previous"):
            part[row["part"], when] = part.get((row["part"], when), 0) + row[when]

    def earned(name: str, when: str = "current") -> int:
        return part.get((name, when), 0)

    equity, before = section.get(("equity", "current"), 0), section.get(("equity", "previous"), 0)
    surplus, surplus_before = earned("sum_surplus"), earned("sum_surplus", "previous")
    operating = -earned("operating") - earned("cooperative")
    financing = of(*FINANCING)
    return {
        "financing": financing,
        "financing_members": financing,
        "productive_assets": financing + of(*PLACED, "bank"),
        "at_risk": financing,
        "substandard": classes[ageing.SUBSTANDARD],
        "doubtful": classes[ageing.DOUBTFUL],
        "loss": classes[ageing.LOSS],
        "problem_weighted": sum(classes[name] * pct for name, pct in WEIGHTS.items()) // 100,
        "allowance": -of("allowance"),
        "operating_cost": operating,
        "operating_and_cooperative_cost": operating,
        "staff_cost": of("staff_cost"),
        "income": earned("member_income") + earned("other_income"),
        "gross_participation": earned("member_income"),
        "gross_participation_and_other": earned("member_income") + earned("other_income"),
        "net_participation": earned("sum_member"),
        "gross_surplus": earned("sum_gross"),
        "surplus": surplus,
        "surplus_before": surplus_before,
        "surplus_growth": surplus - surplus_before,
        "surplus_to_members": 0,
        "equity": equity,
        "equity_before": before,
        "equity_growth": equity - before,
        "own_capital": -of(*OWN_CAPITAL),
        "assets": section.get(("asset", "current"), 0),
        "cash": of("fund_cash", "bank"),
        "current_liabilities": section.get(("liability", "current"), 0)
        + of("conditional_liability"),
        "funds_received": -of("savings_voluntary"),
        "member_savings": -of("savings_principal", "savings_mandatory"),
        "weighted_capital": 0,
        "weighted_assets": 0,
        "promotion": 0,
    }


REPORT = Report(
    code="health_rating",
    title=_("Penilaian kesehatan"),
    answers=_("Sehatkah koperasi ini menurut aturan yang dipilih, dan apa yang belum dapat dinilai?"),
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
