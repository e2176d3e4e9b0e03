"""`klaster backup FILE`: the whole database in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from klaster.cli.base import Command as Base
from klaster.project import backup


class Command(Base):
    help = _("Menyalin seluruh basis data ke satu berkas cadangan.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("berkas cadangan yang dibuat"))

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        size = backup.write(file)
        self.stdout.write(_("Cadangan {file} selesai ({size} byte).").format(file=file, size=size))
        self.stdout.write(
            _(
                "Simpan juga folder kunci {folder} di tempat lain: NIK hanya terbaca dengannya."
            ).format(folder=backup.keys_folder())
        )
