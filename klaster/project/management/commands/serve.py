"""`klaster serve`: the web pages on this machine and the worker beside them, until stopped."""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces

from klaster.cli.base import Command as Base
from klaster.demo import run


class Command(Base):
    help = _("Menjalankan halaman web di komputer ini.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help=argparse.SUPPRESS)

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(_("Buka http://{host}:{port}/ di peramban.").format(host=host, port=port))
        if logins := run.sign_in_with():
            self.stdout.write(logins)
        self.stdout.write(_("Ctrl+C untuk berhenti."))
        with _worker():
            Granian(
                "klaster.project.wsgi:application",
                address=host,
                port=port,
                workers=workers,
                interface=Interfaces.WSGI,
            ).serve()


@contextmanager
def _worker() -> Iterator[None]:
    """Long work goes on in a process of its own, which ends with the pages."""
    child = subprocess.Popen([sys.executable, sys.argv[0], "worker"])
    try:
        yield
    finally:
        child.terminate()
        child.wait()
