"""The lock-out of who guesses passwords holds over all web processes at once."""

import os
import subprocess
import sys
from pathlib import Path

from klaster.web.sign_in import attempts

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("failing_process.py")


def processes(database, *times):
    """What web processes that run at the same time say after so many failures in each."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "klaster.project.settings",
    }  # fmt: skip
    started = [
        subprocess.Popen(
            [sys.executable, SCRIPT, database, str(each)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for each in times
    ]
    return [process.communicate(timeout=60)[0].strip() for process in started]


def test_failures_count_together_whichever_process_hears_them(own_database):
    assert processes(own_database, attempts.PER_NAME - 1) == ["open"]
    assert not attempts.are_too_many("direktur", "192.0.2.1")
    assert processes(own_database, 1) == ["closed"]
    assert attempts.are_too_many("direktur", "192.0.2.1")


def test_failures_at_the_same_moment_in_two_processes_are_all_counted(own_database):
    processes(own_database, 2, 3)
    assert attempts.are_too_many("direktur", "192.0.2.1")
