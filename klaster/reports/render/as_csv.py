"""A report as CSV for other programs: column names, plain numbers, ISO dates, codes.

Text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
from datetime import date
from typing import Any

from klaster.reports.report import Result

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """Text made harmless; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value


def csv_text(result: Result) -> str:
    """The rows of a report, without totals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column.name for column in result.report.shown]
    writer.writerow(names)
    for row in result.rows:
        writer.writerow([_plain(row[name]) for name in names])
    return out.getvalue()


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return safe(value)
