"""Kill -9 in the middle of posting: all that was acknowledged is there, and nothing twice."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from klaster.project.embedded import keeper
from tests.ledger.posting_process import entry_id

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("posting_process.py")
WRITERS, EACH = 3, 400
STATE = """
import json, django
django.setup()
from klaster.domain.ledger import controls, queries
from klaster.domain.ledger.models import Book, Entry, Transfer
from tests.ledger.world import LAST_DAY
book = Book.objects.get()
print(json.dumps({
    "entries": [str(id) for id in Entry.objects.values_list("id", flat=True)],
    "transfers": Transfer.objects.count(),
    "cash": queries.balance(book, "fund_cash", LAST_DAY),
    "red": [control.code for control in controls.CONTROLS if control.find(book)],
}))
"""


class Place:
    """An installation of its own: a home, a server, and writers that can be killed."""

    def __init__(self, home):
        self.home = home
        self.environment = os.environ | {
            "KLASTER_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "klaster.project.settings",
        }
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            self.environment.pop(name, None)
        self.log = home / "acknowledged"

    def run(self, *arguments):
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def write(self, writer):
        """Start a writer at its own range of entries."""
        return subprocess.Popen(
            [sys.executable, SCRIPT, f"{self.log}{writer}", str(writer * EACH),
             str((writer + 1) * EACH)],
            env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def acknowledged(self):
        lines = [line for n in range(WRITERS) for line in self.lines(n)]
        return {int(line) for line in lines}

    def lines(self, writer):
        path = Path(f"{self.log}{writer}")
        return path.read_text().splitlines() if path.exists() else []

    def state(self):
        return json.loads(self.run("-c", STATE))

    def server(self):
        elsewhere = self.home / "postgres" / "location"
        data = Path(elsewhere.read_text().strip()) if elsewhere.exists() else None
        return keeper.owner_of(data or self.home / "postgres" / "data")


@pytest.fixture(scope="module")
def place():
    home = Path(tempfile.mkdtemp(prefix="klaster-crash-"))
    home.chmod(0o755)
    place = Place(home)
    place.run(SCRIPT, "prepare")
    yield place
    give_up_at = time.monotonic() + 30
    while place.server() is not None and time.monotonic() < give_up_at:
        time.sleep(0.1)
    elsewhere = home / "postgres" / "location"
    if elsewhere.exists():
        shutil.rmtree(elsewhere.read_text().strip(), ignore_errors=True)
    shutil.rmtree(home)


def wait_for(place, more_than):
    give_up_at = time.monotonic() + 60
    while len(place.acknowledged()) <= more_than:
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def ids(numbers):
    return {str(entry_id(n)) for n in numbers}


def finish(place, writers):
    for process in writers:
        process.kill()
        process.wait()


def test_nothing_acknowledged_is_lost_when_python_or_postgresql_is_killed(place):
    """Writers are killed, then the server under new writers; then everything is sent again."""
    for victim in ("python", "postgresql"):
        before = len(place.acknowledged())
        writers = [place.write(n) for n in range(WRITERS)]
        wait_for(place, before + 40)
        if victim == "postgresql":
            os.kill(place.server(), signal.SIGKILL)
            time.sleep(0.5)
        finish(place, writers)
        state = place.state()
        assert ids(place.acknowledged()) <= set(state["entries"])
        assert len(state["entries"]) < WRITERS * EACH
        assert state["transfers"] == 2 * len(set(state["entries"]))
        assert state["red"] == []
    writers = [place.write(n) for n in range(WRITERS)]
    assert [process.wait(timeout=90) for process in writers] == [0] * WRITERS
    state = place.state()
    everything = range(WRITERS * EACH)
    assert sorted(state["entries"]) == sorted(ids(everything))
    assert state["cash"] == sum(everything)
    assert state["red"] == []
