"""The `klaster` program explains itself, and every command does under the name that is typed."""

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
