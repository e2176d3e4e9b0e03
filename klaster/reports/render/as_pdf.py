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
    """The data of one section, all in words; columns of text are as wide as what they say."""
    rows = [_texts(columns, row) for row in result.rows] if result else []
    return {
        "title": title,
        "text": text,
        "svg": svg,
        "columns": [
            {
                "title": str(column.title),
                "num": column.kind.is_number,
                "share": 0 if column.kind.is_number else _longest(column, rows, n),
            }
            for n, column in enumerate(columns)
        ],
        "rows": rows,
        "totals": [_texts(columns, row) for row in result.totals] if result else [],
        "check": cells.check_text(result) if result else "",
        "agrees": result.agrees if result else True,
    }


def _longest(column: Column, rows: Sequence[Sequence[str]], n: int) -> int:
    """Letters of the longest text in a column, between 6 and 60."""
    return min(60, max(6, len(str(column.title)), *(len(row[n]) for row in rows)))


def _texts(columns: Sequence[Column], row: Row) -> list[str]:
    return [cells.text(column, row[column.name]) for column in columns]
