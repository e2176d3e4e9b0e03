"""The project names no place outside itself: no machine's folders, no address to download from."""

import re

import pytest

from tests.tidy.source import CODE, PROSE, ROOT, files, where

MACHINE = re.compile(r"(?<![\w.$}])/(home|root|work|Users|opt)/\w")
ABOVE = re.compile(r"\.\./shar[e]d")
MAY_LOOK_BESIDE = {ROOT / ".ci" / "run"}


def found(pattern, allowed=frozenset()):
    return [
        where(path, number)
        for path in files(CODE | PROSE)
        if path not in allowed
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_folder_of_one_machine():
    assert not found(MACHINE)


def test_only_ci_looks_beside_the_checkout():
    assert not found(ABOVE, MAY_LOOK_BESIDE)


@pytest.mark.parametrize(
    "lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name
)
def test_a_lock_pins_by_hash_and_holds_no_address(lock):
    text = lock.read_text()
    pinned = re.findall(r"^[a-z0-9].*==.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 0
    assert "://" not in text
    assert "--index" not in text
