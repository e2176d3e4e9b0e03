"""`klaster export journal`: the books as a plain-text journal for hledger or Beancount."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import books
from klaster.cli.base import Command as Base
from klaster.domain.ledger import journal
from klaster.rules.refusal import BadField


class Command(Base):
    help = gettext_lazy(
        "Menulis buku sebagai jurnal teks yang dapat diperiksa hledger atau Beancount."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["journal"], help=gettext("journal: jurnal teks"))
        parser.add_argument("--format", choices=list(journal.FORMATS), default="hledger")
        parser.add_argument("--output", type=Path, help=gettext("berkas; tanpa ini ke layar"))
        books.add_choice(parser)

    def handle(
        self,
        *args: Any,
        organisation: str | None,
        book: str | None,
        format: str,
        output: Path | None,
        **options: Any,
    ) -> None:
        pieces = journal.text(books.chosen(organisation, book), format)
        if output is None:
            sys.stdout.writelines(pieces)
            return
        try:
            with output.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
        except OSError as error:
            raise BadField(field="--output", reason="{error}", error=error) from None
