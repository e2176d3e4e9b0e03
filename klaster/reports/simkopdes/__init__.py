"""A workbook laid out for entering a cooperative's annual data in the ministry's SIMKOPDES.

The official form was not at hand: the sheets hold what a report to the ministry is known to ask
for, in the order of the annual meeting, and the first one says so. Identity numbers are masked;
a face that disclosed them on record may hand them in.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import xlsxwriter

from klaster.domain.cooperative.models import Cooperative
from klaster.reports.simkopdes.sheets import Sheet, gather

__all__ = ["Sheet", "gather", "xlsx"]
_HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
_WIDEST = 60


def xlsx(cooperative: Cooperative, year: int, numbers: Mapping[UUID, str] | None = None) -> bytes:
    """The workbook of a book year; `numbers` are NIK in clear by party, else they are masked.

    Same books, same bytes.
    """
    sheets = gather(cooperative, year, numbers)
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
    book.set_properties({"created": datetime(year, 12, 31)})  # noqa: DTZ001
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"font_color": "#5b6660"}),
        "head": book.add_format(_HEAD),
        "day": book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0"}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.title), sheet, styles)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: Sheet, styles: Mapping[str, Any]) -> None:
    page.write_string(0, 0, sheet.title, styles["title"])
    for line, note in enumerate(sheet.notes, 1):
        page.write_string(line, 0, note, styles["note"])
    top = len(sheet.notes) + 2
    for at, title in enumerate(sheet.columns):
        page.write_string(top, at, title, styles["head"])
        texts = [title, *(str(row[at]) for row in sheet.rows if row[at] is not None)]
        page.set_column(at, at, min(_WIDEST, max(map(len, texts)) + 3))
    for line, row in enumerate(sheet.rows, top + 1):
        for at, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, at, value, styles["day"])
            elif isinstance(value, int):
                page.write_number(line, at, value, styles["number"])
            elif value:
                page.write_string(line, at, value)
    page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
