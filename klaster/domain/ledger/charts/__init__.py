"""Charts of accounts and units as shipped: one CSV per chart, read once.

A role ("receivable") is what rules call an account; a chart says which of its lines plays it. The
same rows are loaded into the shared tables at every migrate.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from klaster.rules.refusal import Refused

FOLDER = Path(__file__).parent
CHARTS = ("psak409", "isak335", "sakep")


class NoSuchLine(Refused):
    code = "no_such_line"
    message = "Bagan akun {chart} tidak mempunyai akun atau peran {name}."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart; `id` is "<chart>:<code>"."""

    id: str
    chart: str
    code: str
    name_id: str
    name_en: str
    category: str
    normal_side: int
    statement_line: str
    role: str | None
    is_control: bool
    needs_party: bool
    needs_contract: bool
    is_floor_zero: bool


@cache
def rows(chart: str) -> tuple[Line, ...]:
    """Return the lines of a chart in its own order."""
    with (FOLDER / f"{chart}.csv").open(newline="", encoding="utf-8") as file:
        return tuple(_line(chart, row) for row in csv.DictReader(file))


def _line(chart: str, row: dict[str, str]) -> Line:
    flags = set(row["flags"].split())
    return Line(
        id=f"{chart}:{row['code']}",
        chart=chart,
        code=row["code"],
        name_id=row["name_id"],
        name_en=row["name_en"],
        category=row["category"],
        normal_side={"debit": 1, "credit": -1}[row["normal_side"]],
        statement_line=row["statement_line"],
        role=row["role"] or None,
        is_control="control" in flags,
        needs_party="party" in flags,
        needs_contract="contract" in flags,
        is_floor_zero="floor" in flags,
    )


@cache
def _index(chart: str) -> dict[str, Line]:
    named = {line.code: line for line in rows(chart)}
    return named | {line.role: line for line in rows(chart) if line.role}


def find(chart: str, name: str) -> Line:
    """Return the line of a chart by role or code, or raise `NoSuchLine`."""
    try:
        return _index(chart)[name]
    except KeyError:
        raise NoSuchLine(chart=chart, name=name) from None


@cache
def units() -> dict[str, dict[str, str]]:
    """Return the shipped units as rows of text, by code."""
    with (FOLDER / "units.csv").open(newline="", encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def decimals(unit: str) -> int:
    """Return how many decimals a unit's amounts are said with: GOODS_KG counts in grams, 3."""
    return int(units()[unit]["decimals"])
