"""From a sheet to rows: the header is matched, cells are read, faults are noted with their place.

Nothing here knows a database.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from klaster.workbook import cells
from klaster.workbook.columns import Column
from klaster.workbook.opening import Workbook
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
    """Faults found so far; `is_full` when there are enough to work on."""

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
    for place in extent.errors[:MOST_FAULTS]:
        faults.add(register.sheet, 0, "", place, _("sel memuat galat; perbaiki isinya"))
    for place in extent.unsolved[:MOST_FAULTS]:
        faults.add(
            register.sheet, 0, "", place, _("rumus tanpa hasil; tempel nilainya, bukan rumusnya")
        )
    sheet = book.sheet(register.sheet)
    for start, _end in sheet.merged_cell_ranges or ():
        place = f"{_letters(start[1])}{start[0] + 1}"
        faults.add(register.sheet, start[0] + 1, "", place, _("sel gabungan; pisahkan dahulu"))
    lines = sheet.iter_rows()
    first = next(lines, None)
    columns = _match(register, first if extent.rows else None, faults)
    if columns is None:
        return
    for number, line in enumerate(lines, (sheet.start or (0, 0))[0] + 2):
        if all(cells.is_blank(value) for value in line):
            continue
        row = _row(register, context, number, line, columns, faults)
        if row is not None:
            yield row
        elif faults.is_full:
            return


def _match(
    register: Register, header: list[Any] | None, faults: Faults
) -> list[tuple[int, Column]] | None:
    """Where each column stands; None, with the faults noted, unless every header is right."""
    if header is None:
        faults.add(register.sheet, 1, "", "", _("lembar kosong; hapus lembarnya atau isi judulnya"))
        return None
    wanted = {_folded(column.header): column for column in register.columns}
    found: dict[str, int] = {}
    before = len(faults)
    for place, title in enumerate(header):
        if cells.is_blank(title):
            continue
        name = _folded(str(title))
        if name in found:
            faults.add(register.sheet, 1, str(title), title, _("judul kolom ini ganda"))
        elif name not in wanted:
            faults.add(register.sheet, 1, str(title), title, _unknown(name, wanted))
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
            if not cells.is_blank(value):
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
    if not is_right:
        return None
    key = (values[name] for name in register.key)
    return Row(number, context.id(register.space, *key), values)


def _overhangs(line: list[Any], columns: list[tuple[int, Column]]) -> bool:
    titled = {place for place, _column in columns}
    return any(not cells.is_blank(value) for place, value in enumerate(line) if place not in titled)


def _folded(title: str) -> str:
    return " ".join(title.replace("_", " ").split()).lower()


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
