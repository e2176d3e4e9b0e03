"""How amounts and dates are said in Indonesian: `Rp 1.714.661.978`, `6 Maret 2014`, `Kamis`.

Reports, command line and refusals speak through here; pages in another language use their own.
"""

from datetime import date

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")  # date.weekday()
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def number_text(steps: int, decimals: int = 0) -> str:
    """Digits grouped by dots, decimals after a comma: `number_text(123456, 2)` is "1.234,56"."""
    whole, rest = divmod(abs(steps), 10**decimals)
    grouped = f"{whole:,}".replace(",", ".")
    behind = f",{rest:0{decimals}d}" if decimals else ""
    return f"{'-' if steps < 0 else ''}{grouped}{behind}"


def money_text(steps: int, decimals: int = 0) -> str:
    """Rupiah: `money_text(1714661978)` is "Rp 1.714.661.978", a debt is "-Rp 5.000"."""
    sign = "-" if steps < 0 else ""
    return f"{sign}Rp {number_text(abs(steps), decimals)}"


def date_text(day: date) -> str:
    """The day as written in a letter: "6 Maret 2014"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_text(day: date) -> str:
    """The name of the day of the week: 6 March 2014 was "Kamis"."""
    return WEEKDAYS[day.weekday()]


def full_date_text(day: date) -> str:
    """Day of the week and date: "Kamis, 6 Maret 2014"."""
    return f"{weekday_text(day)}, {date_text(day)}"


def month_text(day: date) -> str:
    """The month of a day: "Maret 2014"."""
    return f"{MONTHS[day.month - 1]} {day.year}"
