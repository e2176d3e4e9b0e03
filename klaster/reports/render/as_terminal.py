"""A report as a table in the terminal."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from klaster.reports.render import cells
from klaster.reports.report import Column, Result, Row

_NARROW = 8  # columns of figures that fit a terminal unbroken
_GOOD, _BAD, _QUIET = "green", "bold red", "dim"


def table(result: Result, columns: tuple[Column, ...] | None = None) -> Table:
    """The rows and totals; `columns` picks some where all would not fit the width."""
    shown = columns or result.report.shown
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=False)
    for column in shown:
        made.add_column(
            str(column.title),
            justify="right" if column.kind.is_number else "left",
            overflow="fold",
            no_wrap=column.kind.is_number and len(shown) <= _NARROW,
        )
    for row in result.rows:
        made.add_row(*_texts(shown, row))
    if result.totals and result.rows:
        made.add_section()
        for total in result.totals:
            made.add_row(*_texts(shown, total), style="bold")
    return made


def check_line(result: Result) -> Text:
    """The check, green when it holds and red when not."""
    mark, style = ("✓", _GOOD) if result.agrees else ("✗", _BAD)
    return Text(f"{mark} {cells.check_text(result)}", style=style)


def show(console: Console, result: Result) -> None:
    """Print a report with its question, table, check and source."""
    report = result.report
    console.print(Text(str(report.title), style="bold"))
    console.print(Text(f"{report.answers}  {cells.asked_text(result)}", style=_QUIET))
    if result.rows:
        console.print(table(result))
    else:
        console.print(Text("—", style=_QUIET))
    console.print(check_line(result))
    console.print(Text(f"{report.grain} {report.source}", style=_QUIET))


def _texts(columns: tuple[Column, ...], row: Row) -> list[Text]:
    return [Text(cells.text(column, row[column.name])) for column in columns]
