"""The `klaster` program explains itself, and every command does under the name that is typed."""

import os
import subprocess
import sys

import pytest
from django.core import management

from klaster.cli import program

OURS = sorted(
    module for module, app in management.get_commands().items() if app.startswith("klaster.")
)


def run(monkeypatch, *words):
    monkeypatch.setattr("sys.argv", ["klaster", *words])
    program.main()


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_the_program_lists_every_command_of_ours_with_what_it_does(monkeypatch, capsys, words):
    run(monkeypatch, *words)
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    explained = {words[0] for words in lines if len(words) == 2}
    assert {program.typed(module) for module in OURS} <= explained


@pytest.mark.parametrize("module", OURS)
def test_a_command_explains_itself_under_the_name_that_is_typed(monkeypatch, capsys, module):
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, program.typed(module), "--help")
    assert ended.value.code == 0
    assert f"usage: klaster {program.typed(module)}" in capsys.readouterr().out.replace("\n", " ")


def test_without_a_database_a_command_says_in_one_line_what_to_do():
    asked = subprocess.run(
        [sys.executable, "-c", "from klaster.cli.program import main; main()", "check-books"],
        env=os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "klaster migrate" in asked.stderr
    assert len(asked.stderr.strip().splitlines()) == 1
