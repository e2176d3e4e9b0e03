"""What a cell says: the loose value a spreadsheet holds becomes text, number, day or choice.

Pure functions. `BadCell` says in plain Indonesian what to write instead. A cell that is blank never
comes here.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from klaster.rules import reading
from klaster.rules.wording import MONTHS, number_text

LARGEST = 10**13  # more than that in one cell is a slip; 900,000 such cells still fit one balance
EXACT_FLOAT = 2**53  # beyond it a spreadsheet has already rounded the number

_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?", re.ASCII)
_PLAIN = re.compile(r"[0-9]+([.,]0{1,2})?", re.ASCII)
_DECIMAL = re.compile(r"[0-9]+([.,][0-9]+)?", re.ASCII)
# A thousand to an English reader, one with three decimals to an Indonesian one; 0,125 is clear.
_TWO_MEANINGS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NUMBERED_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", re.ASCII)
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_NAMED_DAY = re.compile(r"([0-9]{1,2})\s+([A-Za-z]+)\s+([0-9]{4})", re.ASCII)
_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"agt": 8}


class BadCell(Exception):
    """The value cannot be what the column asks for; the message says what to write instead."""


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing, or nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Any) -> str:
    """The value as a person would recognise it in a list of errors, at most 40 characters."""
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT_FLOAT:
        value = int(value)
    text = "".join(c if c.isprintable() else "?" for c in str(value))
    return text if len(text) <= 40 else text[:39] + "…"


def text(value: Any, longest: int) -> str:
    """Words on one line, spaces of any kind and number made one; a date is refused.

    A number is taken as it is written.
    """
    if isinstance(value, bool):
        raise BadCell(_("isinya ya/tidak, padahal kolom ini teks; ketik isinya sebagai teks"))
    if isinstance(value, float | int):
        value = _number_as_text(value)
    if not isinstance(value, str):
        raise BadCell(_("isinya tanggal atau jam, padahal kolom ini teks; ubah format sel"))
    value = value.strip()
    if not value.isascii() or "  " in value:
        value = unicodedata.normalize("NFC", _SPACES.sub(" ", value))
    if not value.isprintable():
        raise BadCell(_("memuat huruf yang tidak tampak; ketik ulang isinya dalam satu baris"))
    if len(value) > longest:
        raise BadCell(_("terlalu panjang; paling banyak {n} huruf").format(n=longest))
    return value


def code(value: Any, longest: int) -> str:
    """A key: letters that look alike (Cyrillic, full width) would make two of one; ASCII only."""
    written = text(value, longest)
    if not written.isascii():
        strange = next(letter for letter in written if not letter.isascii())
        raise BadCell(
            _(
                "kode hanya boleh memuat huruf A-Z, angka, dan tanda baca biasa; huruf {letter}"
                " bukan, walau mungkin serupa; ketik ulang"
            ).format(letter=strange)
        )
    return written


def digits(value: Any, longest: int) -> str:
    """A number that is a name (NIK, telephone): text only, spaces, dots and hyphens left out."""
    if not isinstance(value, str):
        raise BadCell(
            _(
                "tersimpan sebagai angka sehingga nol di depan atau angka terakhir dapat hilang;"
                " jadikan kolom ini teks lalu ketik ulang nomornya"
            )
        )
    if value.isascii() and value.isdigit() and len(value) <= longest:
        return value
    number = re.sub(r"[\s.\-]", "", text(value, longest * 2))
    if not re.fullmatch(r"\+?[0-9]+", number, re.ASCII):
        raise BadCell(_("harus nomor: hanya angka 0 sampai 9"))
    if len(number) > longest:
        raise BadCell(_("terlalu panjang; paling banyak {n} angka").format(n=longest))
    return number


def whole(value: Any, least: int, most: int) -> int:
    """A whole number: 5, 5.0, "5" and "5.000" are understood, 5.5 is not."""
    if isinstance(value, str):
        number = _whole_of_text(value.strip())
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise BadCell(_("harus angka, bukan tanggal, jam, atau ya/tidak"))
    else:
        if not abs(value) <= EXACT_FLOAT:  # written so that it catches NaN too
            raise BadCell(_("angkanya terlalu besar untuk disimpan tepat; periksa isinya"))
        if value != int(value):
            raise BadCell(_("harus bilangan bulat, tanpa pecahan"))
        number = int(value)
    _require_between(number, least, most)
    return number


def rupiah(value: Any, least: int) -> int:
    """Whole rupiah: "Rp 5.000", "5.000,00", 5000.0 and "5000" are all 5000."""
    if isinstance(value, str):
        value = re.sub(r"^\s*Rp\.?\s*|,-\s*$", "", value, flags=re.IGNORECASE)
    return whole(value, least, LARGEST)


def decimal(value: Any, least: int, most: int) -> Decimal:
    """An exact number with a fraction: 12.5, "12,5", "1.200,75"; "1.200" is refused as unclear."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadCell(_("harus angka, bukan tanggal, jam, atau ya/tidak"))
    written = value.strip() if isinstance(value, str) else repr(value)
    if isinstance(value, str):
        if _TWO_MEANINGS.fullmatch(written):
            raise BadCell(_two_meanings(written))
        if _GROUPED.fullmatch(written):
            written = written.replace(".", "")
        elif not _DECIMAL.fullmatch(written):
            raise BadCell(_("bukan angka; tulis misalnya 12,5"))
    elif not abs(value) <= EXACT_FLOAT:  # written so that it catches NaN too
        raise BadCell(_("angkanya terlalu besar untuk disimpan tepat; periksa isinya"))
    number = Decimal(written.replace(",", "."))
    _require_between(number, least, most)
    return number


