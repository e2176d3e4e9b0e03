"""Value is never a float, and rules and commands never ask the clock."""

import ast

from tests.tidy.source import PACKAGE, calls, python_files, tree, where

OF_VALUE = (PACKAGE / "rules", PACKAGE / "domain/ledger", PACKAGE / "domain/contracts")
# Chances, averages and scores: numbers that nobody owns.
OF_CHANCE = ("rules/herd", "rules/calc_herd.py", "rules/comparison.py", "rules/scoring/")
CLOCK = {"now", "today", "utcnow", "localdate", "localtime"}


def floats(module):
    refusals = {
        id(name)
        for call in ast.walk(module)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "isinstance"
        for name in ast.walk(call)
    }
    for node in ast.walk(module):
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        is_name = isinstance(node, ast.Name) and node.id == "float" and id(node) not in refusals
        is_field = isinstance(node, ast.Attribute) and node.attr == "FloatField"
        if is_literal or is_name or is_field:
            yield node


def test_no_float_where_value_is():
    found = [
        where(path, node.lineno)
        for path in python_files(*OF_VALUE)
        if not str(path.relative_to(PACKAGE)).startswith(OF_CHANCE)
        for node in floats(tree(path))
    ]
    assert not found


def test_the_search_for_floats_finds_each_way_to_write_one():
    written = "a = 0.5\ndef f(x: float): return float(x)\nb = models.FloatField()\n"
    assert [node.lineno for node in floats(ast.parse(written))] == [1, 3, 2, 2]
    assert not list(floats(ast.parse("isinstance(x, float)")))


def test_time_is_passed_in():
    found = [
        where(path, call.lineno)
        for path in python_files(PACKAGE / "rules", PACKAGE / "domain")
        for call, name in calls(path)
        if name in CLOCK
    ]
    assert not found
