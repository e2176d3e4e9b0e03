"""Which PostgreSQL Klaster uses, as whom, and the making of its databases.

By default the embedded server (see `embedded/`), which the first connection starts; with
DATABASE_URL, that server. Two roles: the owner, who migrates, and the application, who may not
change what is posted. Called by the settings, the `klaster` program and the tests.
"""

import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from klaster.domain.access import wall
from klaster.project.embedded import installation, server

Role = Literal["app", "owner", "admin"]
EMBEDDED_ROLES = {
    "owner": installation.OWNER,
    "app": installation.APPLICATION,
    "admin": installation.ADMIN,
}
# As whom the application acts while it serves a visitor.
WALLED = wall.ROLE
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")


def home() -> Path:
    """Where an installation keeps what it writes: KLASTER_HOME, or `var` in the checkout."""
    return installation.home()


def connection_settings(role: Role = "app", name: str = "klaster") -> dict[str, Any]:
    """One entry of Django's DATABASES. Starts nothing: the first connection does.

    `name` is the database on the embedded server; with DATABASE_URL the URL names it.
    """
    url = _url(role)
    if url is None:
        return {
            "ENGINE": "klaster.project.embedded",
            "NAME": name,
            "USER": EMBEDDED_ROLES[role],
            # Statements sent apart from their parameters (posting) are planned once.
            "OPTIONS": {"prepare_threshold": 3},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def connect(name: str | None = None, role: Role = "owner") -> psycopg.Connection:
    """A plain connection in autocommit, for what Django cannot do: databases, back-up, COPY.

    `name` None means the database of the settings.
    """
    entry = connection_settings(role)
    if _url(role) is None:
        running = server.ensure_running()
        entry |= {"HOST": running.host, "PORT": str(running.port)}
        entry["PASSWORD"] = running.passwords[entry["USER"]]
    return psycopg.connect(
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        user=entry["USER"] or None,
        password=entry["PASSWORD"] or None,
        dbname=name or entry["NAME"],
        autocommit=True,
        **entry.get("OPTIONS", {}),
    )


def create_database(name: str) -> bool:
    """Makes the database of the owner, with what the application role may do in it by default.

    False if it was there already; its extensions and privileges are then brought up to date.
    """
    with connect("postgres") as connection:
        known = connection.execute("select datname from pg_database").fetchall()
        is_new = (name,) not in known
        if is_new:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    ensure_walled_role()
    with connect(name) as connection:
        for extension in EXTENSIONS:
            create = sql.SQL("create extension if not exists {}")
            connection.execute(create.format(sql.Identifier(extension)))
        for privileges in ("select, insert, update, delete on tables", "usage on sequences"):
            for role in application_roles():
                grant = sql.SQL("alter default privileges grant {} to {}")
                connection.execute(grant.format(sql.SQL(privileges), sql.Identifier(role)))
    return is_new


def application_roles() -> tuple[str, str]:
    """The role that the application signs in as, and the one it takes on for a visitor."""
    return connection_settings("app")["USER"], WALLED


def ensure_walled_role() -> None:
    """Makes the role behind the wall, and lets the application take it on and be without it.

    On a server of one's own the owner may lack the right; docs/operations.md has the statements.
    """
    application = connection_settings("app")["USER"]
    with connect("postgres", role="admin") as connection, connection.transaction():
        # Roles are the whole server's: of two who set databases up at once, one waits.
        connection.execute("select pg_advisory_xact_lock(hashtext(%s))", (WALLED,))
        (stands,) = connection.execute(
            "select exists (select from pg_roles as app, pg_roles as walled"
            " where app.rolname = %s and app.rolbypassrls and walled.rolname = %s"
            " and pg_has_role(app.oid, walled.oid, 'member'))",
            (application, WALLED),
        ).fetchone() or (False,)
        if stands:
            return
        named = {"application": sql.Identifier(application), "walled": sql.Identifier(WALLED)}
        if not connection.execute("select from pg_roles where rolname = %s", (WALLED,)).fetchone():
            connection.execute(sql.SQL("create role {walled} nologin").format(**named))
        connection.execute(sql.SQL("grant {walled} to {application}").format(**named))
        connection.execute(sql.SQL("alter role {application} bypassrls").format(**named))


def clone_database(template: str, name: str) -> None:
    """A copy of a database that nobody is connected to, in place of an older one of that name."""
    drop_database(name)
    copy = sql.SQL("create database {} template {}")
    with connect("postgres") as connection:
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(name: str) -> None:
    """Drops the database if it is there, and ends what is still connected to it.

    As the admin where there is one: the owner may not end a session of the application.
    """
    drop = sql.SQL("drop database if exists {} with (force)")
    with connect("postgres", role="admin") as connection:
        connection.execute(drop.format(sql.Identifier(name)))


def _url(role: Role) -> str | None:
    url = os.environ.get("DATABASE_URL")
    if role == "app" or not url:
        return url or None
    return os.environ.get("DATABASE_OWNER_URL") or url
