"""One section of the closing report: its words, and a report narrowed to what is worth printing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from klaster.reports.report import Column, Result, Row, totals


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `picture` is SVG for the screen and `paper` the same for the PDF."""

    title: str
    text: str
    result: Result | None = None
    columns: tuple[Column, ...] = ()
    picture: str = ""
    paper: str = ""


def section(
    title: str, text: str, result: Result, names: str, picture: str = "", paper: str = ""
) -> Section:
    """A section with the named columns of a report, in that order."""
    known = {column.name: column for column in result.report.columns}
    columns = tuple(known[name] for name in names.split())
    return Section(title, text, result, columns, picture, paper or picture)


def narrowed(result: Result, rows: Sequence[Row]) -> Result:
    """The same report and check with other rows printed."""
    return replace(result, rows=tuple(rows), totals=totals(result.report, rows))
