"""Results, rates of clients that run together, and the bare-commit floor of pgbench."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from klaster.project import database
from klaster.project.embedded import installation

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Result:
    """One figure; `bar` is what it must reach ("≥" or "≤" by `is_least`), None if only shown."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    is_least: bool = True

    @property
    def ok(self) -> bool | None:
        """Whether the bar is met; None where there is none."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.is_least else self.value <= self.bar


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of some runs, in seconds."""
    spans = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spans.append(time.perf_counter() - start)
    return min(spans)


def clients(
    command: list[str], number: int, seconds: float, environment: dict[str, str] | None = None
) -> float:
    """Return how many a second some processes do together; each says "ready" and is then let go."""
    running = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | (environment or {}),
        )
        for _ in range(number)
    ]
    for process in running:
        while process.stdout.readline().strip() != "ready":
            if process.poll() is not None:
                raise RuntimeError(f"{command} ended with {process.returncode}")
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    counts = [int(process.communicate()[0].split()[-1]) for process in running]
    return sum(counts) / seconds


def poster(name: str, direction: str, number: int, seconds: float) -> float:
    """Return the entries a second that our own clients post."""
    command = [sys.executable, "-m", "bench.poster", name, direction, str(seconds)]
    return clients(command, number, seconds)


def environment(name: str, role: str = "owner") -> dict[str, str]:
    """Return where a database is, as libpq reads it."""
    with database.connect(name, role=role) as connection:
        info = connection.info
        return {
            "PGHOST": info.host,
            "PGPORT": str(info.port),
            "PGUSER": info.user,
            "PGPASSWORD": info.password,
            "PGDATABASE": name,
        }


def floor(name: str, number: int, seconds: float) -> float:
    """Return the transactions a second of pgbench that insert one integer each."""
    with database.connect(name) as connection:
        connection.execute("create table if not exists bench_floor (n integer)")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("insert into bench_floor values (1);\n")
        script.flush()
        done = subprocess.run(
            [
                installation.program("pgbench"), "-n", "-M", "prepared", "-f", script.name,
                "-c", str(number), "-j", str(min(2, number)), "-T", str(max(1, round(seconds))),
            ],
            env=os.environ | environment(name), capture_output=True, text=True, check=True,
        )  # fmt: skip
    return float(re.search(r"tps = ([0-9.]+)", done.stdout).group(1))
