"""Checking and importing a workbook: all or nothing, and the same workbook again changes nothing.

First every sheet is read by itself (types, keys, references); only when all of that is right are
the rows written, in one transaction, by the domain's own commands. `check` does the same and takes
it back. Called by the command line, the web and the demo.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from klaster.domain.access.acts import Actor
from klaster.workbook import checking, opening, writing
from klaster.workbook.register import Context
from klaster.workbook.registers import REGISTERS
from klaster.workbook.rows import Fault, Faults
from klaster.workbook.writing import Count, Progress


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts by sheet in the order imported, what has to be mended, and what to know besides.

    With faults nothing was recorded.
    """

    counts: tuple[Count, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the workbook has to be mended before anything of it is recorded."""
        return bool(self.faults)

    @property
    def new(self) -> int:
        """Rows that were not on record before."""
        return sum(count.new for count in self.counts)

    @property
    def read(self) -> int:
        """Rows read from all sheets."""
        return sum(count.read for count in self.counts)


def silent(_sheet: str, _done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def check(path: Path, by: Actor, on: date, progress: Progress = silent) -> Outcome:
    """What importing the workbook would do, without doing it. Raises `NotAWorkbook`."""
    return _go_through(path, by, on, progress, is_rehearsal=True)


def run(path: Path, by: Actor, on: date, progress: Progress = silent) -> Outcome:
    """Import the workbook; an outcome with faults means that nothing was. Raises `NotAWorkbook`.

    `on` is the day of recording; every event has its own day in its row.
    """
    return _go_through(path, by, on, progress, is_rehearsal=False)


def _go_through(
    path: Path, by: Actor, on: date, progress: Progress, *, is_rehearsal: bool
) -> Outcome:
    book = opening.workbook(path)
    context = Context(by, on)
    faults = Faults()
    checking.names(book, REGISTERS, faults)
    checking.sheets(book, REGISTERS, context, faults)
    if faults:
        return Outcome(faults=tuple(faults))
    counts = []
    with transaction.atomic():
        for register in REGISTERS:
            if register.sheet not in book.extents:
                continue
            counts.append(writing.write(book, register, context, faults, progress))
            if faults:
                break
        transaction.set_rollback(is_rehearsal or bool(faults))
    return Outcome(tuple(counts), tuple(faults), tuple(context.warnings))
