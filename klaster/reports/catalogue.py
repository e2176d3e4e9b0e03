"""The reports of the product, in the order of the menu."""

from klaster.reports.assets import herd_identity, lineage, multiplier
from klaster.reports.claims import claims
from klaster.reports.donor import budget_actual, deeds
from klaster.reports.impact import enterprise_margins, mitra_funnel, programme_facts, readiness
from klaster.reports.portfolio import arrears, asset_flow, repayment, rolled_identity
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

REPORTS: dict[str, Report] = {
    module.REPORT.code: module.REPORT
    for module in (
        programme_facts,
        mitra_funnel,
        readiness,
        rolled_identity,
        asset_flow,
        repayment,
        arrears,
        herd_identity,
        multiplier,
        lineage,
        enterprise_margins,
        fund_position,
        managed_assets,
        budget_actual,
        deeds,
        opening_balance,
        trial_balance,
        account_statement,
        member_statement,
        seals,
        claims,
    )
}


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
