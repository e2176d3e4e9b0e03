"""`klaster seal verify`: recompute every seal; status 1 and the entry's name where one differs."""

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import books
from klaster.cli.base import Command as Base
from klaster.domain.ledger import seals
from klaster.domain.ledger.models import Seal


class Command(Base):
    help = gettext_lazy("Menghitung ulang segel bulan-bulan yang sudah ditutup.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"], help=gettext("verify: cocokkan"))
        books.add_choice(parser)

    def handle(
        self, *args: Any, organisation: str | None, book: str | None, **options: Any
    ) -> None:
        is_broken = False
        for each in books.chosen(organisation, book):
            name = f"{each.organisation.code}/{each.code}"
            breaches = seals.breaches(each)
            for breach in breaches:
                is_broken = True
                text = gettext("{book} {month}: segel tidak cocok; jurnal {entry} {what}")
                self.stdout.write(
                    text.format(
                        book=name,
                        month=f"{breach.month:%Y-%m}",
                        entry=breach.entry or "-",
                        what=gettext(breach.what),
                    )
                )
            if not breaches:
                whole = Seal.objects.filter(
                    organisation_id=each.organisation_id, period__book=each, is_broken=False
                )
                text = gettext("{book}: {count} segel cocok")
                self.stdout.write(text.format(book=name, count=whole.count()))
        if is_broken:
            sys.exit(1)
