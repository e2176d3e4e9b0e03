"""Reading JSON: loose values in, checked values out; every refusal names its field.

For terms of contracts, policies and simulations. Amounts come as text in the unit's own size
and leave as integers of its smallest step. A missing key and null mean the same: the default,
or where there is none, refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from klaster.rules import amount
from klaster.rules.refusal import BadField

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199  # outside of these a date is a slip of the pen

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@contextmanager
def within(path: str) -> Iterator[None]:
    """Names of fields refused inside get `path` in front: `terms.principal`."""
    try:
        yield
    except BadField as refused:
        field = f"{path}.{refused.data['field']}"
        raise type(refused)(**{**refused.data, "field": field}) from None


def read_mapping(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A nested object of JSON."""
    return as_mapping(_required(values, name), name)


def as_mapping(value: object, name: str) -> Mapping[str, Any]:
    """`value` when it is an object of JSON; refused under `name` when not."""
    if not isinstance(value, Mapping):
        raise BadField(field=name, reason="harus berupa objek JSON")
    return value


def read_list(values: Mapping[str, Any], name: str, most: int = 1200) -> Sequence[Any]:
    """A list of JSON, empty when the key is missing; at most `most` elements."""
    value = values.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise BadField(field=name, reason="harus berupa daftar")
    if len(value) > most:
        raise BadField(field=name, reason="paling banyak {most} unsur", most=most)
    return value


def read_text(
    values: Mapping[str, Any], name: str, longest: int = 200, default: str | None = None
) -> str:
    """Text that says something: not blank, at most `longest` characters."""
    value = values.get(name)
    if value is None and default is not None:
        return default
    value = _required(values, name)
    if not isinstance(value, str):
        raise BadField(field=name, reason="harus berupa teks")
    if not value.strip():
        raise BadField(field=name, reason="harus diisi")
    if not value.isprintable():
        raise BadField(field=name, reason="memuat huruf yang tidak dapat dicetak")
    if len(value) > longest:
        raise BadField(field=name, reason="paling panjang {longest} huruf", longest=longest)
    return value.strip()


def read_choice(
    values: Mapping[str, Any], name: str, choices: Sequence[str], default: str | None = None
) -> str:
    """One of `choices`."""
    value = values.get(name)
    if value is None and default is not None:
        return default
    value = _required(values, name)
    if not isinstance(value, str) or value not in choices:
        raise BadField(field=name, reason="pilih salah satu: {choices}", choices=", ".join(choices))
    return value


def read_flag(values: Mapping[str, Any], name: str, default: bool | None = None) -> bool:
    """True or false, nothing that merely looks like it."""
    value = values.get(name)
    if value is None and default is not None:
        return default
    value = _required(values, name)
    if not isinstance(value, bool):
        raise BadField(field=name, reason="harus true atau false")
    return value


def read_int(
    values: Mapping[str, Any], name: str, least: int, most: int, default: int | None = None
) -> int:
    """A whole number within the bounds, both included."""
    value = values.get(name)
    if value is None and default is not None:
        return default
    value = _required(values, name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadField(field=name, reason="harus bilangan bulat")
    if not least <= value <= most:
        raise BadField(field=name, reason="harus antara {least} dan {most}", least=least, most=most)
    return value


def read_decimal(
    values: Mapping[str, Any], name: str, least: int, most: int, default: Decimal | None = None
) -> Decimal:
    """An exact number within the bounds, both included (percentages, weights, ratios)."""
    value = values.get(name)
    if value is None and default is not None:
        return default
    number = amount.to_decimal(_required(values, name), name)
    if not least <= number <= most:
        raise BadField(field=name, reason="harus antara {least} dan {most}", least=least, most=most)
    return number


def read_money(
    values: Mapping[str, Any],
    name: str,
    decimals: int = 0,
    least: int = 0,
    default: int | None = None,
) -> int:
    """An amount in smallest steps, not below `least` steps; `default` is in steps too."""
    value = values.get(name)
    if value is None and default is not None:
        return default
    steps = amount.to_steps(_required(values, name), decimals, name)
    if steps < least:
        smallest = amount.to_text(least, decimals)
        raise BadField(field=name, reason="tidak boleh kurang dari {smallest}", smallest=smallest)
    return steps


def read_date(values: Mapping[str, Any], name: str) -> date:
    """A day written as 2013-12-31."""
    return as_date(_required(values, name), name)


def read_optional_date(values: Mapping[str, Any], name: str) -> date | None:
    """A day, or None where none is given."""
    return None if values.get(name) is None else read_date(values, name)


def as_date(value: object, name: str) -> date:
    """`value` as a day; refused under `name` when it is not one or far from our time."""
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise BadField(field=name, reason="tanggal {value} tidak ada", value=value) from None
        if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return day
        raise BadField(
            field=name,
            reason="tahun harus {earliest} sampai {latest}",
            earliest=EARLIEST_YEAR,
            latest=LATEST_YEAR,
        )
    raise BadField(field=name, reason='harus tanggal, misalnya "2013-12-31"')


def _required(values: Mapping[str, Any], name: str) -> Any:
    value = values.get(name)
    if value is None:
        raise BadField(field=name, reason="harus diisi")
    return value
