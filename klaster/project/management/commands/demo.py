"""`klaster demo`: build the Lebak workbook, or run the whole story from it to independence."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from rich.console import Console

from klaster.cli import statistics
from klaster.cli.base import Command as Base
from klaster.cli.management.commands import import_workbook
from klaster.demo import following, run, story, told
from klaster.demo.cooperatives import afterlife
from klaster.domain.graduation.models import Deed
from klaster.reports import closing, rat_pack
from klaster.reports.closing import sections
from klaster.rules.wording import money_text

OUT = Path("out/lebak")


class Command(Base):
    """See the module."""

    help = _("Kisah Lebak: build menulis buku kerjanya, run menjalankan semuanya.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("build", "run"))
        parser.add_argument("--out", type=Path, default=OUT / "lebak.xlsx")

    def handle(self, **options: Any) -> None:
        path = options["out"]
        for written, rows in story.build(path).items():
            self.stdout.write(_("{path}: {rows} baris").format(path=written, rows=rows))
        if options["what"] == "build":
            return
        call_command("migrate", verbosity=0)
        outcomes, deeds = run.run(path)
        for outcome in outcomes:
            import_workbook.show(outcome)
        if not deeds:
            raise CommandError(_("Tidak ada yang dicatat."), returncode=1)
        statistics.refresh()
        last = deeds[-1]
        closed = sections.gather(
            last.organisation, last.programme, last.on, followed_until=following.ENDED
        )
        gathered = told.with_notes(closed)
        made = closing.write(gathered, last.programme, path.parent)
        closing.show(Console(), gathered)
        for file in made:
            self.stdout.write(str(file))
        self._tell_afterlife(deeds, path.parent)
        self.stdout.write(run.sign_in_with())

    def _tell_afterlife(self, deeds: Sequence[Deed], folder: Path) -> None:
        """The cooperatives to their second annual meeting: a line each, and the meetings' packs."""
        lived = afterlife.live_on(deeds, run.USERNAME, run.PASSWORD)
        if any(each.is_new for each in lived):
            statistics.refresh()
        else:
            self.stdout.write(_("Koperasi sesudah serah terima: tidak ada yang berubah."))
        for each in lived:
            shared = ", ".join(
                _("SHU {year} {amount}").format(year=year, amount=money_text(amount))
                for year, amount in each.surplus.items()
            )
            self.stdout.write(
                _("{name}: {members} anggota, {shared}").format(
                    name=each.cooperative.name, members=each.members, shared=shared
                )
            )
            for year in each.surplus:
                for file in rat_pack.write(each.cooperative, year, folder):
                    self.stdout.write(str(file))
