"""What the documents name exists: commands and options, targets, links, paths, code names."""

import ast
import re
import shlex

import pytest
from django.core import management
from django.core.management.base import CommandError

from klaster.cli import program
from tests.tidy.source import PACKAGE, ROOT, python_files, tree

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "bench" / "README.md"])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]*)(?:#([^)]*))?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:\.ci|bench|docs|klaster|locale|tests|domain|rules|reports|web)/[\w./*-]+")
VARIABLE = re.compile(r"(?:KLASTER|DATABASE)(?:_[A-Z]+)*_(?:[A-Z]+)")
# Where a path may begin: the checkout, the package, or what the page itself lies beside.
ROOTS = (ROOT, PACKAGE, PACKAGE / "domain")
END_OF_COMMAND = {"|", ">", "<", "&&", ";", "#"}

page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def commands(text):
    """The words after `klaster` of every command line in a fence or a span, (whole?, words)."""
    for fence in FENCE.findall(text):
        for line in re.sub(r"\\\n\s*", "", fence).splitlines():
            if found := re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?klaster (.*)", line):
                yield True, words(found[1])
    for span in SPAN.findall(FENCE.sub("", text)):
        if span.startswith("klaster "):
            yield False, words(span.removeprefix("klaster "))


def words(text):
    """As a shell takes the line apart, up to the end of this one command."""
    split = shlex.split(text, comments=True)
    stops = [n for n, word in enumerate(split) if word in END_OF_COMMAND]
    return split[: stops[0]] if stops else split


def parser_of(name):
    module = program.NAMES.get(name, name.replace("-", "_"))
    app = management.get_commands()[module]
    return management.load_command_class(app, module).create_parser("klaster", module)


def options_of(parser):
    """Its own options and those of the commands within it."""
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action.choices, dict):
            found.update(*map(options_of, action.choices.values()))
    return found


@page
def test_every_command_and_option_named_exists(path):
    for is_whole, (name, *rest) in commands(path.read_text()):
        parser = parser_of(name)
        known = options_of(parser)
        assert not [w for w in rest if w.startswith("-") and w.split("=")[0] not in known], rest
        if is_whole and not {"--help", "-h"} & set(rest):
            parser.called_from_command_line = False
            try:
                parser.parse_args(rest)
            except CommandError as error:
                pytest.fail(f"klaster {name} {' '.join(rest)}: {error}")


@page
def test_every_target_of_make_named_exists(path):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = path.read_text()
    spans = [*SPAN.findall(FENCE.sub("", text)), *"\n".join(FENCE.findall(text)).splitlines()]
    named = {span.split()[1] for span in spans if span.startswith("make ")}
    assert named <= targets


@page
def test_every_link_resolves(path):
    for target, anchor in LINK.findall(FENCE.sub("", path.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        there = (path.parent / target).resolve() if target else path
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text(), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, anchor


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@page
def test_every_path_named_exists(path):
    for span in SPAN.findall(path.read_text()):
        if PATH.fullmatch(span):
            assert any(is_there(root, span) for root in ROOTS), span


def is_there(root, span):
    """A file or folder, some that match, or what a module defines, as `qardh.apply`."""
    beginning, _, name = span.rpartition(".")
    module = root / f"{beginning}.py"
    return bool(list(root.glob(span.rstrip("/")))) or (
        module.is_file() and f"def {name}(" in module.read_text()
    )


def test_every_variable_of_the_environment_is_explained():
    told = (ROOT / "docs" / "operations.md").read_text()
    read = {
        node.value
        for file in python_files(PACKAGE)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and VARIABLE.fullmatch(str(node.value))
    }
    assert len(read) > 5
    assert sorted(name for name in read if f"`{name}`" not in told) == []


def test_every_code_name_of_the_glossary_is_in_the_code():
    source = "\n".join(file.read_text() for file in python_files(PACKAGE)) + "\n".join(
        chart.read_text() for chart in (PACKAGE / "domain" / "ledger" / "charts").glob("*.csv")
    )
    rows = [line.split("|") for line in glossary().splitlines() if line.startswith("| ")]
    names = [name for row in rows for name in SPAN.findall(row[-2])]
    assert len(names) > 50
    assert not [name for name in names if not re.search(rf"\b{re.escape(name)}\b", source)]


def glossary() -> str:
    return (ROOT / "docs" / "glossary.md").read_text()
