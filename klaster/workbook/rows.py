"""From a sheet to rows: the header is matched, cells are read, faults are noted with their place.

Nothing here knows a database.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from python_calamine import CalamineSheet

from klaster.workbook import cells
from klaster.workbook.columns import Column
from klaster.workbook.opening import Extent, Workbook, column_letters, column_number
from klaster.workbook.register import Context, Register, Row

MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: where it stands, what stands there, and what to do. Row 0: the sheet."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


class Faults(list[Fault]):
    """Faults found so far; `is_full` when there are enough to work on.

    `spoiled` are ids of rows left out for a fault of their own, `unread` the spaces of sheets left
    out: whatever refers to them is not wrong for that.
    """

    def __init__(self) -> None:
        super().__init__()
        self.spoiled: set[UUID] = set()
        self.unread: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether looking for more would help nobody."""
        return len(self) >= MOST_FAULTS

    def add(self, sheet: str, row: int, column: str, value: Any, reason: str) -> None:
        """Note one more, unless there are enough."""
        if not self.is_full:
            self.append(Fault(sheet, row, column, cells.shown(value), reason))


def read(book: Workbook, register: Register, context: Context, faults: Faults) -> Iterator[Row]:
    """The rows of a register that are right by themselves; what is wrong is added to `faults`."""
    extent = book.extents[register.sheet]
    sheet = book.sheet(register.sheet)
    lines = sheet.iter_rows()
    first = next(lines, None)
    look_at_sheet(register.sheet, extent, sheet, first or [], faults)
    columns = _match(register, first if extent.rows else None, faults)
    if columns is None:
        faults.unread.add(register.space)
        return
    for number, line in enumerate(lines, 2):
        if all(cells.is_blank(value) for value in line):
            continue
        row = _row(register, context, number, line, columns, faults)
        if row is not None:
            yield row
        elif faults.is_full:
            return


def look_at_sheet(
    name: str, extent: Extent, sheet: CalamineSheet, header: list[Any], faults: Faults
) -> None:
    """Note what a reader of cells does not see: what is hidden, merged, or went wrong in Excel."""

    def note(row: int, column: int, reason: str) -> None:
        place = column - 1 - (sheet.start or (0, 0))[1]  # the reader leaves out blank columns
        title = header[place] if 0 <= place < len(header) else ""
        letters = column_letters(column) if column else ""
        faults.add(name, row, str(title or letters), f"{letters}{row}", reason)

    if extent.is_hidden:
        faults.add(name, 0, "", "", _("lembar tersembunyi; tampilkan, atau hapus"))
    for row in extent.hidden_rows[:MOST_FAULTS]:
        reason = _("baris tersembunyi; tampilkan (lepas saringan), atau hapus")
        faults.add(name, row, "", "", reason)
    for letters, row in extent.errors[:MOST_FAULTS]:
        note(row, column_number(letters.encode()), _("sel memuat galat; perbaiki isinya"))
    for letters, row in extent.unsolved[:MOST_FAULTS]:
        reason = _("rumus tanpa hasil; tempel nilainya, bukan rumusnya")
        note(row, column_number(letters.encode()), reason)
    for start, _end in sheet.merged_cell_ranges or ():
        note(start[0] + 1, start[1] + 1, _("sel gabungan; pisahkan dahulu"))


def _match(
    register: Register, header: list[Any] | None, faults: Faults
) -> list[tuple[int, Column]] | None:
    """Where each column stands; None, with the faults noted, unless every header is right."""
    if header is None:
        faults.add(register.sheet, 1, "", "", _("lembar kosong; hapus lembarnya atau isi judulnya"))
        return None
    if all(cells.is_blank(title) for title in header):
        reason = _("baris 1 kosong; judul kolom harus di baris 1")
        faults.add(register.sheet, 1, "", "", reason)
        return None
    wanted = {_folded(column.header): column for column in register.columns}
    found: dict[str, int] = {}
    before = len(faults)
    for place, title in enumerate(header):
        if cells.is_blank(title):
            continue
        name = _folded(str(title))
        if name in found:
            faults.add(register.sheet, 1, cells.shown(title), title, _("judul kolom ini ganda"))
        elif name not in wanted:
            faults.add(register.sheet, 1, cells.shown(title), title, _unknown(name, wanted))
        found[name] = place
    for name, column in wanted.items():
        if name not in found and column.is_required:
            reason = _("kolom ini tidak ada; tambahkan judulnya di baris 1")
            faults.add(register.sheet, 1, column.header, "", reason)
    if len(faults) > before:
        return None
    return [(found[name], column) for name, column in wanted.items() if name in found]


def _unknown(name: str, wanted: dict[str, Column]) -> str:
    near = difflib.get_close_matches(name, wanted, n=1)
    if near:
        return _("judul kolom tidak dikenal; maksudnya {header}?").format(
            header=wanted[near[0]].header
        )
    return _("judul kolom tidak dikenal; hapus, atau pakai judul dari templat")


def _row(
    register: Register,
    context: Context,
    number: int,
    line: list[Any],
    columns: list[tuple[int, Column]],
    faults: Faults,
) -> Row | None:
    values = {column.name: column.default for column in register.columns}
    is_right = True
    for place, column in columns:
        value = line[place]
        try:
            if value != "" and not cells.is_blank(value):
                values[column.name] = column.read(value)
            elif column.is_required:
                raise cells.BadCell(_("harus diisi"))
        except cells.BadCell as bad:
            faults.add(register.sheet, number, column.header, value, str(bad))
            is_right = False
    if len(line) > len(columns) and _overhangs(line, columns):
        faults.add(register.sheet, number, "", "", _("ada isi di luar kolom berjudul; hapus"))
        is_right = False
    if is_right and register.check and (wrong := register.check(values)):
        name, reason = wrong
        column = next(each for each in register.columns if each.name == name)
        faults.add(register.sheet, number, column.header, values[name] or "", reason)
        is_right = False
    row = Row(number, context.id(register.space, *(values[name] for name in register.key)), values)
    if is_right:
        return row
    faults.spoiled.add(row.id)
    return None


def _overhangs(line: list[Any], columns: list[tuple[int, Column]]) -> bool:
    titled = {place for place, _column in columns}
    return any(not cells.is_blank(value) for place, value in enumerate(line) if place not in titled)


def _folded(title: str) -> str:
    return " ".join(title.replace("_", " ").split()).lower()
