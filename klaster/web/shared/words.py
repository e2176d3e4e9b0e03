"""What pages say of amounts, head, days and accounts: `reports.words`, and blanks for nothing."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from klaster.domain.ledger import charts
from klaster.reports import words
from klaster.reports.labels import ENTRY_KINDS, STAGES
from klaster.rules.entry import RUPIAH


def number(amount: int | Decimal | None) -> str:
    """Group digits: 1.714.661.978, or 0,50 where it is not whole; nothing for None."""
    if amount is None:
        return ""
    whole = int(amount)
    return words.number(whole) if whole == amount else words.number(round(amount * 100), 2)


def rupiah(amount: int | None) -> str:
    """Say an amount of rupiah: Rp 1.714.661.978; nothing for None."""
    return "" if amount is None else words.rupiah(amount)


def quantity(amount: int | None, unit: str) -> str:
    """Say an amount of a unit: rupiah, head of animals, kilograms, litres, or a bare count.

    `amount` is in the unit's smallest steps: 1,500 of three decimals is said 1,5.
    """
    if amount is None:
        return ""
    if unit == RUPIAH:
        return rupiah(amount)
    known = charts.units()[unit]
    measure = {"animal": gettext("ekor"), "mass": "kg"}.get(known["kind"], "")
    if unit == "LITRE":
        measure = gettext("liter")
    whole = Decimal(amount).scaleb(-charts.decimals(unit)).normalize()
    decimals = max(0, -int(whole.as_tuple().exponent))
    return f"{words.number(int(whole.scaleb(decimals)), decimals)} {measure}".strip()


def is_unit(unit: str) -> bool:
    """Whether a code is one of the units that are counted in."""
    return unit in charts.units()


def unit_name(unit: str) -> str:
    """The name of a unit in the reader's language."""
    return charts.units()[unit]["name_id" if words.is_indonesian() else "name_en"]


def account_name(line: str) -> str:
    """The name of a line of a chart ("psak409:1101") in the reader's language."""
    found = charts.find(*line.split(":"))
    return found.name_id if words.is_indonesian() else found.name_en


def stage_name(stage: str) -> str:
    """Where a mitra stands on the way to independence; nothing before the first step."""
    return str(STAGES.get(stage, stage))


def entry_kind(code: str) -> str:
    """What happened, from an entry's kind: "qardh.repaid" is said as an instalment."""
    return str(ENTRY_KINDS.get(code.rpartition(".")[2], code))


def day(value: date | None) -> str:
    """Say a day: 6 Maret 2014; nothing for None."""
    return "" if value is None else words.day(value)


def short_day(value: date | None) -> str:
    """A day as narrow columns say it: 06-03-2014; nothing for None."""
    return "" if value is None else f"{value:%d-%m-%Y}"


full_day = words.full_day
month = words.month
