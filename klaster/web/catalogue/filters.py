"""What may be asked of a report on its page: fields to choose from, instead of codes to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.ledger import charts
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.programme.models import Programme
from klaster.domain.registry.models import Party
from klaster.reports.report import Default, Kind, Parameter, Report
from klaster.rules import ageing
from klaster.rules.entry import RUPIAH
from klaster.web.shared import words

Choices = list[tuple[str, str]]  # (code, in words)


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the form; without choices it is typed, `is_needed` without an empty choice."""

    name: str
    title: str
    value: str
    is_date: bool
    is_needed: bool
    choices: Choices


def of_report(
    report: Report, organisation_id: UUID, on: date, given: Mapping[str, str]
) -> list[Filter]:
    """Return the fields of a report, filled with what was asked or is taken without asking."""
    return [_filter(each, organisation_id, on, given) for each in report.parameters]


def _filter(
    parameter: Parameter, organisation_id: UUID, on: date, given: Mapping[str, str]
) -> Filter:
    value = given.get(parameter.name) or _usual(parameter, on)
    offered = CHOICES.get(parameter.name)
    choices = offered(organisation_id, value) if offered else []
    if choices and value and value not in dict(choices):
        choices.append((value, value))  # as typed in an address: a role instead of a code
    return Filter(
        name=parameter.name,
        title=str(parameter.title),
        value=value,
        is_date=parameter.kind is Kind.DATE,
        is_needed=bool(parameter.default is not Default.ALL or value == RUPIAH),
        choices=choices,
    )


def _usual(parameter: Parameter, on: date) -> str:
    if parameter.default is Default.ON:
        return on.isoformat()
    if parameter.name == "unit":
        return RUPIAH  # amounts of several units are never added up
    return "" if isinstance(parameter.default, Default) else parameter.default


def _programmes(organisation_id: UUID, value: str) -> Choices:
    found = Programme.objects.filter(organisation_id=organisation_id).order_by("name")
    return list(found.values_list("code", "name"))


def _books(organisation_id: UUID, value: str) -> Choices:
    found = Book.objects.filter(organisation_id=organisation_id).order_by("name")
    return list(found.values_list("code", "name"))


def _funds(organisation_id: UUID, value: str) -> Choices:
    found = Fund.objects.filter(organisation_id=organisation_id).order_by("name")
    return list(found.values_list("code", "name"))


def _accounts(organisation_id: UUID, value: str) -> Choices:
    used = Book.objects.filter(organisation_id=organisation_id).values_list("chart", flat=True)
    lines = [line for chart in sorted(set(used)) for line in charts.rows(chart)]
    return [(line.code, f"{line.code} {words.account_name(line.id)}") for line in lines]


def _units(organisation_id: UUID, value: str) -> Choices:
    return [(code, words.unit_name(code)) for code in charts.units()]


def _party(organisation_id: UUID, value: str) -> Choices:
    """The one that a link named by its id, said by name; none, so that a name is typed."""
    try:
        found = Party.objects.filter(organisation_id=organisation_id, id=UUID(value))
    except ValueError:
        return []
    return [(value, party.name) for party in found]


def _rules(organisation_id: UUID, value: str) -> Choices:
    return [(code, code) for code in ageing.RULE_SETS]


CHOICES: Mapping[str, Callable[[UUID, str], Any]] = {
    "programme": _programmes,
    "book": _books,
    "fund": _funds,
    "account": _accounts,
    "unit": _units,
    "party": _party,
    "rules": _rules,
}
