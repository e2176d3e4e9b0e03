"""`klaster simkopdes --cooperative … --year 2015`: a workbook to enter data at the ministry from.

Identity numbers are masked unless a user who has the right says why they are needed; each number
shown is then on record.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import cooperatives
from klaster.cli.base import Command as Base
from klaster.domain.access.acts import new_id
from klaster.domain.cooperative import queries as members
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.registry import commands as registry
from klaster.domain.registry import queries as register
from klaster.domain.surplus import queries as surplus
from klaster.reports import simkopdes
from klaster.reports.simkopdes.sheets import NIK
from klaster.rules.refusal import BadField


class Command(Base):
    help = gettext_lazy("Membuat berkas XLSX untuk pengisian SIMKOPDES.")

    def add_arguments(self, parser: CommandParser) -> None:
        cooperatives.add_choice(parser)
        parser.add_argument("--year", type=int, required=True, help=gettext("tahun buku"))
        parser.add_argument(
            "--output", type=Path, default=Path("out"), help=gettext("folder tujuan")
        )
        parser.add_argument("--nik-reason", help=gettext("alasan NIK dibuka; tanpa ini disamarkan"))
        parser.add_argument("--user", help=gettext("nama pengguna yang membuka NIK"))

    def handle(self, *args: Any, cooperative: str, year: int, output: Path, **options: Any) -> None:
        there = cooperatives.chosen(cooperative)
        if not there.formed_on.year <= year <= timezone.localdate().year:
            raise BadField(field="--year", reason="koperasi ini tidak punya tahun buku itu")
        if surplus.year_of(there, year)[1] > timezone.localdate():
            raise BadField(field="--year", reason="tahun buku itu belum berakhir")
        numbers = None
        if options["nik_reason"]:
            numbers = _disclosed(there, year, options["user"] or "", options["nik_reason"])
        output.mkdir(parents=True, exist_ok=True)
        file = output / f"simkopdes-{year}-{cooperative}.xlsx"
        file.write_bytes(simkopdes.xlsx(there, year, numbers))
        self.stdout.write(str(file))


def _disclosed(there: Cooperative, year: int, username: str, reason: str) -> dict[UUID, str]:
    """The NIK of the members of the year in clear, each disclosure on record."""
    today = timezone.localdate()
    by = cooperatives.acting(username, there, today)
    standing = members.standing_members(there, surplus.year_of(there, year)[1])
    parties = list(standing.values_list("party_id", flat=True))
    known = register.masked_numbers(there.organisation_id, parties)
    return {
        party: registry.unmask(
            by=by, on=today, id=new_id(), party_id=party, kind=NIK, reason=reason
        )
        for party in parties
        if NIK in known.get(party, {})
    }
