"""What can be said of a workbook before anything is written: sheet names, cells, keys, references.

A key may stand once in all sheets that share it; a reference must name a row of the workbook or one
imported before.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.workbook.opening import Workbook
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.rows import Faults, read

GUIDE = "Petunjuk"  # the sheet that is for people only
CHUNK = 2_000

T = TypeVar("T")
Keys = dict[str, dict[tuple[Any, ...], str]]  # by space: key -> "sheet, row" where it first stood


def chunks(rows: Iterator[T]) -> Iterator[list[T]]:
    """Rows in lists of at most `CHUNK`, so that memory does not grow with the sheet."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def names(book: Workbook, registers: Sequence[Register], faults: Faults) -> None:
    """Note sheets that no register knows, and a workbook without a single known one."""
    known = {register.sheet for register in registers}
    for name in book.names:
        if name not in known and name != GUIDE:
            near = difflib.get_close_matches(name, known, n=1)
            meant = _(" Maksudnya {sheet}?").format(sheet=near[0]) if near else ""
            reason = _("lembar ini tidak dikenal; hapus, atau pakai nama dari templat.")
            faults.add(name, 0, "", name, reason + meant)
    if not known & set(book.names):
        faults.add("", 0, "", book.path.name, _("tidak ada lembar register; mulai dari templat"))


def sheets(book: Workbook, registers: Sequence[Register], context: Context, faults: Faults) -> None:
    """Read every sheet there is of `registers` by itself and note all that is wrong in it."""
    keys: Keys = {}
    owners = {register.space: register for register in registers}
    for register in registers:
        if register.sheet not in book.extents:
            continue
        held = keys.setdefault(register.space, {})
        for chunk in chunks(read(book, register, context, faults)):
            _check_keys(register, chunk, held, faults)
            _check_references(register, chunk, keys, owners, context, faults)
            if faults.is_full:
                return


def _check_keys(
    register: Register, rows: Sequence[Row], held: dict[tuple[Any, ...], str], faults: Faults
) -> None:
    for row in rows:
        key = tuple(row[name] for name in register.key)
        place = f"{register.sheet} {row.number}"
        first = held.setdefault(key, place)
        if first != place:
            column = register.column(register.key[-1])
            assert column is not None, "a key is made of columns"
            faults.add(
                register.sheet, row.number, column.header, row[column.name],
                _("sudah dipakai di lembar {place}; satu baris satu kode").format(place=first),
            )  # fmt: skip


def _check_references(
    register: Register,
    rows: Sequence[Row],
    keys: Keys,
    owners: Mapping[str, Register],
    context: Context,
    faults: Faults,
) -> None:
    for column in register.columns:
        if not column.refers_to:
            continue
        held = keys.get(column.refers_to, {})
        missing: dict[UUID, list[Row]] = {}
        for row in rows:
            value = row[column.name]
            if value is not None and value != "" and (value,) not in held:
                missing.setdefault(context.id(column.refers_to, value), []).append(row)
        if not missing:
            continue
        on_record = owners[column.refers_to].on_record(context, list(missing))
        for unknown in missing.keys() - on_record:
            for row in missing[unknown]:
                faults.add(
                    register.sheet, row.number, column.header, row[column.name],
                    _("tidak ada di lembar {sheet} dan belum pernah diimpor").format(
                        sheet=column.refers_to
                    ),
                )  # fmt: skip
