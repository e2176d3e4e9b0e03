"""What the queue does by itself (`klaster worker`): jobs wait in the same PostgreSQL.

A job of the night is put in the queue each hour and does its work once, in the first hour of the
night in which a worker runs: a machine that was off at that hour does it later.
"""

from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext, override
from procrastinate.contrib.django import app

from klaster.cli import claims, statistics
from klaster.domain.access import commands as access
from klaster.domain.access import progress
from klaster.domain.access import queries as accessed
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Task
from klaster.domain.access.sessions import SessionStore
from klaster.domain.graduation.models import Claim, ClaimCheck
from klaster.rules.refusal import Refused
from klaster.workbook import importing

NIGHT = 2  # o'clock, in the time zone of the settings


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="check_claims")
def check_claims(timestamp: int) -> None:
    """Check all claims once a day, from two at night; `timestamp` is when it was due."""
    now = timezone.localtime(datetime.fromtimestamp(timestamp, UTC))
    today = now.date()
    checked = ClaimCheck.objects.filter(
        organisation_id=OuterRef("organisation_id"), claim_id=OuterRef("id"), on=today
    )
    # One organisation that asked for its own today does not keep the night from the others.
    if now.hour >= NIGHT and Claim.objects.filter(~Exists(checked)).exists():
        claims.check(on=today, channel="job")


@app.task
def work(organisation: str, task: str) -> None:
    """Do the long work that somebody asked for, in their name and with their roles of today."""
    found = Task.objects.select_related("asked_by").get(organisation_id=organisation, id=task)
    today = timezone.localdate()
    by = accessed.actor(found.asked_by, found.organisation_id, today, channel="job")
    if access.begin_task(by=by, on=today, id=found.id) is None:
        return
    try:
        with override(found.given.get("language")), progress.of_task(found) as tell:
            status, outcome = KINDS[found.kind](found, by, today, tell)
    except Refused as refused:
        status, outcome = Task.Status.REFUSED, {"error": refused.said(gettext)}
    except Exception:
        access.finish_task(
            by=by, on=today, id=found.id, status=Task.Status.FAILED, outcome={}, keeps_file=False
        )
        raise
    access.finish_task(
        by=by,
        on=today,
        id=found.id,
        status=status,
        outcome=outcome,
        keeps_file=found.kind == CHECK and status == Task.Status.DONE,
    )


CHECK, IMPORT = "import_check", "import"


def _go_through(
    task: Task, by: Actor, on: date, tell: progress.Progress
) -> tuple[str, dict[str, Any]]:
    """Check or import the workbook of a task."""
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(task.file or b"")
        file.flush()
        go = importing.check if task.kind == CHECK else importing.run
        found = go(Path(file.name), by, on, tell)
    if task.kind == IMPORT and found.new:
        statistics.refresh()
    status = Task.Status.REFUSED if found.is_refused else Task.Status.DONE
    return status, {
        "counts": [asdict(each) | {"unchanged": each.unchanged} for each in found.counts],
        "faults": [asdict(each) for each in found.faults],
        "warnings": list(found.warnings),
    }


KINDS = {CHECK: _go_through, IMPORT: _go_through}


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Forget the sessions that ran out."""
    SessionStore.clear_expired()
