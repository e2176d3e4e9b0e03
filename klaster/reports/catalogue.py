"""The reports of the product, in the order of the menu."""

from klaster.reports import record_books
from klaster.reports.assets import herd_identity, lineage, multiplier
from klaster.reports.claims import claims
from klaster.reports.cooperative import (
    balance_sheet,
    cash_flow,
    equity_changes,
    health_rating,
    membership,
    plan_actual,
    results,
    surplus_shares,
)
from klaster.reports.donor import budget_actual, deeds, fund_report
from klaster.reports.impact import (
    cibest,
    enterprise_margins,
    household_change,
    independence_cost,
    mitra_funnel,
    outlook,
    poverty,
    ppi,
    programme_facts,
    readiness,
    readiness_board,
)
from klaster.reports.monitoring import early_warning, follow_up, survival
from klaster.reports.portfolio import (
    arrears,
    asset_flow,
    receivables_confirmed,
    repayment,
    rolled_identity,
)
from klaster.reports.public import identity as public_identity
from klaster.reports.report import Report
from klaster.reports.statements import (
    account_statement,
    fund_position,
    managed_assets,
    member_statement,
    opening_balance,
    seals,
    trial_balance,
)
from klaster.rules.refusal import Refused

OF_PROGRAMMES: tuple[Report, ...] = (
    programme_facts.REPORT,
    mitra_funnel.REPORT,
    readiness.REPORT,
    follow_up.REPORT,
    survival.REPORT,
    early_warning.REPORT,
    readiness_board.REPORT,
    cibest.REPORT,
    poverty.REPORT,
    ppi.REPORT,
    outlook.REPORT,
    household_change.REPORT,
    independence_cost.REPORT,
    rolled_identity.REPORT,
    asset_flow.REPORT,
    repayment.REPORT,
    arrears.REPORT,
    receivables_confirmed.REPORT,
    herd_identity.REPORT,
    multiplier.REPORT,
    lineage.REPORT,
    enterprise_margins.REPORT,
    fund_position.REPORT,
    managed_assets.REPORT,
    budget_actual.REPORT,
    fund_report.REPORT,
    public_identity.REPORT,
    deeds.REPORT,
    opening_balance.REPORT,
    trial_balance.REPORT,
    account_statement.REPORT,
    member_statement.REPORT,
    seals.REPORT,
    claims.REPORT,
)
OF_COOPERATIVES: tuple[Report, ...] = (
    balance_sheet.REPORT,
    results.REPORT,
    equity_changes.REPORT,
    cash_flow.REPORT,
    membership.REPORT,
    surplus_shares.REPORT,
    plan_actual.REPORT,
    health_rating.REPORT,
    *record_books.BOOKS,
)

REPORTS: dict[str, Report] = {report.code: report for report in (*OF_PROGRAMMES, *OF_COOPERATIVES)}


class UnknownReport(Refused):
    """No report has that code."""

    code = "unknown_report"
    message = "Laporan {report} tidak ada. Yang ada: {known}."


def find(code: str) -> Report:
    """Return the report of a code, or raise `UnknownReport` with the list."""
    report = REPORTS.get(code)
    if report is None:
        raise UnknownReport(report=code, known=", ".join(REPORTS))
    return report
