"""Long lists a page at a time, by key: page one thousand costs what page one does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import Http404, QueryDict

AFTER = "setelah"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its rows, and the addresses of the first and the next page, or ""."""

    rows: Sequence[Any]
    first: str
    next: str


def part(rows: QuerySet, keys: Mapping[str, bool], asked: QueryDict, size: int = SIZE) -> Part:
    """Return the page that `asked` names, of rows ordered by `keys` (field → is descending).

    The last key must be unique. Raises `Http404` for a page mark that was not made here.
    """
    order = [f"-{key}" if is_descending else key for key, is_descending in keys.items()]
    rows = rows.order_by(*order)
    if mark := asked.get(AFTER):
        rows = rows.filter(_behind(keys, _read(mark, len(keys))))
    found = list(rows[: size + 1])
    after = _mark([_value(found[size - 1], key) for key in keys]) if len(found) > size else ""
    return Part(
        rows=found[:size],
        first=_address(asked) if mark else "",
        next=_address(asked, after) if after else "",
    )


def _behind(keys: Mapping[str, bool], values: Sequence[Any]) -> Q:
    """What comes after the row with these values: equal in the first keys, beyond in the next."""
    condition, equal = Q(), Q()
    for (key, is_descending), value in zip(keys.items(), values, strict=True):
        beyond = Q(**{f"{key}__{'lt' if is_descending else 'gt'}": value})
        condition |= equal & beyond
        equal &= Q(**{key: value})
    return condition


def _value(row: Model, key: str) -> Any:
    value: Any = row
    for name in key.split("__"):
        value = getattr(value, name)
    return value


def _address(asked: QueryDict, after: str = "") -> str:
    kept = [(name, value) for name, value in asked.items() if name != AFTER and value]
    return "?" + urlencode([*kept, (AFTER, after)] if after else kept)


def _mark(values: Sequence[Any]) -> str:
    return urlsafe_b64encode(json.dumps(values, default=str).encode()).decode()


def _read(mark: str, count: int) -> list[str]:
    try:
        values = json.loads(urlsafe_b64decode(mark))
    except ValueError:
        raise Http404 from None
    if not isinstance(values, list) or len(values) != count:
        raise Http404
    return values
