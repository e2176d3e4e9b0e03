"""`klaster restore FILE --into NAME --verify`: the way back, and the proof that it is whole."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from klaster.cli.base import Command as Base
from klaster.domain.ledger import seals
from klaster.domain.ledger.models import Book, Seal
from klaster.project import backup
from klaster.project.management.commands import migrate


class Command(Base):
    help = _("Memulihkan basis data dari berkas cadangan.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("berkas cadangan"))
        parser.add_argument(
            "--into", default="klaster", help=_("nama basis data tujuan, harus kosong")
        )
        parser.add_argument(
            "--verify",
            action="store_true",
            help=_("hitung ulang semua segel setelah dipulihkan"),
        )

    def handle(self, *args: Any, file: Path, into: str, verify: bool, **options: Any) -> None:
        backup.restore(file, into)
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = into
        migrate.protect()
        self.stdout.write(_("Basis data {name} sudah dipulihkan.").format(name=into))
        if verify:
            self._verify()

    def _verify(self) -> None:
        breaches = [breach for book in Book.objects.all() for breach in seals.breaches(book)]
        if breaches:
            first = breaches[0]
            raise CommandError(
                _("Segel buku {book} bulan {month} tidak cocok: jurnal {entry} {what}.").format(
                    book=first.book,
                    month=f"{first.month:%Y-%m}",
                    entry=first.entry,
                    what=first.what,
                )
            )
        count = Seal.objects.filter(is_broken=False).count()
        self.stdout.write(_("{count} segel dihitung ulang dan cocok.").format(count=count))
