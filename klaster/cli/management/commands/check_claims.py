"""`klaster check-claims [--programme …]`: every published figure against the records, now."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import claims
from klaster.cli.base import Command as Base
from klaster.reports.claims.claims import DIFFERS, VERDICTS


class Command(Base):
    help = gettext_lazy("Memeriksa setiap angka yang pernah diterbitkan terhadap catatan.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", help=gettext("kode program"))

    def handle(self, *args: Any, programme: str | None, **options: Any) -> None:
        found = claims.check(on=timezone.localdate(), channel="cli", programme=programme)
        for each in found:
            self.stdout.write(each.organisation.code)
            for row in each.rows:
                self.stdout.write(f"  {VERDICTS[row['verdict']]:20} {row['sentence']}")
                if row["verdict"] == DIFFERS:
                    self.stdout.write(f"  {'':20} {row['published']} ≠ {row['records']}")
        rows = [row for each in found for row in each.rows]
        self.stdout.write(
            gettext("{count} klaim diperiksa, {differing} berbeda.").format(
                count=len(rows), differing=sum(row["verdict"] == DIFFERS for row in rows)
            )
        )
