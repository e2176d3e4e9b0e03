"""One institution in one transaction for all tests that must leave nothing behind."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from klaster.domain.access.acts import Actor
from klaster.domain.places import commands as places
from klaster.workbook import beginning
from tests.workbook.sheets import SMALL, write

ON = date(2014, 3, 7)


@pytest.fixture
def beginner(institution_in_place: Actor) -> Iterator[Actor]:
    """Who imports; what a test leaves is taken back."""
    with transaction.atomic():
        yield institution_in_place
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def institution_in_place(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Actor]:
    """An institution and its administrator; taken back after the last test of a module."""
    path = write(tmp_path_factory.mktemp("awal") / "awal.xlsx", SMALL)
    with django_db_blocker.unblock(), transaction.atomic():
        places.load_shipped()
        yield beginning.set_up(path, ON, "pengelola", "kata sandi uji")
        transaction.set_rollback(True)


def rows_everywhere() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = ", ".join(f'(select count(*) from "{name}")' for name in tables)
        cursor.execute(f"select {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
