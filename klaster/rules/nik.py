"""Reading the 16 digits of a NIK or a KK number, and saying what looks wrong about them.

Warnings never block: real cards carry wrong dates, and a number keeps the place of *first*
registration whatever happened to the person or the map since. Called by the registry.

Layout of a NIK: PPKKCC DDMMYY SSSS = place of first registration (province, kabupaten,
kecamatan), birth date with 40 added to the day for women, serial from 0001. A KK number has
the same layout with the day the card was issued, and nothing added.
Worked: 3273056010900009 is a woman (60 - 40 = 20) of 20 October 1990 from 32.73.05.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

NOT_16_DIGITS = "not_16_digits"
PLACE_UNKNOWN = "place_unknown"
DATE_IMPOSSIBLE = "date_impossible"
SERIAL_ZERO = "serial_zero"
BIRTH_DATE_DIFFERS = "birth_date_differs"
SEX_DIFFERS = "sex_differs"
CENTURY_AMBIGUOUS = "century_ambiguous"

WARNINGS = {
    NOT_16_DIGITS: "Nomor harus terdiri atas 16 angka.",
    PLACE_UNKNOWN: "Enam angka pertama bukan kode wilayah yang dikenal.",
    DATE_IMPOSSIBLE: "Angka ke-7 sampai ke-12 bukan tanggal yang ada.",
    SERIAL_ZERO: "Empat angka terakhir tidak boleh 0000.",
    BIRTH_DATE_DIFFERS: "Tanggal lahir pada nomor berbeda dari yang tercatat.",
    SEX_DIFFERS: "Jenis kelamin pada nomor berbeda dari yang tercatat.",
    CENTURY_AMBIGUOUS: "Tahun lahir bisa 19xx atau 20xx; isi tanggal lahir.",
}

MALE, FEMALE = "L", "P"
_WOMEN_ADD = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What the digits say. `subdistrict` is dotted ("36.02.06"); `dates` are the birth dates of
    19YY and 20YY that exist, none when the digits are no date; `sex` is "" for a KK number.
    """

    subdistrict: str
    dates: tuple[date, ...]
    sex: str
    serial: int


def read(number: str, *, adds_for_women: bool = True) -> Reading | None:
    """Return what a NIK says (a KK number with `adds_for_women=False`); None if not 16 digits."""
    if len(number) != 16 or not (number.isascii() and number.isdigit()):
        return None
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    sex = ""
    if adds_for_women:
        sex = FEMALE if day > _WOMEN_ADD else MALE
        day -= _WOMEN_ADD if sex == FEMALE else 0
    return Reading(
        subdistrict=f"{number[:2]}.{number[2:4]}.{number[4:6]}",
        dates=_existing(day, month, year),
        sex=sex,
        serial=int(number[12:]),
    )


def check(
    number: str,
    *,
    on: date,
    birth_date: date | None = None,
    sex: str = "",
    subdistricts: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Return the codes of what looks wrong about a NIK on a day, in the order of `WARNINGS`.

    `birth_date` and `sex` ("L", "P") are those on record, if any. `subdistricts` are known codes;
    a place is judged by them only if its kabupaten is among them.
    """
    reading = read(number)
    if reading is None:
        return (NOT_16_DIGITS,)
    found = _form(reading, on, subdistricts)
    if birth_date is not None:
        if reading.dates and birth_date not in reading.dates:
            found.append(BIRTH_DATE_DIFFERS)
    elif sum(day <= on for day in reading.dates) > 1:
        found.append(CENTURY_AMBIGUOUS)
    if sex and reading.dates and sex != reading.sex:
        found.append(SEX_DIFFERS)
    return tuple(code for code in WARNINGS if code in found)


def check_household(
    number: str, *, on: date, subdistricts: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the codes of what looks wrong about a KK number on a day."""
    reading = read(number, adds_for_women=False)
    if reading is None:
        return (NOT_16_DIGITS,)
    return tuple(_form(reading, on, subdistricts))


def masked(number: str) -> str:
    """Return the number for everyday eyes: place of four digits and serial, the rest hidden.

    "3602067102900001" -> "3602••••••••0001"; anything not of 16 digits is hidden entirely.
    """
    if read(number) is None:
        return "•" * len(number)
    return f"{number[:4]}{'•' * 8}{number[12:]}"


def _form(reading: Reading, on: date, subdistricts: frozenset[str]) -> list[str]:
    found = []
    if _is_unknown(reading.subdistrict, subdistricts):
        found.append(PLACE_UNKNOWN)
    if not any(day <= on for day in reading.dates):
        found.append(DATE_IMPOSSIBLE)
    if reading.serial == 0:
        found.append(SERIAL_ZERO)
    return found


def _is_unknown(subdistrict: str, known: frozenset[str]) -> bool:
    if "00" in subdistrict.split("."):
        return True
    return subdistrict not in known and subdistrict[:5] in _districts(known)


@cache
def _districts(subdistricts: frozenset[str]) -> frozenset[str]:
    return frozenset(code[:5] for code in subdistricts)


def _existing(day: int, month: int, year: int) -> tuple[date, ...]:
    found = []
    for century in (1900, 2000):
        try:
            found.append(date(century + year, month, day))
        except ValueError:
            continue
    return tuple(found)
