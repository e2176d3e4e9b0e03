"""The embedded PostgreSQL: its place, its first set-up, and starting or joining it.

`ensure_running` is called by the database backend beside this file at each new connection, so
nothing starts until a connection is really wanted. The server lives as long as any process that
called it (see `keeper.py`): the first to come starts it, others join, the last one's end stops it.
"""

import fcntl
import json
import os
import socket
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from klaster.project.embedded import installation, keeper
from klaster.project.embedded.installation import HOST, DatabaseUnavailable

LOG_LIMIT_BYTES = 8 * 1024 * 1024
READY_DEADLINE_S = 300


@dataclass(frozen=True)
class Server:
    """A running server: where it listens and the password of each of our roles."""

    host: str
    port: int
    passwords: dict[str, str]


_threads = threading.Lock()
_held: dict[Path, int] = {}


def ensure_running() -> Server:
    """Joins the live server or starts one; it then stays while this process lives.

    Raises DatabaseUnavailable.
    """
    try:
        with _threads:
            installation.folder().mkdir(parents=True, exist_ok=True)
            _hold(installation.folder() / "users.lock")
            with installation.locked(installation.folder() / "start.lock"):
                port = keeper.ready_port(installation.data_folder()) or _launch()
            passwords = json.loads((installation.folder() / "passwords.json").read_text())
        return Server(HOST, port, passwords)
    except PermissionError as error:
        raise DatabaseUnavailable(reason=error, log=installation.log_file()) from error


def _hold(path: Path) -> None:
    if path not in _held:
        users = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users, fcntl.LOCK_SH)
        _held[path] = users


def _launch() -> int:
    account = installation.server_account()
    programs = installation.programs_for(account)
    if not installation.data_folder().exists():
        installation.set_up(account, programs)
    command = [
        str(programs / "postgres"),
        "-D",
        str(installation.data_folder()),
        *("-c", f"listen_addresses={HOST}"),
        *("-c", "unix_socket_directories="),
        *("-p", str(_free_port())),
    ]
    return _await_ready(_spawn_keeper(account, command))


def _spawn_keeper(account: installation.Account, command: list[str]) -> int:
    log = installation.log_file()
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.rename(log.with_suffix(".log.1"))
    places = (installation.folder() / "users.lock", installation.data_folder())
    numbers = (account.uid, account.gid)
    arguments = [sys.executable, "-I", "-S", keeper.__file__, *map(str, places + numbers)]
    append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    return os.posix_spawn(
        sys.executable,
        arguments + command,
        os.environ,
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), append, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )


def _await_ready(keeper_pid: int) -> int:
    give_up_at = time.monotonic() + READY_DEADLINE_S
    while time.monotonic() < give_up_at:
        port = keeper.ready_port(installation.data_folder())
        if port is not None:
            return port
        if os.waitpid(keeper_pid, os.WNOHANG)[0]:
            break
        time.sleep(0.02)
    lines = installation.log_file().read_text(errors="replace").splitlines() or ["-"]
    fatal = [line for line in lines if "FATAL" in line] or lines
    raise DatabaseUnavailable(reason=fatal[-1], log=installation.log_file())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
