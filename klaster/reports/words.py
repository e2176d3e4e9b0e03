"""How numbers, rupiah, days and months are said in the reader's language, in reports and on pages.

In Indonesian through `rules.wording`, in other languages through Django's formats.
"""

from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language

from klaster.rules import wording


def is_indonesian() -> bool:
    """Whether the reader's language is the source language."""
    return (get_language() or "id").startswith("id")


def number(steps: int, decimals: int = 0) -> str:
    """Digits grouped, with `decimals` of them after the comma or point: 1.234,56 or 1,234.56."""
    if is_indonesian():
        return wording.number_text(steps, decimals)
    return f"{Decimal(steps).scaleb(-decimals):,.{decimals}f}"


def rupiah(amount: int) -> str:
    """An amount of rupiah: Rp 1.714.661.978."""
    return f"{'-' if amount < 0 else ''}Rp {number(abs(amount))}"


def day(value: date) -> str:
    """A day: 6 Maret 2014."""
    return wording.date_text(value) if is_indonesian() else formats.date_format(value, "j F Y")


def full_day(value: date) -> str:
    """The day with its weekday: Kamis, 6 Maret 2014."""
    if is_indonesian():
        return wording.full_date_text(value)
    return formats.date_format(value, "l, j F Y")


def month(value: date) -> str:
    """A month: Maret 2014."""
    return wording.month_text(value) if is_indonesian() else formats.date_format(value, "F Y")
