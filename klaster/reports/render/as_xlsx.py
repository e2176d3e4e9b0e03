"""Reports as XLSX: numbers as numbers, dates as dates, text never as a formula."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from klaster.reports.render import cells
from klaster.reports.report import Column, Kind, Result

_FORMATS = {
    Kind.RUPIAH: '"Rp" #,##0;[Red]-"Rp" #,##0',
    Kind.COUNT: "#,##0",
    Kind.HEAD: "#,##0",
    Kind.KG: "#,##0",
    Kind.PERCENT: '0.0" %"',
    Kind.RATIO: "0.00",
    Kind.DATE: "d mmm yyyy",
}
_WIDEST, _SAMPLE = 48, 200
_SHEET_NAME = 31  # what Excel allows
_HEADER_ROW = 3


def xlsx_bytes(results: Sequence[Result], created: date) -> bytes:
    """One sheet per report, its check and source below the rows; same rows, same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime(created.year, created.month, created.day)})  # noqa: DTZ001
    styles = _Styles(book)
    for result in results:
        _sheet(book, styles, result)
    book.close()
    return out.getvalue()


class _Styles:
    """The formats of a workbook, made once."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.quiet = book.add_format({"font_color": "#5b6660"})
        self.red = book.add_format({"font_color": "#b3261e", "bold": True})
        self.header = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        )
        self.cell = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        self.total = {
            kind: book.add_format({"num_format": code, "bold": True, "top": 1})
            for kind, code in _FORMATS.items()
        }
        self.total_text = book.add_format({"bold": True, "top": 1})


def _sheet_name(book: Any, title: str) -> str:
    """The title, cut to what a sheet may be called, numbered when the report stands there twice."""
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    name, n = title[:_SHEET_NAME], 1
    while name.casefold() in taken:
        n += 1
        name = f"{title[: _SHEET_NAME - len(str(n)) - 1]} {n}"
    return name


def _sheet(book: Any, styles: _Styles, result: Result) -> None:
    report, columns = result.report, result.report.shown
    sheet = book.add_worksheet(_sheet_name(book, str(report.title)))
    sheet.write_string(0, 0, str(report.title), styles.title)
    sheet.write_string(1, 0, cells.asked_text(result), styles.quiet)
    for at, column in enumerate(columns):
        sheet.write_string(_HEADER_ROW, at, str(column.title), styles.header)
        sheet.set_column(at, at, _width(column, result))
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    line = _HEADER_ROW
    for row in result.rows:
        line += 1
        for at, column in enumerate(columns):
            _write(sheet, line, at, column, row[column.name], styles.cell.get(column.kind))
    if result.rows:
        sheet.autofilter(_HEADER_ROW, 0, line, len(columns) - 1)
    for total in result.totals:
        line += 1
        for at, column in enumerate(columns):
            style = styles.total.get(column.kind, styles.total_text)
            _write(sheet, line, at, column, total[column.name], style)
    line += 2
    check_style = styles.quiet if result.agrees else styles.red
    sheet.write_string(line, 0, cells.check_text(result), check_style)
    sheet.write_string(line + 1, 0, str(report.check.sentence), styles.quiet)
    sheet.write_string(line + 2, 0, f"{report.grain} {report.source}", styles.quiet)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)


def _write(sheet: Any, line: int, at: int, column: Column, value: Any, style: Any) -> None:
    if value is None:
        sheet.write_blank(line, at, None, style)
    elif column.kind is Kind.DATE:
        sheet.write_datetime(line, at, value, style)
    elif isinstance(value, int | Decimal) and not column.labels:
        sheet.write_number(line, at, value, style)
    else:
        sheet.write_string(line, at, cells.text(column, value), style)


def _width(column: Column, result: Result) -> int:
    sample = (*result.totals, *result.rows[:_SAMPLE])
    texts = [cells.text(column, row[column.name]) for row in sample]
    longest = max([len(str(column.title)), *map(len, texts)])
    return min(_WIDEST, longest + 3)
