"""`klaster import`: a refused workbook ends with status 2, the places to mend, and no traceback."""

import pytest
from rich.progress import Progress

from klaster.cli.management.commands.import_workbook import Command
from tests.workbook import broken
from tests.workbook.conftest import rows_everywhere
from tests.workbook.sheets import SMALL, changed, write

BAD_ROWS = {
    "a wrong cell": (
        changed("Penerimaan", 2, "Jumlah", "5,000"), ["Penerimaan", "Jumlah", "5,000"],
    ),
    "a refusal of the domain": (
        changed("Perjalanan mitra", 3, "Tahap", "mandiri"), ["Perjalanan mitra", "Tahap", "3"],
    ),
    "what a terminal takes for its own": (
        changed("Kelompok", 2, "Hari", "[/] [bold :sheep:"), ["Hari", "[/] [bold :sheep:"],
    ),
    "an institution that is not named": (
        {**SMALL, "Lembaga": [SMALL["Lembaga"][0], SMALL["Lembaga"][2]]}, ["lembaga"],
    ),
}  # fmt: skip


@pytest.fixture
def ends(capfd, monkeypatch, own_database):
    """Run the command as the program does; (status, what it said)."""
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments):
        try:
            Command().run_from_argv(["klaster", "import", *map(str, arguments)])
            status = 0
        except SystemExit as ended:
            status = ended.code
        said = capfd.readouterr()
        return status, said.out + said.err

    return run


def test_a_refused_workbook_ends_with_status_2_and_leaves_nothing(ends, tmp_path):
    before = rows_everywhere()
    made = {kind: write(tmp_path / f"{kind}.xlsx", bad) for kind, (bad, _) in BAD_ROWS.items()}
    wanted = {kind: words for kind, (_, words) in BAD_ROWS.items()}
    made["a file"], wanted["a file"] = broken.truncated(tmp_path), ["baik.xlsx", "Simpan ulang"]
    made["none"], wanted["none"] = tmp_path / "tiada.xlsx", ["tiada.xlsx", "tidak dapat dibaca"]
    for kind, path in made.items():
        for rehearsal in ([], ["--dry-run"]):
            status, said = ends(path, *rehearsal)
            assert status == 2, kind
            assert "Traceback" not in said
            assert not [word for word in wanted[kind] if word not in said], said
    assert rows_everywhere() == before


def test_without_a_file_the_command_says_what_it_needs(ends):
    status, said = ends()
    assert status == 2
    assert "--template" in said


def test_every_sheet_has_one_bar_that_reaches_its_end(ends, tmp_path, monkeypatch):
    bars = []
    monkeypatch.setattr(Progress, "__exit__", lambda bar, *_: bars.extend(bar.tasks) or bar.stop())
    monkeypatch.setattr("klaster.workbook.checking.CHUNK", 1)
    status, said = ends(write(tmp_path / "baik.xlsx", SMALL))
    assert status == 0, said
    assert [bar.description for bar in bars] == list(SMALL)
    assert all(bar.finished for bar in bars)
