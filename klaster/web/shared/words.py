"""The one way pages say amounts, head, days and months, in the reader's language.

In Indonesian through `rules.wording`, in other languages through Django's formats.
"""

from datetime import date
from functools import cache

from django.utils import formats
from django.utils.translation import get_language, gettext

from klaster.domain.ledger import charts
from klaster.reports.labels import STAGES
from klaster.rules import wording

RUPIAH = "IDR"


def number(amount: int | None) -> str:
    """Group digits: 1.714.661.978; nothing for None."""
    if amount is None:
        return ""
    if _is_indonesian():
        return wording.number_text(amount)
    return f"{amount:,}"


def rupiah(amount: int | None) -> str:
    """Say an amount of rupiah: Rp 1.714.661.978; nothing for None."""
    if amount is None:
        return ""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp {number(abs(amount))}"


def quantity(amount: int | None, unit: str) -> str:
    """Say an amount of a unit: rupiah, head of animals, kilograms, or a bare count."""
    if amount is None:
        return ""
    if unit == RUPIAH:
        return rupiah(amount)
    measure = {"animal": gettext("ekor"), "mass": "kg"}.get(_units()[unit]["kind"], "")
    return f"{number(amount)} {measure}".strip()


def is_unit(unit: str) -> bool:
    """Whether a code is one of the units that are counted in."""
    return unit in _units()


def unit_name(unit: str) -> str:
    """The name of a unit in the reader's language."""
    return _units()[unit]["name_id" if _is_indonesian() else "name_en"]


def account_name(line: str) -> str:
    """The name of a line of a chart ("psak409:1101") in the reader's language."""
    found = charts.find(*line.split(":"))
    return found.name_id if _is_indonesian() else found.name_en


def stage_name(stage: str) -> str:
    """Where a mitra stands on the way to independence; nothing before the first step."""
    return str(STAGES.get(stage, stage))


def day(value: date | None) -> str:
    """Say a day: 6 Maret 2014; nothing for None."""
    if value is None:
        return ""
    return wording.date_text(value) if _is_indonesian() else formats.date_format(value, "j F Y")


def short_day(value: date | None) -> str:
    """A day as narrow columns say it: 06-03-2014; nothing for None."""
    return "" if value is None else f"{value:%d-%m-%Y}"


def full_day(value: date) -> str:
    """The day with its weekday: Kamis, 6 Maret 2014."""
    if _is_indonesian():
        return wording.full_date_text(value)
    return formats.date_format(value, "l, j F Y")


def month(value: date) -> str:
    """Say a month: Maret 2014."""
    return wording.month_text(value) if _is_indonesian() else formats.date_format(value, "F Y")


def _is_indonesian() -> bool:
    return (get_language() or "id").startswith("id")


@cache
def _units() -> dict[str, dict[str, str]]:
    return {unit["code"]: unit for unit in charts.units()}
