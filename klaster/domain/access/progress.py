"""Telling how far a long piece of work is, while its own transaction still runs.

Over a connection apart, since nobody sees what a transaction changed before it ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, connections

from klaster.domain.access.models import Task

SECONDS_BETWEEN = 0.3  # more often than this nobody looks

Progress = Callable[[str, int, int], None]


@contextmanager
def of_task(task: Task) -> Iterator[Progress]:
    """Give what tells `step`, `done` and `of` of a task; told rarely enough to cost nothing."""
    apart = connections.create_connection(DEFAULT_DB_ALIAS)
    last = 0.0

    def tell(step: str, done: int, of: int) -> None:
        nonlocal last
        if monotonic() - last < SECONDS_BETWEEN and done < of:
            return
        last = monotonic()
        with apart.cursor() as cursor:
            cursor.execute(
                "update access_task set step = %s, done = %s, of = %s"
                " where organisation_id = %s and id = %s",
                [step[:100], done, of, task.organisation_id, task.id],
            )

    try:
        yield tell
    finally:
        apart.close()
