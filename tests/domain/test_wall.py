"""Behind the wall a query that forgot its organisation still meets only rows of one."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from klaster.domain.access import wall
from klaster.domain.access.acts import new_id
from klaster.domain.access.models import Organisation
from klaster.domain.owned import Owned
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Party
from klaster.domain.tables import OWNED
from klaster.reports import views
from tests.conftest import TODAY, actor_of, id_of
from tests.reports import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return Organisation.objects.create(
        id=id_of("other"), code="lain", name="Lembaga Lain", kind="institution"
    )


@pytest.fixture(autouse=True)
def _lowered():
    yield
    wall.lower()


def tables_with_rows():
    """The owned tables in which this connection meets a row, whatever the filter."""
    models = [each for each in apps.get_models() if issubclass(each, Owned)]
    return {each._meta.db_table for each in models if each._base_manager.exists()}


def views_with_rows():
    with connection.cursor() as cursor:
        cursor.execute("select viewname from pg_views where schemaname = 'report'")
        names = [name for (name,) in cursor.fetchall()]
        found = set()
        for name in names:
            cursor.execute(f"select exists (select from report.{name})")
            if cursor.fetchone()[0]:
                found.add(name)
    assert len(names) >= len(views.VIEWS) - 2  # two are functions
    return found


def test_every_owned_table_has_the_wall():
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class join pg_policy on polrelid = pg_class.oid"
            " where relrowsecurity and polname = 'wall'"
        )
        assert {name for (name,) in cursor.fetchall()} >= OWNED


def test_a_forgotten_filter_gives_nothing_of_others(by, other):
    story.tell(by)
    mine = tables_with_rows()
    assert len(mine) > 25
    assert "mitra" in views_with_rows()
    wall.raise_around(other.id)
    assert tables_with_rows() == set()
    assert views_with_rows() == set()
    wall.raise_around(by.organisation_id)
    assert tables_with_rows() == mine


def test_a_row_of_others_is_neither_changed_nor_added(by, other):
    party = registry.enrol(by=by, on=TODAY, new=registry.NewParty(id_of("p"), "person", "Ani"))
    wall.raise_around(other.id)
    assert Party.objects.filter(id=party.id).update(name="Budi") == 0
    assert Party.objects.filter(id=party.id).delete()[0] == 0
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Party.objects.create(
            id=new_id(), organisation_id=by.organisation_id, kind="person", name="Budi",
            person_id=new_id(), known_since=TODAY,
        )  # fmt: skip
    wall.lower()
    assert Party.objects.get(id=party.id).name == "Ani"


def test_commands_work_behind_the_wall_for_its_own_organisation(by):
    wall.raise_around(by.organisation_id)
    rows = [registry.NewParty(id_of("p", n), "person", f"Mitra {n}") for n in range(3)]
    for _ in range(2):
        assert len(registry.enrol_many(by=by, on=TODAY, rows=rows)) == 3
    assert Party.objects.count() == 3


def test_two_organisations_meet_only_where_it_is_said(by, other):
    theirs = actor_of(other)
    for who in (by, theirs):
        registry.enrol(
            by=who, on=TODAY, new=registry.NewParty(id_of(who.organisation_id), "person", "Ani")
        )
    wall.raise_around(by.organisation_id)
    assert Party.objects.count() == 1
    with wall.opened(other.id):
        assert Party.objects.count() == 2
        with pytest.raises(ProgrammingError), transaction.atomic(), wall.opened(id_of("third")):
            connection.cursor().execute("select from nowhere")
        assert Party.objects.count() == 2
    assert Party.objects.count() == 1


def test_without_an_organisation_named_there_is_nothing(by):
    registry.enrol(by=by, on=TODAY, new=registry.NewParty(id_of("p"), "person", "Ani"))
    with connection.cursor() as cursor:
        cursor.execute(f"set role {wall.ROLE}")
        assert not Party.objects.exists()
        cursor.execute("reset role")
    assert Party.objects.exists()
