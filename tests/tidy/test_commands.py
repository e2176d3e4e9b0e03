"""Only commands write, only their own app's tables; each has its line in the permission table."""

import ast
import re

import pytest

from klaster.domain.access import policy
from tests.tidy.source import PACKAGE, calls, imported, python_files, tree, where

WRITES = {
    "create",
    "save",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
# What `@command` itself does for every command: the audit line, and once means once; and how far
# a long one is, told while it still runs.
MACHINERY = {"domain/access/acts.py", "domain/access/once.py", "domain/access/progress.py"}
SQL_WRITE = re.compile(r"\s*(insert\s+into|update\s+\w+|delete\s+from|truncate)\b", re.IGNORECASE)
DOMAIN = PACKAGE / "domain"
WRITERS = [path for path in python_files(DOMAIN) if "commands" in {path.stem, path.parent.name}]


def writes(path):
    """Lines that write: by the ORM (a dictionary's `update` takes no keywords) or by SQL."""
    for call, name in calls(path):
        is_dictionary = name == "update" and call.args
        if name in WRITES and isinstance(call.func, ast.Attribute) and not is_dictionary:
            yield call
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and SQL_WRITE.match(str(node.value)):
            yield node


def root_name(call):
    node = call
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def functions(path):
    """The public functions among commands."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def act_of(function):
    """The name in `@command("app.verb")`, or the one a command that is its own audit requires."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "command":
            return decorator.args[0].value
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "require":
            return call.args[1].value
    return None


def test_only_commands_write():
    layers = ("domain", "reports", "web", "field", "workbook", "cli", "demo")
    found = [
        where(path, node.lineno)
        for path in python_files(*(PACKAGE / layer for layer in layers))
        if path not in WRITERS and str(path.relative_to(PACKAGE)) not in MACHINERY
        for node in writes(path)
    ]
    assert not found


def test_the_search_for_writes_sees_orm_and_sql_but_not_dictionaries(tmp_path):
    module = tmp_path / "module.py"
    module.write_text(
        "x.objects.create(a=1)\n"
        "x.filter(b=1).update(a=2)\n"
        "execute('  Insert into t')\n"
        "counts.update({1: 2})\n"
        "create(1)\n"
    )
    assert [node.lineno for node in writes(module)] == [1, 2, 3]


@pytest.mark.parametrize("path", WRITERS, ids=where)
def test_a_command_writes_only_tables_of_its_own_app(path):
    app = path.relative_to(DOMAIN).parts[0]
    names = imported(path)
    foreign = [
        f"{where(path, node.lineno)} {names[root_name(node)]}"
        for node in writes(path)
        if names.get(root_name(node), "").startswith("klaster.domain.")
        and not names[root_name(node)].startswith(f"klaster.domain.{app}.")
    ]
    assert not foreign


def test_each_command_has_a_policy_line_and_each_line_a_command():
    acts = {act_of(function) for path in WRITERS for function in functions(path)} - {None}
    assert sorted(acts - set(policy.ACTS)) == []
    assert sorted(set(policy.ACTS) - acts) == []
    assert set().union(*policy.ACTS.values()) <= set(policy.ROLES)


def test_each_function_that_acts_for_somebody_is_a_command():
    """So each has a permission, a transaction and an audit line, its own or its caller's."""
    bare = [
        f"{where(path, function.lineno)} {function.name}"
        for path in WRITERS
        for function in functions(path)
        if "by" in [argument.arg for argument in function.args.kwonlyargs]
        if act_of(function) is None and not delegates(function)
    ]
    assert not bare


def delegates(function):
    """True if it only passes its `by` on to a command of the same module: `post` to `post_many`."""
    returned = function.body[-1]
    return any(
        isinstance(call, ast.Call) and "by" in [keyword.arg for keyword in call.keywords]
        for call in ast.walk(returned)
    )


def test_what_writes_for_nobody_only_loads_lists_that_come_with_the_product():
    found = [
        f"{where(path, function.lineno)} {function.name}"
        for path in WRITERS
        for function in functions(path)
        if "by" not in [argument.arg for argument in function.args.kwonlyargs]
        if any(function.lineno <= node.lineno <= function.end_lineno for node in writes(path))
        if not function.name.startswith("load_")
    ]
    assert not found


def test_a_command_takes_keywords_only_and_first_who_and_when():
    found = [
        f"{where(path, function.lineno)} {function.name}"
        for path in WRITERS
        for function in functions(path)
        if act_of(function)
        if function.args.args or [a.arg for a in function.args.kwonlyargs][:2] != ["by", "on"]
    ]
    assert not found


def test_no_table_has_hidden_behaviour():
    """No save or delete of its own, no receiver of signals."""
    found = []
    for path in python_files(PACKAGE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}:
                        found.append(where(path, part.lineno))
        signals = [n for n in imported(path).values() if "signals" in n or "django.dispatch" in n]
        found += [f"{where(path)} {name}" for name in signals]
    assert not found
