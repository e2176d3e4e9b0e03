"""The main job: migrate, import the workbook as users do, leave; a second run changes nothing."""

from datetime import date
from pathlib import Path

from django.db import transaction

from klaster.demo import leaving
from klaster.demo.cast import EXIT, START
from klaster.domain.access import queries as access
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation, User
from klaster.domain.graduation.models import Deed
from klaster.domain.places import commands as places
from klaster.domain.programme.models import Programme
from klaster.workbook import beginning, importing
from klaster.workbook.importing import Outcome

USERNAME = "pengelola"
PASSWORD = "contoh klaster lebak"  # noqa: S105 - of an illustration, shown to whoever runs it
CODE = "lebak"


def run(path: Path) -> tuple[Outcome, list[Deed]]:
    """Run the story from its workbook; no deeds when the workbook was refused."""
    places.load_shipped()
    with transaction.atomic():
        by = _actor(path, EXIT)
        outcome = importing.run(path, by, EXIT)
        transaction.set_rollback(outcome.is_refused)
    if outcome.is_refused:
        return outcome, []
    programme = Programme.objects.get(organisation_id=by.organisation_id, code=CODE)
    with transaction.atomic():
        return outcome, leaving.leave(by, programme)


def _actor(path: Path, on: date) -> Actor:
    institution = Organisation.objects.filter(code=beginning.institution_code(path)).first()
    if institution is None:
        return beginning.set_up(path, START, USERNAME, PASSWORD)
    user = User.objects.get(username=USERNAME)
    return access.actor(user, institution.id, on, channel="cli")
