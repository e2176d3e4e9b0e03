"""Writing the rows of one register by the domain's commands, and pinning a refusal to its row.

A command refuses a whole chunk; the chunk is then parted until the row that it refuses stands
alone. Called within the transaction of `importing`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from klaster.domain.access.once import SentBefore
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import date_text, number_text
from klaster.workbook.checking import chunks
from klaster.workbook.columns import Column
from klaster.workbook.opening import Workbook
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.rows import Faults, read

Progress = Callable[[str, int, int], None]

# What a refusal is about, by its code: the domain knows no columns.
COLUMN_OF = {
    "before_opening": "tanggal", "month_closed": "tanggal", "before_signing": "tanggal",
    "handed_over": "tanggal", "step_before_last": "tanggal", "stage_not_next": "tahap",
    "not_enough": "jumlah", "number_taken": "nomor", "code_taken": "kode",
    "entry_conflict": "nomor", "event_conflict": "nomor", "outside_cycle": "tanggal",
    "no_consent_to_join": "mitra", "sector_without_deed": "sektor",
    "no_such_rules": "kode", "no_spiritual_consent": "mitra", "answered_already": "tanggal",
    "confirmed_that_day": "tanggal",
}  # fmt: skip
CONFLICTS = ("entry_conflict", "event_conflict")  # they name an id that no sheet shows


# Chunks of a sheet after which the tables are counted anew: each has four times the rows before.
COUNTED_AFTER = frozenset((1, 4, 16, 64))


@dataclass(frozen=True, slots=True)
class Count:
    """What became of one sheet: rows read = new + unchanged."""

    sheet: str
    read: int
    new: int

    @property
    def unchanged(self) -> int:
        """Rows that were on record with the same content."""
        return self.read - self.new


def write(
    book: Workbook, register: Register, context: Context, faults: Faults, progress: Progress
) -> Count:
    """Write all rows of a sheet, telling `progress` after each chunk."""
    total = max(0, book.extents[register.sheet].rows - 1)
    done = new = 0
    broken: set[Any] = set()
    for number, rows in enumerate(chunks(read(book, register, context, faults)), 1):
        unchanged = register.unchanged(context, rows)
        _attempt(register, context, rows, faults, broken)
        if faults.is_full:
            break
        done += len(rows)
        new += len(rows) - unchanged
        progress(register.sheet, done, total)
        if number in COUNTED_AFTER:
            _count_what_grew()
    return Count(register.sheet, done, new)


def _count_what_grew() -> None:
    """Let the planner know the rows just written, which it takes for none until they are committed.

    The plan that checks a reference is made at its first row and kept; made on a table that seems
    empty it may walk an index over the whole organisation for each row. `klaster migrate` makes
    the function.
    """
    with connection.cursor() as cursor:
        cursor.execute("select analyze_what_grew()")


def _attempt(
    register: Register, context: Context, rows: Sequence[Row], faults: Faults, broken: set[Any]
) -> None:
    """Write rows, or note which of them are refused. `broken`: chains with a refused row."""
    if register.chain and broken:
        rows = [row for row in rows if row[register.chain] not in broken]
    if not rows or faults.is_full:
        return
    try:
        with transaction.atomic():
            register.write(context, rows)
    except Refused as refused:
        if register.is_one_act:
            _note(register, context, rows[int(refused.data.get("row", 1)) - 1], refused, faults)
            return
        if len(rows) > 1:
            for part in _parts(rows, refused):
                _attempt(register, context, part, faults, broken)
            return
        if register.chain:
            broken.add(rows[0][register.chain])
        _note(register, context, rows[0], refused, faults)


def _parts(rows: Sequence[Row], refused: Refused) -> Sequence[Sequence[Row]]:
    """The rows before, at and after the one the refusal names, or else two halves."""
    number = refused.data.get("row")
    if isinstance(number, int) and 1 <= number <= len(rows):
        return rows[: number - 1], rows[number - 1 : number], rows[number:]
    middle = len(rows) // 2
    return rows[:middle], rows[middle:]


def _note(register: Register, context: Context, row: Row, refused: Refused, faults: Faults) -> None:
    """Say what the refusal means in the words of the sheet."""
    if isinstance(refused, SentBefore):
        _note_other_content(register, row, refused, faults)
        return
    named = str(refused.data.get("field") or refused.data.get("column") or "")
    named = named or COLUMN_OF.get(refused.code, "")
    named = named.lstrip("0123456789.")  # a bulk command puts its own row number in front
    column = register.column(register.fields.get(named, named))
    if isinstance(refused, BadField) and column:
        reason = refused.why(_)
    elif refused.code in CONFLICTS:
        reason = _("sudah tercatat dengan isi yang lain; pakai nomor lain atau samakan isinya")
    else:
        reason = refused.said(_)
    faults.add(
        register.sheet,
        row.number,
        column.header if column else "",
        row[column.name] if column else "/".join(str(row[name]) for name in register.key),
        reason,
    )


def _note_other_content(register: Register, row: Row, refused: SentBefore, faults: Faults) -> None:
    """Say of each field what is on record; of those that a command names, only what differs."""
    before = refused.data.get("before")
    before = before or register.table._default_manager.filter(pk=row.id).first()
    told = []
    for name in str(refused.data["fields"]).split(", "):
        column = register.column(register.fields.get(name, name))
        old = getattr(before, name, None)
        if column is None or old is None or old != row[column.name]:
            told.append((column, old))
    for column, old in told or [(None, None)]:
        reason = _("sudah tercatat {old}; pakai kode lain atau samakan isinya").format(
            old=_said(column, old) or _("dengan isi lain")
        )
        value = _said(column, row[column.name]) if column else ""
        faults.add(register.sheet, row.number, column.header if column else "", value, reason)


def _said(column: Column | None, value: Any) -> str:
    """A value in the words of its column."""
    if column is not None and column.choices is not None:
        words = {code: word for word, code in column.choices.items()}
        return str(words.get(value, value or ""))
    if isinstance(value, int) and not isinstance(value, bool):
        return number_text(value)
    return date_text(value) if isinstance(value, date) else str(value or "")
