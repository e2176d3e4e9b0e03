"""A report as tagged PDF."""

from collections.abc import Sequence
from typing import Any

from klaster.reports.documents import documents
from klaster.reports.render import cells
from klaster.reports.report import Column, Result, Row


def pdf_bytes(result: Result) -> bytes:
    """One report on paper, dated by its as-of day."""
    report = result.report
    data = {
        "letterhead": "Klaster",
        "title": str(report.title),
        "subtitle": cells.asked_text(result),
        "headline": [],
        "sections": [section(str(report.answers), "", result, report.shown)],
    }
    return documents.report_pdf(data, result.asked.on)


def section(
    title: str, text: str, result: Result | None, columns: Sequence[Column], svg: str = ""
) -> dict[str, Any]:
    """The data of one section, all in words."""
    return {
        "title": title,
        "text": text,
        "svg": svg,
        "columns": [
            {"title": str(column.title), "num": column.kind.is_number} for column in columns
        ],
        "rows": [_texts(columns, row) for row in result.rows] if result else [],
        "totals": [_texts(columns, row) for row in result.totals] if result else [],
        "check": cells.check_text(result) if result else "",
        "agrees": result.agrees if result else True,
    }


def _texts(columns: Sequence[Column], row: Row) -> list[str]:
    return [cells.text(column, row[column.name]) for column in columns]
