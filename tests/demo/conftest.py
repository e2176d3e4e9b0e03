"""The main job, done once in a database of its own; tests look at what it left."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from klaster.domain.access.models import Organisation
from klaster.project import database
from tests.conftest import WORKER, _point_at


@dataclass(frozen=True)
class Done:
    """What the job printed, where it wrote, and the institutions it brought in."""

    said: str
    folder: Path
    dompet_dhuafa: Organisation
    neighbour: Organisation


@pytest.fixture(scope="session")
def done_in_its_database(
    template: str, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Done]:
    """`klaster demo run`, without autovacuum, so that only the job itself may count its tables."""
    name = f"klaster_story{WORKER}"
    folder = tmp_path_factory.mktemp("lebak")
    said = io.StringIO()
    with django_db_blocker.unblock():
        database.clone_database(template, name)
        _point_at(name)
        _without_autovacuum()
        with contextlib.redirect_stdout(said):
            call_command("demo", "run", out=folder / "lebak.xlsx", stdout=said)
        done = Done(
            said.getvalue(),
            folder,
            Organisation.objects.get(code="dompet-dhuafa"),
            Organisation.objects.get(code="yayasan-contoh"),
        )
        _point_at(f"klaster_test{WORKER}")
        yield done
        database.drop_database(name)


@pytest.fixture
def done(done_in_its_database: Done, django_db_blocker: Any) -> Iterator[Done]:
    """The connection is at the story's database while a test runs."""
    with django_db_blocker.unblock():
        _point_at(f"klaster_story{WORKER}")
        yield done_in_its_database
        _point_at(f"klaster_test{WORKER}")


def _without_autovacuum() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and relowner <> 10")
        for (table,) in cursor.fetchall():
            cursor.execute(f'alter table "{table}" set (autovacuum_enabled = off)')
