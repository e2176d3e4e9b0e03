"""What the tidy tests read: the Python files of the project, parsed, and other written text."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "klaster"
FOLDERS = ("klaster", "tests", "bench", "locale", "docs", ".ci")
CODE = {".py", ".sql", ".html", ".js", ".css", ".typ"}
PROSE = {".md", ".toml", ".yaml", ".in", ".lock", ".po", ""}


def python_files(*folders: Path) -> list[Path]:
    """All modules below the folders; migrations are history that Django wrote, and are left out."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in found if path.parent.parent.name != "migrations"]


def files(suffixes: set[str]) -> Iterator[Path]:
    """Every file with one of these endings that people wrote here."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in suffixes)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            is_cache = any(
                part.startswith((".", "__py")) for part in path.parts[len(ROOT.parts) + 1 :]
            )
            if path.is_file() and path.suffix in suffixes and not is_cache:
                yield path


@functools.cache
def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(), str(path))


def where(path: Path, line: int | None = None) -> str:
    """File and line, as an editor opens it."""
    place = str(path.relative_to(ROOT))
    return place if line is None else f"{place}:{line}"


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Each call, with the last part of the name called: `create` of `x.objects.create()`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id


def imported(path: Path) -> dict[str, str]:
    """The full name behind each name that the module imports."""
    names = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names
