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

from klaster.workbook.columns import Column
from klaster.workbook.opening import Workbook
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.rows import Faults, read

GUIDE = "Petunjuk"  # the sheet that is for people only
CHUNK = 2_000

T = TypeVar("T")
# Where a key first stood: the key as written there, sheet, row. Looked up without capitals.
Place = tuple[tuple[Any, ...], str, int]
Keys = dict[str, dict[tuple[Any, ...], Place]]  # by space


def chunks(rows: Iterator[T]) -> Iterator[list[T]]:
    """Rows in lists of at most `CHUNK`, so that memory does not grow with the sheet."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def names(book: Workbook, registers: Sequence[Register], faults: Faults) -> None:
    """Note sheets that no register knows, and a workbook without a single known one."""
    known = {register.sheet for register in registers}
    by_folded = {name.casefold(): name for name in known}
    for name in book.names:
        if name not in known and name != GUIDE:
            folded = " ".join(name.replace("_", " ").split()).casefold()
            near = difflib.get_close_matches(folded, by_folded, n=1)
            meant = _(" Maksudnya {sheet}?").format(sheet=by_folded[near[0]]) if near else ""
            reason = _("lembar ini tidak dikenal; hapus, atau pakai nama dari templat.")
            faults.add(name, 0, "", name, reason + meant)
    for register in registers:
        if register.sheet in book.names and register.part_of not in ("", *book.names):
            reason = _("lembar ini hanya berlaku bersama lembar {sheet}")
            whole = register.part_of
            faults.add(register.sheet, 0, "", register.sheet, reason.format(sheet=whole))
    if not known & set(book.names):
        faults.add("", 0, "", book.path.name, _("tidak ada lembar register; mulai dari templat"))


def sheets(book: Workbook, registers: Sequence[Register], context: Context, faults: Faults) -> None:
    """Read every sheet there is of `registers` by itself and note all that is wrong in it."""
    keys: Keys = {}
    owners = {register.space: register for register in registers}
    is_empty = True
    for register in registers:
        if register.sheet not in book.extents:
            continue
        held = keys.setdefault(register.space, {})
        for chunk in chunks(read(book, register, context, faults)):
            is_empty = False
            _check_keys(register, chunk, held, faults)
            _check_references(register, chunk, keys, owners, context, faults)
            if faults.is_full:
                return
    if is_empty and not faults:
        reason = _("belum ada satu baris pun; isi lembarnya dahulu")
        faults.add("", 0, "", book.path.name, reason)


def _check_keys(
    register: Register,
    rows: Sequence[Row],
    held: dict[tuple[Any, ...], Place],
    faults: Faults,
) -> None:
    for row in rows:
        key = tuple(row[name] for name in register.key)
        place = (key, register.sheet, row.number)
        first = held.setdefault(_folded(key), place)
        if first != place:
            column = register.column(register.key[-1])
            assert column is not None, "a key is made of columns"
            faults.add(
                register.sheet, row.number, column.header, row[column.name],
                _("sudah dipakai di lembar {sheet} baris {row}; satu baris satu kode").format(
                    sheet=first[1], row=first[2]
                ),
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
        if not column.refers_to or column.refers_to in faults.unread:
            continue
        held = keys.get(column.refers_to, {})
        missing: dict[UUID, list[Row]] = {}
        for row in rows:
            value = row[column.name]
            if value is None or value == "":
                continue
            stands = held.get(_folded((value,)))
            if stands is None or stands[0] != (value,):
                missing.setdefault(context.id(column.refers_to, value), []).append(row)
            elif stands[1] not in column.sheets:
                reason = _("ini kode dari lembar {there}; yang diminta dari lembar {sheets}")
                there = reason.format(there=stands[1], sheets=either(column.sheets))
                faults.add(register.sheet, row.number, column.header, value, there)
        if not missing:
            continue
        on_record = owners[column.refers_to].on_record(context, list(missing))
        for unknown in missing.keys() - on_record - faults.spoiled:
            for row in missing[unknown]:
                value = row[column.name]
                faults.add(register.sheet, row.number, column.header, value,
                           _not_there(value, column, held))  # fmt: skip


def _not_there(value: Any, column: Column, held: Mapping[tuple[Any, ...], Place]) -> str:
    """Why a reference names nothing, with the code it may have meant."""
    if near := held.get(_folded((value,))):
        return _("tertulis {code} di lembar {sheet} baris {row}; samakan").format(
            code=near[0][0], sheet=near[1], row=near[2]
        )
    return _("tidak ada di lembar {sheets} dan belum pernah diimpor").format(
        sheets=either(column.sheets)
    )


def _folded(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """A key without capitals: two that differ in no more are taken for a slip of the pen."""
    return tuple(part.casefold() if isinstance(part, str) else part for part in key)


def either(sheets: Sequence[str]) -> str:
    """Names of sheets as a person lists them: "Pendamping, Kelompok atau Mitra"."""
    *first, last = sheets
    return _("{first} atau {last}").format(first=", ".join(first), last=last) if first else last
