"""What every command of the program shares: a refusal is one plain line and exit status 2."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from klaster.rules.refusal import Refused


def in_words(refused: Refused) -> str:
    """Return a refusal's message in the reader's language, its fields filled in."""
    return gettext(refused.message).format(**refused.data)


class Command(BaseCommand):
    """A command whose refusals end the program with one line and status 2, never a traceback."""

    help: Any = ""  # translated when it is shown
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as the program does; Django's own way for everything but refusals."""
        try:
            super().run_from_argv(argv)
        except Refused as refused:
            self.stderr.write(in_words(refused))
            sys.exit(2)
