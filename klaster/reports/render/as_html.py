"""A report as HTML: a fragment for a page of the web, or a page that stands alone beside its CSS.

No style or script within: all looks come from `klaster.css`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from klaster.reports.render import cells
from klaster.reports.report import Column, Kind, Result, Row

STYLESHEET = Path(__file__).parents[2] / "web" / "static" / "klaster.css"
WIDE = 8  # columns; more are set smaller
UrlOf = Callable[[str, Mapping[str, Any]], str]  # report code, parameters → address


def fragment(result: Result, url_of: UrlOf | None = None) -> SafeString:
    """The report without a page around it; with `url_of`, figures link to their records."""
    return render_to_string("render/report.html", context(result, url_of))


def page(result: Result) -> str:
    """A whole page that expects `klaster.css` beside it."""
    return render_to_string("render/page.html", context(result))


def context(
    result: Result, url_of: UrlOf | None = None, columns: tuple[Column, ...] = ()
) -> dict[str, Any]:
    """What the templates show: texts only, nothing left to reckon; all columns unless named."""
    columns = columns or result.report.shown
    return {
        "report": result.report,
        "asked": cells.asked_text(result),
        "is_dense": len(columns) > WIDE,
        "columns": [{"title": column.title, "css": _css(column)} for column in columns],
        "rows": [[_cell(column, row, url_of) for column in columns] for row in result.rows],
        "totals": [[_cell(column, row, None) for column in columns] for row in result.totals],
        "check": cells.check_text(result),
        "agrees": result.agrees,
    }


def _css(column: Column) -> str:
    return "num" if column.kind.is_number else "text"


def _cell(column: Column, row: Row, url_of: UrlOf | None) -> dict[str, Any]:
    value = row[column.name]
    css = _css(column)
    if column.kind in (Kind.RUPIAH, Kind.COUNT) and isinstance(value, int) and value < 0:
        css += " below"
    if column.kind.is_number and value == 0:
        css += " nil"
    if column.name == "difference":
        css += " wrong" if value else " right"
    if column.name == "verdict":
        css += f" verdict-{value}"
    href = None
    if url_of and column.opens:
        asked = {name: row[source] for name, source in column.opens.parameters.items()}
        href = url_of(column.opens.report, asked)
    return {
        "text": cells.text(column, value),
        "css": css,
        "title": column.title,
        "href": href,
    }
