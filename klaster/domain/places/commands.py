"""Loading the official areas and the other spellings of their names.

Areas are shared by all organisations and change only with a new edition of the official list, so
loading them is part of setting up: it has no actor and no audit line.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from klaster.domain.places.models import Area, AreaAlias
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Explained, Refused

SHIPPED = Path(__file__).with_name("areas")
_LEVEL_BY_LENGTH = {
    2: Area.Level.PROVINCE,
    5: Area.Level.DISTRICT,
    8: Area.Level.SUBDISTRICT,
    13: Area.Level.VILLAGE,
}
# Aliases have no day of their own; any fixed day gives them the same id on every load.
_ALIAS_DAY = date(1970, 1, 1)


class BadArea(Explained):
    code = "bad_area"
    message = "Wilayah {area}: {reason} Perbaiki daftarnya, lalu muat ulang."


class AreaUnknown(Refused):
    code = "area_unknown"
    message = "Wilayah {area} belum ada. Muat daftar wilayah induknya lebih dahulu."


@dataclass(frozen=True, slots=True)
class NewArea:
    """One row of an official list: dotted code, name, level (`Area.Level`)."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class NewAlias:
    """Another spelling of an area, and where it was read."""

    code: str
    name: str
    source: str


def read_areas(path: Path) -> list[NewArea]:
    """Return the rows of a CSV with the columns kode, nama, level; `#` lines are comments."""
    return [NewArea(row["kode"], row["nama"], row["level"]) for row in _rows(path)]


def read_aliases(path: Path) -> list[NewAlias]:
    """Return the rows of a CSV with the columns kode, nama, sumber; `#` lines are comments."""
    return [NewAlias(row["kode"], row["nama"], row["sumber"]) for row in _rows(path)]


@transaction.atomic
def load_areas(rows: Iterable[NewArea], *, edition: str) -> int:
    """Add or rename areas to match the rows of an edition and return how many there were.

    Parents may stand in the rows or be there already. A name that changes stays findable as an
    alias of the edition it comes from.
    """
    given = {row.code: row for row in rows}
    known = Area.objects.in_bulk(set(given) | {_parent(code) for code in given} - {None})
    for row in given.values():
        _check(row, given.keys() | known.keys())
    renamed = [
        NewAlias(code, known[code].name, known[code].edition)
        for code, row in given.items()
        if code in known and known[code].name != row.name
    ]
    areas = [
        Area(
            code=row.code,
            name=row.name,
            level=row.level,
            parent_id=_parent(row.code),
            edition=edition,
        )
        for row in given.values()
    ]
    Area.objects.bulk_create(
        sorted(areas, key=lambda area: len(area.code)),
        batch_size=5_000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "edition"],
    )
    load_aliases(renamed)
    return len(areas)


@transaction.atomic
def load_aliases(rows: Sequence[NewAlias]) -> int:
    """Add other spellings of areas and return how many rows were given; known ones stay."""
    known = Area.objects.in_bulk({row.code for row in rows})
    for row in rows:
        if row.code not in known:
            raise AreaUnknown(area=row.code)
    AreaAlias.objects.bulk_create(
        [
            AreaAlias(
                id=derived_id(_ALIAS_DAY, row.code, row.name),
                area_id=row.code,
                name=row.name,
                source=row.source,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    return len(rows)


def load_shipped() -> int:
    """Load the areas of the founding case that come with the product; return how many."""
    count = load_areas(read_areas(SHIPPED / "lebak_kemendagri.csv"), edition="Kemendagri")
    load_aliases(read_aliases(SHIPPED / "lebak_aliases.csv"))
    return count


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _parent(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def _check(row: NewArea, known: set[str]) -> None:
    level = _LEVEL_BY_LENGTH.get(len(row.code))
    if level is None or not row.code.replace(".", "").isdecimal():
        raise BadArea(area=row.code, reason="kodenya tidak berbentuk 36.02.06.2002.")
    if row.level != level:
        raise BadArea(area=row.code, reason="tingkatnya seharusnya {level}.", level=level.value)
    if not row.name.strip():
        raise BadArea(area=row.code, reason="namanya kosong.")
    parent = _parent(row.code)
    if parent is not None and parent not in known:
        raise AreaUnknown(area=parent)
