"""Statements laid out as members know them: headings, lines, sums; two years side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from klaster.reports.cooperative.labels import FLOWS, RESULT_PARTS, SECTIONS
from klaster.reports.report import Result, Row
from klaster.rules.wording import number_text

YEARS = ("current", "previous")
CASH = "Kas dan setara kas"  # the statement line of cash and bank in the chart


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its figures (none for a heading), and how it is set."""

    label: str
    figures: tuple[int, ...]
    style: str  # head, line, sum, total

    @property
    def texts(self) -> list[str]:
        """The figures in words; below zero in brackets, as statements have it."""
        return [_bracketed(figure) for figure in self.figures]


def _bracketed(figure: int) -> str:
    return f"({number_text(-figure)})" if figure < 0 else number_text(figure)


def _sums(rows: Iterable[Row]) -> tuple[int, ...]:
    found = list(rows)
    return tuple(sum(row[year] for row in found) for year in YEARS)


def _lines(rows: Iterable[Row]) -> list[Line]:
    return [Line(row["line"], tuple(row[year] for year in YEARS), "line") for row in rows]


def position(sheet: Result) -> tuple[Line, ...]:
    """The statement of financial position."""
    found: list[Line] = []
    for section, title in SECTIONS.items():
        rows = [row for row in sheet.rows if row["section"] == section]
        total = _("Jumlah {what}").format(what=str(title).lower())
        found += [Line(str(title), (), "head"), *_lines(rows), Line(total, _sums(rows), "sum")]
    rest = [row for row in sheet.rows if row["section"] != "asset"]
    return (*found, Line(_("Jumlah liabilitas dan ekuitas"), _sums(rest), "total"))


def results(result: Result) -> tuple[Line, ...]:
    """The statement of results, each part under its heading."""
    found: list[Line] = []
    part = ""
    for row in result.rows:
        title = str(RESULT_PARTS[row["part"]])
        if row["part"].startswith("sum_"):
            style = "total" if row["part"] == "sum_surplus" else "sum"
            found.append(Line(title, tuple(row[year] for year in YEARS), style))
        else:
            if row["part"] != part:
                found.append(Line(title, (), "head"))
            found += _lines([row])
        part = row["part"]
    return tuple(found)


def cash_flow(flows: Result, sheet: Result) -> tuple[Line, ...]:
    """The cash flows, with what there was before and is there now."""
    found: list[Line] = []
    for flow, title in FLOWS.items():
        rows = [row for row in flows.rows if row["flow"] == flow]
        if rows:
            total = _("Kas bersih dari {what}").format(what=str(title).lower())
            found += [Line(str(title), (), "head"), *_lines(rows), Line(total, _sums(rows), "sum")]
    change = _sums(flows.rows)
    now = _sums(row for row in sheet.rows if row["line"] == CASH)
    before = tuple(there - moved for there, moved in zip(now, change, strict=True))
    return (
        *found,
        Line(_("Kenaikan kas"), change, "sum"),
        Line(_("Kas dan bank awal tahun"), before, "line"),
        Line(_("Kas dan bank akhir tahun"), now, "total"),
    )


def equity(changes: Result) -> tuple[Line, ...]:
    """The changes in equity: opening, added, taken, closing."""
    names: Sequence[str] = ("opening", "added", "taken", "closing")
    found = [Line(row["line"], tuple(row[name] for name in names), "line") for row in changes.rows]
    total = tuple(sum(row[name] for row in changes.rows) for name in names)
    return (*found, Line(_("Jumlah ekuitas"), total, "total"))
