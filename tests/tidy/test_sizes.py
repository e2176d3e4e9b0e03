"""Sizes that keep a file readable in one sitting, and leftovers that nobody promised to mend."""

import ast
import re

from tests.tidy.source import CODE, PACKAGE, PROSE, ROOT, files, python_files, tree, where

FILE_LINES, FUNCTION_LINES = 400, 60
LEFTOVER = re.compile(r"\b(TO[D]O|FIX[M]E)\b")


def is_migration(path):
    return path.suffix == ".py" and path.parent.parent.name == "migrations"


def test_no_file_is_longer_than_400_lines():
    lengths = {path: len(path.read_text().splitlines()) for path in files(CODE)}
    long = [f"{where(path)} has {n} lines" for path, n in lengths.items() if n > FILE_LINES]
    assert not [line for line in long if "migrations" not in line or line.endswith(".sql")]


def test_no_function_is_longer_than_60_lines():
    long = []
    for path in python_files(PACKAGE, ROOT / "tests", ROOT / "bench", ROOT / "locale"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    long.append(f"{where(path, node.lineno)} {node.name} has {length} lines")
    assert not long


def test_nothing_is_left_for_later():
    left = []
    for path in files(CODE | PROSE):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if LEFTOVER.search(line):
                left.append(where(path, number))
    assert not left
