"""A cooperative of five thousand members: month end, surplus, passbooks, pack; then many small."""

import gc
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from bench import books
from bench.cooperative_books import (
    FOUNDED,
    MEETING,
    YEAR_END,
    World,
    count,
    end,
    found,
    furnish,
    live,
    months,
    resolve,
    save,
)
from bench.measure import Result
from klaster.domain.closing import commands as closing
from klaster.domain.surplus import commands as surplus
from klaster.project import database
from klaster.reports import passbooks, rat_pack

NAME = "klaster_bench_cooperative"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of the processor: this process and its server process together."""

    seconds: float
    processor: float
    result: Any


def spent(work: Callable[[], Any]) -> Spent:
    """Do the work once and say what it cost; what was made before is no concern of it."""
    gc.collect()
    gc.freeze()
    start, used = time.perf_counter(), _used()
    result = work()
    return Spent(time.perf_counter() - start, _used() - used, result)


def _used() -> float:
    """Processor seconds of this process and of the server's process that works for it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    # Fields 14 and 15 of proc(5)'s stat, counted after the name, which may contain anything.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / _TICKS


def run(is_quick: bool) -> list[Result]:
    """One large cooperative through its year, then small ones by the thousand."""
    members, financings = (200, 40) if is_quick else (5_000, 1_000)
    numbers = (2, 5, 10) if is_quick else (10, 100, 1_000)
    books.fresh(NAME)
    results = [*_large(members, financings), *_many(numbers)]
    database.drop_database(NAME)
    return results


def lived(members: int, financings: int) -> World:
    """A cooperative that lived its year and ended every month but the last."""
    world = found("besar", members)
    furnish(world, financings)
    for month in months():
        live(world, month, financings)
        if month != months()[-1]:
            end(world, month)
    tidy()
    return world


def tidy() -> None:
    """What the server does by itself within minutes."""
    with database.connect(NAME) as owner:
        owner.execute("vacuum analyze")


def _large(members: int, financings: int) -> list[Result]:
    world = lived(members, financings)
    own = {"by": world.by, "cooperative": world.cooperative}
    december = months()[-1]
    count(world, december)
    ended = spent(lambda: closing.month_end(**own, on=YEAR_END, month=december))
    proposed = spent(
        lambda: surplus.propose(**own, on=MEETING, id=world.id("shu"), year=YEAR_END.year)
    )
    shu = proposed.result
    surplus.approve(by=world.by, on=MEETING, distribution=shu, resolution=resolve(world))
    shared = spent(lambda: surplus.distribute(by=world.by, on=MEETING, distribution=shu))
    books_made = spent(lambda: passbooks.pdf(world.cooperative, FOUNDED, YEAR_END))
    with tempfile.TemporaryDirectory() as folder:
        pack = spent(lambda: rat_pack.write(world.cooperative, YEAR_END.year, Path(folder)))
    of = f"of {members:,} members"
    return [
        *_shown(f"month end {of}, year closed with it", ended, 10.0),
        *_shown(f"surplus {of} proposed", proposed, 1.0),
        *_shown(f"surplus {of} distributed: an entry each", shared, 1.0),
        *_shown(f"passbooks {of}, a year, one PDF", books_made, 15.0),
        *_shown(f"pack for the annual meeting {of}", pack, 10.0),
    ]


def _shown(name: str, cost: Spent, bar: float | None) -> list[Result]:
    return [
        Result(name, cost.seconds, "s", bar, False),
        Result(f"{name}: processor", cost.processor, "s"),
    ]


def _many(numbers: tuple[int, ...]) -> list[Result]:
    """Month ends of small cooperatives, one after another, as their number grows."""
    end(_small("pemanasan"), FOUNDED)
    there, costs = 0, []
    for number in numbers:
        worlds = [_small(f"kecil-{n}") for n in range(there, number)]
        tidy()
        ended = spent(lambda worlds=worlds: [end(world, FOUNDED) for world in worlds])
        costs.append(ended.processor / len(worlds))
        there = number
    names = [f"month end of a small cooperative among {number:,}" for number in numbers]
    return [
        *(
            Result(f"{name}: processor", cost * 1000, "ms")
            for name, cost in zip(names, costs, strict=True)
        ),
        Result("its cost when others grow a hundredfold", costs[2] / costs[0], "×", 1.5, False),
    ]


def _small(code: str) -> World:
    world = found(code, 20)
    save(world, FOUNDED)
    return world