def day(value: Any) -> date:
    """A day: a date cell, "6-3-2014", "06/03/2014", "2014-03-06" or "6 Maret 2014"."""
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise BadCell(_("memuat jam; tulis tanggalnya saja"))
        value = value.date()
    if isinstance(value, str):
        value = _day_of_text(value.strip())
    if not isinstance(value, date):
        raise BadCell(_("bukan tanggal; ubah format sel menjadi tanggal, atau tulis 6-3-2014"))
    first, last = reading.EARLIEST_YEAR, reading.LATEST_YEAR
    if not first <= value.year <= last:
        raise BadCell(_("tahunnya harus {first} sampai {last}").format(first=first, last=last))
    return value


def choice(value: Any, choices: Mapping[str, Any]) -> Any:
    """The code behind one of the words offered, capitals and spaces forgiven."""
    if isinstance(value, str) and value in choices:
        return choices[value]
    wanted = _folded(str(value)) if isinstance(value, str) else None
    for word, code in choices.items():
        if _folded(word) == wanted:
            return code
    raise BadCell(_("pilih salah satu: {choices}").format(choices=", ".join(choices)))


def _folded(word: str) -> str:
    return word.strip().lower().replace("_", " ")


def _number_as_text(value: float | int) -> str:
    if not abs(value) <= EXACT_FLOAT or value != int(value):
        raise BadCell(_("isinya angka yang tidak utuh; jadikan kolom ini teks lalu ketik ulang"))
    return str(int(value))


def _require_between(number: int | Decimal, least: int, most: int) -> None:
    if number < least:
        raise BadCell(_("paling sedikit {least}").format(least=number_text(least)))
    if number > most:
        raise BadCell(_("paling banyak {most}").format(most=number_text(most)))


def _two_meanings(written: str) -> str:
    small, _point, decimals = written.replace(",", ".").partition(".")
    return _("dapat berarti {small} atau {large}; tulis {plain} bila {large}").format(
        small=f"{small},{decimals}", large=f"{small}.{decimals}", plain=small + decimals
    )


def _whole_of_text(written: str) -> int:
    if "," in written and _TWO_MEANINGS.fullmatch(written):
        raise BadCell(_two_meanings(written))
    if found := _GROUPED.fullmatch(written):
        if (found[2] or ",0").strip(",0"):
            raise BadCell(_("harus bilangan bulat, tanpa pecahan"))
        written = written.replace(".", "")
    elif re.fullmatch(r"[0-9]+[.,][0-9]{1,2}", written, re.ASCII) and not _PLAIN.fullmatch(written):
        raise BadCell(_("harus bilangan bulat, tanpa pecahan"))
    elif not _PLAIN.fullmatch(written):
        if re.fullmatch(r"-[0-9.,]+", written, re.ASCII):
            raise BadCell(_("tidak boleh di bawah nol"))
        raise BadCell(_("bukan angka yang dimengerti; tulis misalnya 5000 atau 5.000"))
    return int(re.split(r"[.,]", written)[0][:40])


def _day_of_text(written: str) -> date | None:
    if found := _ISO_DAY.fullmatch(written):
        year, month, number = (int(part) for part in found.groups())
    elif found := _NUMBERED_DAY.fullmatch(written):
        number, month, year = (int(part) for part in found.groups())
    elif found := _NAMED_DAY.fullmatch(written):
        number, year = int(found[1]), int(found[3])
        month = _month_named(found[2])
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        raise BadCell(_("tanggal ini tidak ada di kalender")) from None


def _month_named(name: str) -> int:
    full = {month.lower(): number for number, month in enumerate(MONTHS, 1)} | _MONTH_OF
    month = full.get(name.lower())
    if month is None:
        raise BadCell(_("nama bulan tidak dikenal; tulis misalnya 6 Maret 2014"))
    return month
