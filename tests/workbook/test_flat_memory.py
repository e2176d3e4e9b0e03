"""A large sheet takes no more queries a chunk, no more rows at a time, and few bytes a row."""

import gc
import itertools
import subprocess
import sys

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.workbook import checking, importing
from klaster.workbook.register import Row
from tests.workbook.conftest import ON
from tests.workbook.sheets import SMALL

CHUNK = 200
# What a row may add to the peak: its cells in the reader of sheets (16 of them, with their text)
# and its key, by which a later row with the same code is found.
BYTES_A_ROW = 2_000

MEASURE = """
import resource, sys
from datetime import date
from pathlib import Path
from uuid import UUID
import django
django.setup()
from klaster.domain.access.acts import Actor
from klaster.workbook import checking, opening, rows
from klaster.workbook.register import Context
from klaster.workbook.registers import REGISTERS
nobody = Actor(UUID(int=1), UUID(int=2), frozenset())
faults = rows.Faults()
book = opening.workbook(Path(sys.argv[1]))
checking.sheets(book, REGISTERS, Context(nobody, date(2014, 3, 7), {"Lembaga": {}}), faults)
assert not faults, faults
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def persons(path, number):
    """The small workbook with this many mitra instead of two, and none of their steps."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        for name, lines in SMALL.items():
            if name == "Perjalanan mitra":
                continue
            sheet = book.add_worksheet(name)
            rows = _many(number) if name == "Mitra" else lines[1:]
            for row, line in enumerate([lines[0], *rows]):
                for column, value in enumerate(line):
                    sheet.write(row, column, getattr(value, "isoformat", lambda v=value: v)())
    return path


def _many(number):
    for n in range(number):
        yield [
            f"M{number}-{n:06}", f"Uji Mitra {n}", "LP"[n % 2], f"{n % 28 + 1}-{n % 12 + 1}-1980",
            f"3602065701{n:06}", "36.02.06.2002", "K1", "1-2-2011", "ya" if n % 2 else "tidak",
        ]  # fmt: skip


def peak(path):
    """The most memory a process has held that read and checked the workbook, in bytes."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    return int(run.stdout)


def test_reading_and_checking_takes_few_bytes_a_row(tmp_path):
    few, many = persons(tmp_path / "2.xlsx", 2_000), persons(tmp_path / "12.xlsx", 12_000)
    assert (peak(many) - peak(few)) / 10_000 <= BYTES_A_ROW


@pytest.fixture
def told(monkeypatch, tmp_path, beginner):
    """Import 5 chunks of mitra in chunks of a size; (queries, rows alive) after each of them."""

    def go(size):
        monkeypatch.setattr(checking, "CHUNK", size)
        path = persons(tmp_path / f"{size}.xlsx", 5 * size)
        after = []

        def note(sheet, _done, _of):
            if sheet == "Mitra":
                gc.collect()
                alive = sum(isinstance(each, Row) for each in gc.get_objects())
                after.append((len(queries), alive))

        with CaptureQueriesContext(connection) as queries:
            assert importing.run(path, beginner, ON, note).faults == ()
        return after

    return go


def test_chunks_take_the_same_queries_however_many_rows_they_have_and_are_let_go(told):
    large, small = told(CHUNK), told(CHUNK // 4)
    steps = {
        later - earlier
        for after in (large, small)
        for (earlier, _), (later, _) in itertools.pairwise(after)
    }
    assert max(steps) - min(steps) <= 1  # now and then, the tables are counted
    assert max(steps) <= 33
    assert all(alive <= CHUNK + 10 for _queries, alive in large)


def test_the_planner_is_told_of_rows_that_are_not_committed_yet(tmp_path, beginner):
    assert importing.run(persons(tmp_path / "1.xlsx", 1_000), beginner, ON).faults == ()
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where relname = 'registry_party'")
        assert cursor.fetchone()[0] >= 1_000
