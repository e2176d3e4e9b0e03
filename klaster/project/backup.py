"""One file that holds the whole database, and the way back from it.

Made by pg_dump as the owner. The keys are not in it: without the identity key the NIK in a restored
database stay unreadable, so the folder of the keys is kept apart and named at every back-up.
"""

import os
import subprocess
from pathlib import Path

from django.conf import settings

from klaster.project import database
from klaster.project.embedded import installation, server
from klaster.rules.refusal import Refused


class BackupFailed(Refused):
    code = "backup_failed"
    message = "Cadangan tidak berhasil: {reason}"


class TargetNotEmpty(Refused):
    code = "target_not_empty"
    message = (
        "Basis data {name} sudah berisi. Pulihkan ke nama lain (--into), periksa, lalu pindahkan."
    )


def keys_folder() -> Path:
    """Where the keys lie that no back-up contains."""
    return database.home() / "keys"


def write(path: Path) -> int:
    """Dump the whole database into one compressed file; returns its size in bytes.

    Written beside and renamed when whole, so that an earlier good file is never replaced by half
    a new one.
    """
    draft = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    entry = settings.DATABASES["owner"]
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={draft}", entry["NAME"])
    draft.replace(path)
    return path.stat().st_size


def restore(path: Path, name: str) -> None:
    """Fill the new database `name` from a back-up; raises `TargetNotEmpty`, `BackupFailed`."""
    if not path.is_file():
        raise BackupFailed(reason=f"berkas {path} tidak ada")
    if not database.create_database(name) and _has_tables(name):
        raise TargetNotEmpty(name=name)
    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
         f"--dbname={name}", str(path))  # fmt: skip


def _has_tables(name: str) -> bool:
    query = "select exists (select from pg_tables where schemaname = 'public')"
    with database.connect(name) as connection:
        row = connection.execute(query).fetchone()
    return bool(row and row[0])


def _run(program: str, *arguments: str) -> None:
    entry = settings.DATABASES["owner"]
    environment = os.environ | {"PGUSER": entry["USER"]}
    if entry["ENGINE"] == "klaster.project.embedded":
        running = server.ensure_running()
        environment |= {
            "PGHOST": running.host,
            "PGPORT": str(running.port),
            "PGPASSWORD": running.passwords[entry["USER"]],
        }
        command = str(installation.program(program))
    else:
        environment |= {
            "PGHOST": entry["HOST"],
            "PGPORT": str(entry["PORT"] or 5432),
            "PGPASSWORD": entry["PASSWORD"],
        }
        command = program
    done = subprocess.run(
        [command, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(reason=(done.stderr.strip().splitlines() or ["?"])[-1])
