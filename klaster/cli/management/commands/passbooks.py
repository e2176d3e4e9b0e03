"""`klaster passbooks --cooperative …`: passbooks of all members, or of one, as one PDF."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import cooperatives
from klaster.cli.base import Command as Base
from klaster.domain.cooperative.models import Member
from klaster.reports import passbooks
from klaster.rules.refusal import BadField


class Command(Base):
    help = gettext_lazy("Mencetak buku simpanan semua anggota, atau seorang, ke satu PDF.")

    def add_arguments(self, parser: CommandParser) -> None:
        cooperatives.add_choice(parser)
        parser.add_argument("--since", required=True, help=gettext("sejak tanggal"))
        parser.add_argument("--until", required=True, help=gettext("sampai tanggal"))
        parser.add_argument("--member", type=int, help=gettext("nomor anggota"))
        parser.add_argument("--output", type=Path, required=True, help=gettext("berkas tujuan"))

    def handle(self, *args: Any, cooperative: str, output: Path, **options: Any) -> None:
        there = cooperatives.chosen(cooperative)
        member = None
        if options["member"] is not None:
            member = (
                Member.objects.filter(
                    organisation_id=there.organisation_id, number=options["member"]
                )
                .select_related("party")
                .first()
            )
            if member is None:
                raise BadField(field="--member", reason="tidak ada anggota bernomor itu")
        first, last = (_day(f"--{name}", options[name]) for name in ("since", "until"))
        if last < first:
            raise BadField(field="--until", reason="sebelum tanggal awal")
        output.write_bytes(passbooks.pdf(there, first, last, member))
        self.stdout.write(str(output))


def _day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadField(field=field, reason="tulis seperti 2015-12-31") from None
