"""The real database for every test: one migrated template, cloned per worker, rolled back per test.

Tests connect as the application role, so that what it may not do fails here too.
"""

import logging
import os
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections
from xdist.scheduler import LoadScopeScheduling

from klaster.domain.access import policy
from klaster.domain.access.acts import Actor, new_id
from klaster.domain.access.models import Organisation, User
from klaster.project import database
from klaster.rules.identity import derived_id

TODAY = date(2014, 3, 6)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


class _ByFile(LoadScopeScheduling):
    """A file's tests go to one process, and so do all that look at what the main job left."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "tests/demo" if file.startswith("tests/demo/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: logging.Logger) -> _ByFile:
    return _ByFile(config, log)


def _point_at(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _let_statistics_be() -> None:
    """Keep autovacuum from counting tables whose rows are always rolled back.

    It would find them empty, and a plan made for empty tables may run for minutes over the next
    test's few hundred rows.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'alter table "{table}" set (autovacuum_enabled = false)')


@pytest.fixture(scope="session")
def template(django_db_blocker: Any) -> str:
    """The name of a migrated database that nobody connects to, for cloning."""
    name = f"klaster_template{WORKER}"
    with django_db_blocker.unblock():
        database.drop_database(name)
        database.create_database(name)
        _point_at(name)
        call_command("migrate", verbosity=0)
        _let_statistics_be()
        _point_at("postgres")
    return name


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: Any) -> Iterator[None]:
    """The database of tests that roll back."""
    name = f"klaster_test{WORKER}"
    with django_db_blocker.unblock():
        database.clone_database(template, name)
        _point_at(name)
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()


@pytest.fixture
def own_database(template: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of this test alone, for what must commit: other processes, owners, crashes."""
    name = f"klaster_own{WORKER}"
    with django_db_blocker.unblock():
        database.clone_database(template, name)
        _point_at(name)
        yield name
        _point_at(f"klaster_test{WORKER}")
        database.drop_database(name)


def id_of(*parts: object) -> UUID:
    """The same id for the same parts, for rows that a test names."""
    return derived_id(TODAY, "test", *parts)


def actor_of(organisation: Organisation, *roles: str) -> Actor:
    """A user of the organisation with the roles given, or with all of them."""
    user = User.objects.create(id=new_id(), username=str(new_id()), full_name="Uji")
    return Actor(user.id, organisation.id, frozenset(roles or policy.ROLES), channel="test")


@pytest.fixture
def institution(db: None) -> Organisation:
    return Organisation.objects.create(
        id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
    )


@pytest.fixture
def by(institution: Organisation) -> Actor:
    return actor_of(institution)
