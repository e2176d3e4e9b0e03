"""What every command of the program shares: a refusal is one plain line and exit status 2."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils.translation import gettext

from klaster.cli import program
from klaster.rules.refusal import Refused


class NotSetUp(Refused):
    """The database is not there, or has no tables; `reason` is what it said."""

    code = "not_set_up"
    message = (
        "Basis data belum siap ({reason}). Jalankan klaster migrate dahulu; "
        "bila memakai server sendiri, periksa DATABASE_URL."
    )


def in_words(refused: Refused) -> str:
    """Return a refusal's message in the reader's language, its fields filled in."""
    return refused.said(gettext)


class Command(BaseCommand):
    """A command whose refusals end the program with one line and status 2, never a traceback."""

    help: Any = ""  # translated when it is shown
    requires_system_checks: list[str] = []
    suppressed_base_arguments = {  # Django's own, which would hide ours in --help
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's parser, under the name that is typed; argparse takes no text but plain text."""
        self.help = str(self.help)
        return super().create_parser(prog_name, program.typed(subcommand), **kwargs)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as the program does; Django's own way for everything but refusals."""
        try:
            super().run_from_argv(argv)
        except Refused as refused:
            self._refuse(refused)
        except DatabaseError as error:
            if is_set_up():
                raise
            self._refuse(NotSetUp(reason=str(error).strip().splitlines()[0]))

    def _refuse(self, refused: Refused) -> NoReturn:
        self.stderr.write(in_words(refused))
        sys.exit(2)


def is_set_up() -> bool:
    """Whether the database can be reached and has been migrated."""
    try:
        return "django_migrations" in connection.introspection.table_names()
    except DatabaseError:
        return False
