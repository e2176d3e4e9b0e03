"""The process that keeps the embedded PostgreSQL alive exactly as long as it is used.

Started by `server.py` as a plain script, with the standard library only. Each Klaster
process that uses the server holds a shared lock on one file, which the kernel lets go when the
process ends, however it ends; when this process gets the same lock for itself, nobody is left.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

CLEAN_STOP, HARD_STOP = signal.SIGINT, signal.SIGQUIT
START_DEADLINE_S = 10
STOP_DEADLINE_S = 30
PR_SET_PDEATHSIG = 1
PID_FILE = "postmaster.pid"
# Memory that a statement gave back is kept for the next: asking the kernel anew each time costs a
# posting a tenth of its time.
ENVIRONMENT = {
    "LC_ALL": "C",
    "PATH": "/usr/bin:/bin",
    "MALLOC_TRIM_THRESHOLD_": "33554432",
    "MALLOC_TOP_PAD_": "1048576",
}
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Runs in the child after the user switch, which would have cleared the death signal."""
    if LIBC.prctl(PR_SET_PDEATHSIG, int(CLEAN_STOP), 0, 0, 0) != 0 or os.getppid() != parent:
        os._exit(1)


def start(command: list[str], user: int, group: int) -> subprocess.Popen[bytes]:
    """Starts PostgreSQL as that user, out of reach of the terminal's Ctrl-C."""
    keeper = os.getpid()
    may_switch = os.geteuid() == 0
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        env=ENVIRONMENT,
        start_new_session=True,
        user=user if may_switch else None,
        group=group if may_switch else None,
        extra_groups=[] if may_switch else None,
        preexec_fn=lambda: die_with_parent(keeper),
    )


def is_unused(users: int) -> bool:
    """True, for good, once no process holds the shared lock: a newcomer then waits for us."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: sessions are rolled back, everything committed is on disk."""
    server.send_signal(CLEAN_STOP)
    try:
        server.wait(STOP_DEADLINE_S)
    except subprocess.TimeoutExpired:
        server.send_signal(HARD_STOP)
        server.wait()


def owner_of(data: Path) -> int | None:
    """The live server that wrote `postmaster.pid`, told by its command line; None if it is gone."""
    try:
        pid = int((data / PID_FILE).read_text().split("\n", 1)[0])
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return pid if os.fsencode(data) in arguments else None


def ready_port(data: Path) -> int | None:
    """The port of the live server on this data; None until it takes connections."""
    if owner_of(data) is None:
        return None
    lines = (data / PID_FILE).read_text().splitlines()
    return int(lines[3]) if len(lines) > 7 and lines[7].strip() == "ready" else None


def keep(users: int, data: Path, command: list[str], user: int, group: int) -> int:
    """Runs the server until it is unused; one that dies of itself is started again.

    A start may fail for a moment (what is left of a killed server still holds its memory), so it
    is tried again for some seconds. Returns the exit status.
    """
    give_up_at = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < give_up_at:
        if owner_of(data) is None:
            # PostgreSQL would take any live process with that number for its owner.
            (data / PID_FILE).unlink(missing_ok=True)
        server = start(command, user, group)
        while server.poll() is None:
            if is_unused(users):
                stop(server)
                return 0
            if ready_port(data) is not None:
                give_up_at = time.monotonic() + START_DEADLINE_S
            time.sleep(0.1)
        if is_unused(users):
            return 0
        time.sleep(0.2)
    return 1


def main(users_path: str, data: str, user: str, group: str, *command: str) -> int:
    """Keeps what `server.py` asked for; outlives the terminal, but not its last user."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    users = os.open(users_path, os.O_RDWR)
    os.chdir("/")
    return keep(users, Path(data), list(command), int(user), int(group))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
