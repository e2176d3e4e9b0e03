"""`klaster iati --programme lebak lebak.xml …`: a programme as an IATI 2.03 activity file.

The identifiers and codes that the standard asks for are told by whoever publishes; none is made up.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli.base import Command as Base
from klaster.domain.programme.models import Programme
from klaster.reports.iati.activity import Publisher, xml
from klaster.reports.iati.facts import facts
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import number_text


class NotPublished(Refused):
    """An activity file is for everybody, and the programme is not for everybody to read of."""

    code = "not_published"
    message = "Program {programme} belum diterbitkan untuk umum. Terbitkan dahulu."


class Command(Base):
    help = gettext_lazy("Menulis berkas kegiatan IATI 2.03 sebuah program.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=gettext("berkas XML yang ditulis"))
        parser.add_argument("--programme", required=True, help=gettext("kode program"))
        parser.add_argument("--organisation", help=gettext("kode lembaga"))
        parser.add_argument("--on", type=date.fromisoformat, help=gettext("keadaan per tanggal"))
        parser.add_argument(
            "--reporting-ref", required=True, help=gettext("pengenal IATI lembaga pelapor")
        )
        parser.add_argument(
            "--org-type", required=True, help=gettext("kode OrganisationType lembaga pelapor")
        )
        parser.add_argument(
            "--sector",
            action="append",
            required=True,
            help=gettext("kode tujuan OECD DAC, atau kode=persen; boleh berulang"),
        )
        parser.add_argument(
            "--activity",
            default="",
            help=gettext("pengenal IATI kegiatan; tanpa ini pengenal lembaga dan kode program"),
        )
        parser.add_argument("--title-en", default="", help=gettext("judul dalam bahasa Inggris"))

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        publisher = Publisher(
            ref=options["reporting_ref"],
            type=options["org_type"],
            sectors=_sectors(options["sector"]),
            activity=options["activity"],
            title_en=options["title_en"],
        )
        programme = _chosen(options["organisation"], options["programme"])
        today = timezone.localdate()
        if programme.published_on is None or programme.published_on > today:
            raise NotPublished(programme=programme.code)
        told = facts(programme, options["on"] or today)
        file.write_bytes(xml(told, publisher))
        self.stdout.write(str(file))
        if told.unplaced_rp:
            self.stderr.write(
                gettext(
                    "Anggaran Rp {amount} tidak dimuat: tahap atau programnya tanpa akhir."
                ).format(amount=number_text(told.unplaced_rp))
            )


def _sectors(given: list[str]) -> dict[str, int]:
    """Percentages by code; a code alone is the whole."""
    sectors: dict[str, int] = {}
    for each in given:
        code, _equals, percentage = each.partition("=")
        if percentage and not percentage.isdecimal():
            raise BadField(field="--sector", reason="tulis kode=persen, misalnya 31120=60")
        sectors[code] = int(percentage or 100)
    return sectors


def _chosen(organisation: str | None, code: str) -> Programme:
    """The only programme of that code; raises `BadField` with those there are."""
    every = Programme.objects.select_related("organisation", "area")
    found = every.filter(code=code)
    if organisation:
        found = found.filter(organisation__code=organisation)
    programmes = list(found[:2])
    if len(programmes) != 1:
        known = ", ".join(
            f"{each.organisation.code}/{each.code}"
            for each in every.order_by("organisation__code", "code")
        )
        raise BadField(
            field="--programme",
            reason="sebutkan satu program, bila perlu dengan --organisation; yang ada: {known}",
            known=known or "-",
        )
    return programmes[0]
