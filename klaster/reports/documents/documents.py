"""Documents as tagged PDF (PDF/UA-1) by Typst: same data, same bytes, bundled fonts only.

Functions take plain data with texts already written (`rules.wording`); nothing is reckoned here.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent


def pdf(template: str, data: Mapping[str, Any], on: date) -> bytes:
    """Compile `<template>.typ` with `data`; `on` is the document's own day, and its timestamp."""
    given = {**data, "on": [on.year, on.month, on.day]}
    made: bytes = typst.compile(
        FOLDER / f"{template}.typ",
        root=FOLDER,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )
    return made


def deed_pdf(data: Mapping[str, Any], on: date) -> bytes:
    """The deed of hand-over.

    `data`: letterhead, number, weekday, date, place, basis, parties (two of name, position, of),
    summary (a table), spelled (its total in words), recorded (how the receiver books it), parts
    (tables with title and note), witnesses (names). A table has columns of title, num and share
    (of the free width; 0: as wide as its texts), rows and totals of texts.
    """
    return pdf("deed", data, on)


def report_pdf(data: Mapping[str, Any], on: date) -> bytes:
    """A report of sections.

    `data`: letterhead, title, subtitle, headline (figure, said), sections (title, text, svg,
    columns, rows, totals, check, agrees).
    """
    return pdf("report", data, on)
