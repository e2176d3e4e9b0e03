"""The tables in the database are the tables in the code."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_no_change_of_a_table_lacks_its_migration():
    with translation.override(None):  # migrations hold labels as they stand in the code
        loader = MigrationLoader(None)
        code = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), code).changes(loader.graph)
    assert {app: [str(m.operations) for m in missing] for app, missing in changes.items()} == {}


def test_migrations_of_an_app_never_part_into_branches():
    assert MigrationLoader(None).detect_conflicts() == {}
