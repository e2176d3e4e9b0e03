"""The import contracts hold, and would fail on an import that runs up."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.source import PACKAGE, ROOT, imported, python_files, where

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder):
    return subprocess.run(
        [LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in PACKAGE.rglob("*.py"):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return folder


def test_the_contracts_hold(copy):
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("klaster/rules/wrong.py", "import django", "Rules know no framework"),
        ("klaster/rules/wrong.py", "import random", "Rules know no framework"),
        ("klaster/rules/wrong.py", "import klaster.domain.owned", "layer by layer"),
        ("klaster/domain/places/wrong.py", "import klaster.domain.ledger.models", "app by app"),
        (
            "klaster/reports/wrong.py",
            "import klaster.domain.access.commands",
            "Reports never write",
        ),
        ("klaster/web/wrong.py", "import klaster.cli", "layer by layer"),
        ("klaster/elsewhere/__init__.py", "", "layer by layer"),
        ("klaster/domain/elsewhere/__init__.py", "", "app by app"),
    ],
)
def test_a_wrong_import_or_an_unplaced_folder_breaks_a_contract(copy, module, line, contract):
    wrong = copy / module
    wrong.parent.mkdir(exist_ok=True)
    wrong.write_text(f"{line}\n")
    try:
        result = lint(copy)
    finally:
        shutil.rmtree(wrong.parent) if wrong.parent.name == "elsewhere" else wrong.unlink()
    assert result.returncode == 1
    broken = [text for text in result.stdout.splitlines() if contract in text]
    assert any("BROKEN" in text for text in broken) or "elsewhere" in result.stdout, result.stdout


def test_one_area_of_the_web_does_not_know_another():
    found = []
    web = PACKAGE / "web"
    for path in python_files(web):
        parts = path.relative_to(web).parts
        area = parts[0] if len(parts) > 1 else None
        for name in imported(path).values():
            other = name.split(".")[2:3] if name.startswith("klaster.web.") else []
            if area and other and other[0] not in {area, "shared"}:
                found.append(f"{where(path)} {name}")
    assert not found


def test_nothing_is_imported_within_a_function_to_hide_a_cycle():
    found = [
        where(path, node.lineno)
        for path in python_files(PACKAGE / "domain", PACKAGE / "rules", PACKAGE / "reports")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("klaster")
    ]
    assert not found
