"""`klaster rat-pack --cooperative … --year 2015`: the annual meeting's pack as PDF and XLSX."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import cooperatives
from klaster.cli.base import Command as Base
from klaster.reports import rat_pack


class Command(Base):
    help = gettext_lazy("Membuat berkas rapat anggota tahunan: PDF dan XLSX.")

    def add_arguments(self, parser: CommandParser) -> None:
        cooperatives.add_choice(parser)
        parser.add_argument("--year", type=int, required=True, help=gettext("tahun buku"))
        parser.add_argument(
            "--output", type=Path, default=Path("out"), help=gettext("folder tujuan")
        )

    def handle(self, *args: Any, cooperative: str, year: int, output: Path, **options: Any) -> None:
        for path in rat_pack.write(cooperatives.chosen(cooperative), year, output):
            self.stdout.write(str(path))
