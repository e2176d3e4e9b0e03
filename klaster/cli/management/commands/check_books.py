"""`klaster check-books`: the standing controls of every book; status 1 when one is red."""

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext_lazy

from klaster.cli import books
from klaster.cli.base import Command as Base
from klaster.domain.closing import controls

MOST_SHOWN = 10


class Command(Base):
    help = gettext_lazy(
        "Memeriksa semua buku dengan pemeriksaan tetap; status 1 bila ada yang merah."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        books.add_choice(parser)

    def handle(
        self, *args: Any, organisation: str | None, book: str | None, **options: Any
    ) -> None:
        is_red = False
        for each in books.chosen(organisation, book):
            self.stdout.write(f"{each.organisation.code}/{each.code}")
            for control in controls.CONTROLS:
                found = control.find(each)
                is_red = is_red or bool(found)
                self.stdout.write(f"  {'✘' if found else '✔'} {control.title}")
                for what in found[:MOST_SHOWN]:
                    self.stdout.write(f"      {what}")
                if len(found) > MOST_SHOWN:
                    self.stdout.write(f"      … +{len(found) - MOST_SHOWN}")
        if is_red:
            sys.exit(1)
