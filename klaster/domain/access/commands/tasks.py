"""Long work: asked for on a page, done by the worker, told step by step to whoever watches."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from klaster.domain.access import models, once
from klaster.domain.access.acts import Actor, command

JOB = "klaster.project.jobs.work"  # the job that does it; the project stands above this layer


@command("access.ask_for_task")
def ask_for_task(
    *,
    by: Actor,
    on: date,
    id: UUID,
    kind: str,
    given: Mapping[str, Any],
    file: bytes | None = None,
    file_name: str = "",
) -> models.Task:
    """Put work in the queue for the worker; asked for twice, done once. Raises `SentBefore`."""
    is_new = not models.Task.objects.filter(organisation_id=by.organisation_id, id=id).exists()
    task = once.add(
        models.Task(
            id=id,
            organisation_id=by.organisation_id,
            kind=kind,
            given=dict(given),
            file=file,
            file_name=file_name[:200],
            asked_by_id=by.user_id,
            on=on,
        ),
        later=("file", "asked_at", "status", "step", "done", "of", "outcome"),
    )
    if is_new:
        job = app.configure_task(JOB, allow_unknown=True)
        job.defer(organisation=str(by.organisation_id), task=str(id))
    return task


@command("access.finish_task")
def finish_task(
    *, by: Actor, on: date, id: UUID, status: str, outcome: Mapping[str, Any], keeps_file: bool
) -> models.Task:
    """Say what came of a task; its file is forgotten unless it is needed again."""
    own = models.Task.objects.filter(organisation_id=by.organisation_id, id=id)
    own.update(status=status, outcome=dict(outcome), **({} if keeps_file else {"file": None}))
    return own.get()


@command("access.begin_task")
def begin_task(*, by: Actor, on: date, id: UUID) -> models.Task | None:
    """Take a task that waits, or that a worker died over; None when it is over."""
    own = models.Task.objects.filter(organisation_id=by.organisation_id, id=id)
    task = own.select_for_update().first()
    if task is None or task.is_over:
        return None
    own.update(status=models.Task.Status.RUNNING, step="", done=0, of=0)
    return task
