"""Running a report: its parameters read, its select and its check at one moment, its totals.

Reports only read. Called by the faces, by the closing report and by the claims register.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from klaster.reports.report import (
    Asked,
    Compared,
    Default,
    Kind,
    Parameter,
    Report,
    Result,
    Row,
    totals,
)
from klaster.rules.refusal import Explained, Refused

_JSONB = 3802  # the type's number in the catalogue of PostgreSQL


class UnknownParameter(Refused):
    """The report does not know a parameter of that name."""

    code = "unknown_parameter"
    message = "Laporan {report} tidak mengenal {name}. Yang dikenal: {known}."


class BadParameter(Explained):
    """A parameter is missing or is not what it should be."""

    code = "bad_parameter"
    message = "Isian {name} laporan {report} {reason}."


def run(
    report: Report,
    *,
    organisation: UUID,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> Result:
    """Return the report of an organisation as of `on`, with its check.

    `given` are parameters by name, as text or as dates; empty ones count as not given. Raises
    `UnknownParameter` and `BadParameter`.
    """
    asked = Asked(organisation, on, _read(report, given or {}, on))
    with _one_moment():
        rows = select(report.sql, asked)
        if report.finish:
            rows = report.finish(asked, rows)
        ledger = {row["key"] or "": int(row["figure"]) for row in select(report.check_sql, asked)}
    reported = report.check.figures(rows)
    check = tuple(
        Compared(key, reported.get(key, 0), ledger.get(key, 0))
        for key in sorted(reported.keys() | ledger.keys())
    )
    return Result(report, asked, tuple(rows), totals(report, rows), check)


def _read(report: Report, given: Mapping[str, Any], on: date) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in report.parameters}
    for name in given:
        if name not in known:
            raise UnknownParameter(
                report=report.code, name=name, known=", ".join(sorted(known)) or "-"
            )
    read: dict[str, Any] = {}
    for name, parameter in known.items():
        value = given.get(name)
        if value in (None, ""):
            read[name] = _default(report, parameter, on)
        elif parameter.kind is Kind.DATE:
            read[name] = _day(report, name, value)
        else:
            read[name] = str(value)
    return read


def _default(report: Report, parameter: Parameter, on: date) -> Any:
    match parameter.default:
        case Default.NEEDED:
            raise BadParameter(report=report.code, name=parameter.name, reason="harus diisi")
        case Default.ON:
            return on
        case Default.ALL:
            return None
        case given:
            return given


def _day(report: Report, name: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadParameter(
            report=report.code, name=name, reason="harus tanggal seperti 2014-03-06"
        ) from None


@contextmanager
def _one_moment() -> Iterator[None]:
    """All reads see the same state, so that a posting in between cannot turn a check red."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def select(file: Path, asked: Asked) -> list[Row]:
    """Return the rows of a select, by column name; it may name every parameter of `asked`."""
    parameters = {**asked.parameters, "organisation": asked.organisation, "on": asked.on}
    with connection.cursor() as cursor:
        cursor.execute(_text(file), parameters)
        names = [part.name for part in cursor.description]
        # Django gives JSON as text over a bare cursor.
        as_json = [part.name for part in cursor.description if part.type_code == _JSONB]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row.update((name, json.loads(row[name])) for name in as_json)
    return rows


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
