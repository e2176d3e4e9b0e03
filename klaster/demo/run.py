"""The main job: import the workbooks as users do, to the exit and after; again changes nothing."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext

from klaster.demo import following, late, neighbour, story
from klaster.demo.cast import EXIT, START
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import User
from klaster.domain.graduation.models import Deed
from klaster.domain.places import commands as places
from klaster.domain.programme.commands import set_up
from klaster.domain.programme.models import Programme
from klaster.workbook import beginning, importing
from klaster.workbook.importing import Outcome

USERNAME = "pengelola"
PASSWORD = "contoh klaster lebak"  # noqa: S105 - of an illustration, shown to whoever runs it
CODE = "lebak"


def run(path: Path) -> tuple[list[Outcome], list[Deed]]:
    """Run the story from its workbooks; no deeds when one of them was refused."""
    places.load_shipped()
    records, by = bring_in(path, START, USERNAME)
    other, _ = bring_in(path.with_name(story.OTHER), neighbour.START, neighbour.USERNAME)
    outcomes = [records, other]
    later = ((story.LATE, late.FOUND), (story.END, EXIT), (story.AFTER, following.ENDED))
    for name, on in later:
        if not any(outcome.is_refused for outcome in outcomes):
            outcomes.append(importing.run(path.with_name(name), by, on))
    if any(outcome.is_refused for outcome in outcomes):
        return outcomes, []
    programme = Programme.objects.get(organisation_id=by.organisation_id, code=CODE)
    if programme.published_on is None:
        set_up.publish(by=by, on=EXIT, id=programme.id)
    return outcomes, list(programme.deeds.order_by("number"))


def bring_in(path: Path, first_day: date, username: str) -> tuple[Outcome, Actor]:
    """Import the records of an institution, which is set up first when nobody knows it yet."""
    with transaction.atomic():
        by = beginning.importer(path, EXIT, username)
        by = by or beginning.set_up(path, first_day, username, PASSWORD)
        outcome = importing.run(path, by, EXIT)
        transaction.set_rollback(outcome.is_refused)
    return outcome, by


def sign_in_with() -> str:
    """Say who may sign in with the illustration's password; nothing where the story is not told."""
    teller = User.objects.filter(username=USERNAME).first()
    if teller is None or not teller.check_password(PASSWORD):
        return ""
    users = User.objects.filter(is_active=True).order_by("id")
    names = [user.username for user in users if user.check_password(PASSWORD)]
    said = gettext("Masuk di halaman web sebagai {names}; sandi: {password}")
    return said.format(names=", ".join(names), password=PASSWORD)
