"""The queue: claims are checked once a night, by a worker that is the application role."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from klaster.domain.access.models import AuditLine, Organisation
from klaster.domain.graduation import queries
from klaster.domain.graduation.models import Claim, ClaimCheck
from klaster.project import jobs
from tests.conftest import actor_of, id_of
from tests.reports import story

BEFORE_NIGHT = datetime(2014, 3, 5, 18, 7, tzinfo=UTC)  # 1:07 of the 6th in Jakarta
AT_NIGHT = datetime(2014, 3, 5, 19, 7, tzinfo=UTC)
LATER = datetime(2014, 3, 6, 9, 7, tzinfo=UTC)


def do(at):
    jobs.check_claims(timestamp=int(at.timestamp()))


def test_claims_are_checked_once_a_day_in_the_night_of_the_installation(by):
    story.tell(by)
    do(BEFORE_NIGHT)
    assert not ClaimCheck.objects.exists()
    do(AT_NIGHT)
    assert ClaimCheck.objects.count() == len(story.CLAIMS)
    assert set(ClaimCheck.objects.values_list("on", flat=True)) == {date(2014, 3, 6)}
    do(LATER)
    assert ClaimCheck.objects.count() == len(story.CLAIMS)
    line = AuditLine.objects.get(action="graduation.check_claims")
    assert (line.channel, line.actor_id.int) == ("job", 0)


def test_one_claim_checked_by_hand_does_not_keep_the_night_from_the_others(by):
    story.tell(by)
    one = Claim.objects.first()
    ClaimCheck.objects.create(
        id=id_of("check"), organisation_id=by.organisation_id, claim=one, on=date(2014, 3, 6),
        verdict="agrees",
    )  # fmt: skip
    do(AT_NIGHT)
    assert set(ClaimCheck.objects.values_list("claim_id", flat=True)) == set(
        Claim.objects.values_list("id", flat=True)
    )


def test_a_claim_differs_since_it_first_did_so_without_a_break(by):
    told = story.tell(by)
    do(AT_NIGHT.replace(day=1))
    claim = Claim.objects.get(code="ternak")
    ClaimCheck.objects.bulk_create(
        ClaimCheck(
            id=id_of("check", day), organisation_id=by.organisation_id, claim=claim,
            on=date(2014, 4, day), verdict=verdict,
        )
        for day, verdict in ((1, "differs"), (2, "agrees"), (3, "differs"), (4, "differs"))
    )  # fmt: skip
    found = queries.claims_checked(told.by.organisation_id, date(2014, 4, 4))[claim.id]
    assert found == queries.Checked("differs", date(2014, 4, 3), date(2014, 4, 4))
    before = queries.claims_checked(told.by.organisation_id, date(2014, 3, 31))[claim.id]
    assert (before.verdict, before.since) == ("agrees", date(2014, 3, 2))
    assert queries.claims_checked(id_of("other"), date(2014, 4, 4)) == {}


@pytest.mark.usefixtures("own_database")
def test_a_worker_does_what_waits_in_the_queue_and_leaves_it_empty():
    """Committed for real, by another connection: the queue's own of the application role."""
    organisation = Organisation.objects.create(
        id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
    )
    story.tell(actor_of(organisation))
    jobs.check_claims.defer(timestamp=int(AT_NIGHT.timestamp()))
    assert ProcrastinateJob.objects.count() == 1
    call_command("worker", once=True)
    assert ClaimCheck.objects.count() == len(story.CLAIMS)
    assert not ProcrastinateJob.objects.exclude(status="todo").exists()


def test_the_jobs_of_the_night_are_known_to_the_queue():
    known = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert known == {"klaster.project.jobs.check_claims", "klaster.project.jobs.forget_sessions"}


def test_claims_are_checked_on_demand_with_what_differs(by, capsys):
    story.tell(by)
    call_command("check_claims", programme="uji")
    said = capsys.readouterr().out
    assert "6 mitra ≠ 5 mitra" in said
    assert "5 klaim diperiksa, 2 berbeda." in said
    assert ClaimCheck.objects.count() == len(story.CLAIMS)
