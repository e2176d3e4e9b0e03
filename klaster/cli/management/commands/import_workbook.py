"""`klaster import`: check or import a workbook, or write the empty one to fill in.

On an installation that does not know the workbook's institution yet, the institution and an
administrator are set up first; the password is made here and shown once.
"""

import secrets
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from klaster.cli import faults, statistics
from klaster.cli.base import Command as Base
from klaster.domain.places import commands as places
from klaster.workbook import beginning, importing, template
from klaster.workbook.importing import Outcome

WRONG_INPUT = 2


class Command(Base):
    """See the module."""

    help = _("Periksa atau impor buku kerja; --template menulis yang kosong.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help=_("berkas .xlsx"))
        parser.add_argument("--template", type=Path, help=_("tulis templat ke berkas ini"))
        parser.add_argument("--dry-run", action="store_true", help=_("periksa saja"))
        parser.add_argument("--organisation", default="", help=_("kode lembaga"))
        parser.add_argument("--user", default="pengelola", help=_("nama pengguna yang mengimpor"))

    def handle(self, **options: Any) -> None:
        if options["template"]:
            template.write(options["template"])
            return
        if options["file"] is None:
            raise CommandError(_("Sebutkan berkasnya, atau --template."), returncode=WRONG_INPUT)
        outcome = _import(timezone.localdate(), **options)
        show(outcome)
        if outcome.is_refused:
            raise CommandError(_("Tidak ada yang dicatat."), returncode=WRONG_INPUT)
        if outcome.new:
            statistics.refresh()


def _import(
    on: date, *, file: Path, dry_run: bool, organisation: str, user: str, **_rest: Any
) -> Outcome:
    password = secrets.token_urlsafe(12)
    with transaction.atomic(), Progress(console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def tell(sheet: str, done: int, of: int) -> None:
            if sheet not in tasks:
                tasks[sheet] = bar.add_task(sheet, total=of)
            bar.update(tasks[sheet], completed=done)

        by = beginning.importer(file, on, user, organisation)
        is_first = by is None
        by = by or beginning.set_up(file, on, user, password, organisation)
        places.load_shipped()
        outcome = (importing.check if dry_run else importing.run)(file, by, on, tell)
        transaction.set_rollback(dry_run or outcome.is_refused)
    if is_first and not dry_run and not outcome.is_refused:
        Console().print(_("Pengguna baru: {user}, kata sandi: {password}").format(
            user=user, password=password), markup=False)  # fmt: skip
    return outcome


def show(outcome: Outcome) -> None:
    """What became of each sheet, or what has to be mended."""
    if outcome.is_refused:
        table = faults.table(outcome.faults)
    else:
        table = Table(_("Lembar"), _("Dibaca"), _("Baru"), _("Tidak berubah"))
        for count in outcome.counts:
            table.add_row(count.sheet, str(count.read), str(count.new), str(count.unchanged))
        if not outcome.new:
            table.caption = _("Tidak ada yang berubah.")
    faults.show(table)
    if outcome.warnings and not outcome.is_refused:
        table = Table(_("Perlu diketahui sebelum berita acara ditandatangani"))
        for warning in outcome.warnings:
            table.add_row(warning)
        faults.show(table)
