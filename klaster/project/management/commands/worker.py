"""`klaster worker`: do the jobs that wait in the queue, and those of the night, until stopped."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_lazy

from klaster.cli.base import Command as Base


class Command(Base):
    help = gettext_lazy("Mengerjakan antrean dan tugas malam, sampai dihentikan.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help=gettext("hanya yang menunggu sekarang")
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        lasting = ["--one-shot"] if once else []
        call_command("procrastinate", "worker", "--delete-jobs=successful", *lasting)
