"""How one value is written for people: amounts, dates and codes in the words of `reports.words`."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from klaster.reports import words
from klaster.reports.report import Column, Compared, Kind, Result


def text(column: Column, value: Any) -> str:
    """The value as a reader sees it; nothing for None."""
    if value is None:
        return ""
    if value in column.labels:
        return str(column.labels[value])
    match column.kind:
        case Kind.RUPIAH:
            return words.rupiah(int(value))
        case Kind.DATE:
            return day_text(column, value)
        case Kind.PERCENT:
            return f"{_decimal_text(value, 1)} %"
        case Kind.RATIO:
            return _decimal_text(value, 2)
        case Kind.COUNT | Kind.HEAD | Kind.KG:
            return words.number(int(value))
        case _:
            return str(value)


def day_text(column: Column, day: date) -> str:
    """A day, or a month where the column is one of months."""
    return words.month(day) if column.name == "month" else words.day(day)


def _decimal_text(value: Any, decimals: int) -> str:
    return words.number(round(Decimal(value).scaleb(decimals)), decimals)


def amount_text(kind: Kind, value: int) -> str:
    """A figure of a check."""
    return words.rupiah(value) if kind is Kind.RUPIAH else words.number(value)


def check_text(result: Result) -> str:
    """The check in one sentence: the figures that agree, or those that do not."""
    kind = result.report.check.kind
    if not result.check:
        return _("Tidak ada yang perlu dicocokkan: laporan kosong.")
    if result.agrees:
        if len(result.check) > 4:
            return _("Cocok dengan buku besar: {count} angka sama.").format(count=len(result.check))
        return _("Cocok dengan buku besar: {figures}.").format(
            figures="; ".join(_equation(result, kind, each) for each in result.check)
        )
    wrong = [each for each in result.check if each.difference]
    return _("BERBEDA dari buku besar: {figures}.").format(
        figures="; ".join(_inequation(result, kind, each) for each in wrong)
    )


def _equation(result: Result, kind: Kind, each: Compared) -> str:
    said = amount_text(kind, each.reported)
    return f"{_named(result, each)}{said} = {amount_text(kind, each.ledger)}"


def _inequation(result: Result, kind: Kind, each: Compared) -> str:
    return _("{key}{reported} ≠ {ledger}, selisih {difference}").format(
        key=_named(result, each),
        reported=amount_text(kind, each.reported),
        ledger=amount_text(kind, each.ledger),
        difference=amount_text(kind, each.difference),
    )


def _named(result: Result, each: Compared) -> str:
    """What a compared figure is of, in the words of the column that the report adds up by."""
    labels = {
        code: label for column in result.report.columns for code, label in column.labels.items()
    }
    return f"{labels.get(each.key, each.key)}: " if each.key else ""


def asked_text(result: Result) -> str:
    """The parameters that were given, in words: "Program: lebak; Sampai tanggal: 6 Maret 2014"."""
    parts = []
    for parameter in result.report.parameters:
        value = result.asked.parameters[parameter.name]
        if value is not None:
            said = words.day(value) if isinstance(value, date) else str(value)
            parts.append(f"{parameter.title}: {said}")
    return "; ".join(parts)
