"""`klaster demo`: build the Lebak workbook, or run the whole story from it to independence."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from klaster.cli.management.commands import import_workbook
from klaster.demo import run, story

OUT = Path("out/lebak")


class Command(BaseCommand):
    """See the module."""

    help = _("Kisah Lebak: build menulis buku kerjanya, run menjalankan semuanya.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("build", "run"))
        parser.add_argument("--out", type=Path, default=OUT / "lebak.xlsx")

    def handle(self, **options: Any) -> None:
        path = options["out"]
        rows = story.build(path)
        self.stdout.write(_("{path}: {rows} baris").format(path=path, rows=rows))
        if options["what"] == "build":
            return
        outcome, deeds = run.run(path)
        import_workbook.show(outcome)
        if outcome.is_refused:
            raise CommandError(_("Tidak ada yang dicatat."), returncode=1)
        for deed in deeds:
            self.stdout.write(f"{deed.number}: {deed.place}")
