"""Reports on pages: run for the visitor's organisation and day, with links to their records."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.safestring import SafeString

from klaster.domain.access import policy
from klaster.reports import catalogue
from klaster.reports.render import as_html
from klaster.reports.report import Report, Result
from klaster.reports.run import run
from klaster.web.shared.visits import Visit


def answer(visit: Visit, code: str, **given: Any) -> Result:
    """Run a report of the catalogue as the visitor sees the world; raises as `run` does.

    Raises `PermissionDenied` for a report that the visitor may not see.
    """
    report = catalogue.find(code)
    if not may_see(visit, report):
        raise PermissionDenied(code)
    return run(report, organisation=visit.organisation.id, on=visit.on, given=given)


def may_see(visit: Visit, report: Report) -> bool:
    """Say whether the visitor may see a report: what is spiritual has readers of its own."""
    return not report.is_spiritual or policy.may_see_spiritual(visit.actor.roles)


def shown(result: Result) -> SafeString:
    """The report as a part of a page; its figures open the reports behind them."""
    return as_html.fragment(result, address)


def address(code: str, given: Mapping[str, Any]) -> str:
    """The page of a report with its parameters."""
    kept = {name: value for name, value in given.items() if value not in (None, "")}
    query = f"?{urlencode(kept)}" if kept else ""
    return reverse("report", args=[code]) + query


def total(result: Result, column: str) -> int:
    """A column added up; only for columns that may be."""
    return sum(row[column] or 0 for row in result.rows)


def asked_of(report: Report, given: Mapping[str, str]) -> dict[str, str]:
    """What an address asks of a report: only the parameters that it knows."""
    names = {parameter.name for parameter in report.parameters}
    return {name: value for name, value in given.items() if name in names and value}
