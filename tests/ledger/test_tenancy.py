"""The rules of tenancy hold for every table, and what the application role may not do is taken."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, connections, transaction

from klaster.domain import tables
from klaster.project.management.commands import migrate

RULES = Path(__file__).with_name("tenancy.sql").read_text()
HISTORY = (
    "ledger_entry", "ledger_transfer", "ledger_account", "ledger_pool", "ledger_checkpoint",
)  # fmt: skip


def breaches(cursor, **more_owned):
    """(rule, what breaks it) over the catalogue, in order."""
    cursor.execute(
        RULES,
        {
            "owned": sorted(tables.OWNED | set(more_owned.get("owned", ()))),
            "shared": sorted(tables.SHARED | set(more_owned.get("shared", ()))),
            "local": sorted(tables.LOCAL),
            "small_keys": sorted(tables.SMALL_KEYS),
        },
    )
    return cursor.fetchall()


def test_every_table_keeps_the_rules_of_its_kind(db):
    with connections["default"].cursor() as cursor:
        assert breaches(cursor) == []


WRONG = """
create table wrong_stray (id uuid primary key);
create table wrong_lone (id uuid primary key, organisation_id uuid,
    name text unique, parent_id uuid references wrong_stray);
create table wrong_counted (id serial, organisation_id uuid not null,
    primary key (id, organisation_id), session_key varchar references access_session);
create table wrong_late (id uuid, organisation_id uuid not null,
    primary key (id, organisation_id), party_id uuid, fund_id uuid,
    foreign key (party_id, organisation_id) references registry_party deferrable,
    foreign key (fund_id, organisation_id) references ledger_fund on delete set null,
    exclude using gist (party_id with =));
create table wrong_shared (id uuid primary key, party_id uuid, organisation_id uuid,
    foreign key (party_id, organisation_id) references registry_party);
create function wrong() returns trigger language plpgsql as 'begin return new; end';
create trigger wrong before insert on ledger_unit for each row execute function wrong();
"""


def test_each_rule_finds_what_breaks_it(own_database):
    with connections["owner"].cursor() as cursor:
        cursor.execute(WRONG)
        found = breaches(
            cursor, owned=["wrong_lone", "wrong_counted", "wrong_late"], shared=["wrong_shared"]
        )
    connections["owner"].close()
    rules = {(rule, culprit.split(" ")[0]) for rule, culprit in found}
    assert rules == {
        ("a table stands in one list", "wrong_stray"),
        ("an owned table names its organisation", "wrong_lone"),
        ("every key of an owned table contains the organisation", "wrong_lone"),
        ("every key of an owned table contains the organisation", "wrong_late"),
        ("ids are UUIDs made by the writer", "wrong_counted"),
        ("shared refers to shared, local to local, owned not to local", "wrong_lone"),
        ("shared refers to shared, local to local, owned not to local", "wrong_counted"),
        ("shared refers to shared, local to local, owned not to local", "wrong_shared"),
        ("a reference among owned tables is checked at once", "wrong_late"),
        ("a reference restricts or cascades", "wrong_late"),
        ("no triggers on owned or shared tables", "ledger_unit"),
    }


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize("privilege", ["insert", "update", "delete", "truncate"])
def test_the_application_may_not_write_history(db, table, privilege):
    assert not may(table, privilege)


@pytest.mark.parametrize("table", migrate.APPEND_ONLY)
def test_the_application_may_add_to_the_record_but_not_take_it_away(db, table):
    assert may(table, "insert")
    assert not [verb for verb in ("update", "delete", "truncate") if may(table, verb)]
    for statement in (
        f"update {table} set organisation_id = organisation_id",
        f"delete from {table}",
    ):
        with (
            pytest.raises(ProgrammingError, match=f"permission denied for table {table}"),
            transaction.atomic(),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(statement)


def test_of_all_that_only_grows_a_seal_alone_is_marked_later(db):
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.column_privileges"
            " where grantee = current_user and privilege_type = 'UPDATE'"
            " and table_name = any(%s)",
            [[*migrate.APPEND_ONLY, *HISTORY]],
        )
        assert cursor.fetchall() == [("ledger_seal", "is_broken")]


def may(table, privilege):
    with connections["default"].cursor() as cursor:
        cursor.execute("select has_table_privilege(current_user, %s, %s)", [table, privilege])
        return cursor.fetchone()[0]


def test_the_application_owns_nothing_and_cannot_make_tables(db):
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select session_user, has_schema_privilege(session_user, 'public', 'create'),"
            " (select count(*) from pg_class where relowner = session_user::regrole),"
            " (select count(*) from pg_class where relkind = 'r'"
            "    and relnamespace = 'public'::regnamespace"
            "    and has_table_privilege(session_user, oid, 'truncate'))"
        )
        assert cursor.fetchone() == (settings.DATABASES["default"]["USER"], False, 0, 0)
