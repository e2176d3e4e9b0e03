"""What the queue does by itself (`klaster worker`): jobs wait in the same PostgreSQL.

A job of the night is put in the queue each hour and does its work once, in the first hour of the
night in which a worker runs: a machine that was off at that hour does it later.
"""

from datetime import UTC, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from procrastinate.contrib.django import app

from klaster.cli import claims
from klaster.domain.access.sessions import SessionStore
from klaster.domain.graduation.models import Claim, ClaimCheck

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


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Forget the sessions that ran out."""
    SessionStore.clear_expired()
