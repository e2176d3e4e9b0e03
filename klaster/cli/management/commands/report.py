"""`klaster report`: list the reports, or run one and print or write it."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from rich.console import Console

from klaster.cli.base import Command as Base
from klaster.domain.access.models import Organisation
from klaster.reports import catalogue
from klaster.reports.render import as_csv, as_html, as_pdf, as_terminal, as_xlsx
from klaster.reports.report import Result
from klaster.reports.run import run
from klaster.rules.reading import as_date
from klaster.rules.refusal import BadField

FORMATS = ("table", "csv", "html", "xlsx", "pdf")


class Command(Base):
    help = gettext_lazy("Menampilkan laporan; tanpa kode: daftar semua laporan.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", help=gettext("kode laporan"))
        parser.add_argument("--organisation", help=gettext("kode lembaga"))
        parser.add_argument(
            "--on", help=gettext("tanggal keadaan, misalnya 2014-03-06; tanpa itu: hari ini")
        )
        parser.add_argument("--format", choices=FORMATS, default="table")
        parser.add_argument("--output", type=Path, help=gettext("berkas tujuan"))
        names = sorted({p.name for r in catalogue.REPORTS.values() for p in r.parameters})
        for name in names:
            parser.add_argument(f"--{name}", dest=f"given_{name}")

    def handle(self, *args: Any, code: str | None, **options: Any) -> None:
        if code is None:
            for report in catalogue.REPORTS.values():
                self.stdout.write(f"{report.code:20} {report.title}: {report.answers}")
            return
        report = catalogue.find(code)
        given = {
            name.removeprefix("given_"): value
            for name, value in options.items()
            if name.startswith("given_") and value is not None
        }
        result = run(
            report,
            organisation=_organisation(options["organisation"]).id,
            on=_day(options["on"]),
            given=given,
        )
        _put(result, options["format"], options["output"])


def _organisation(code: str | None) -> Organisation:
    """The organisation asked for, or the only institution there is."""
    found = Organisation.objects.filter(code=code) if code else Organisation.objects.all()
    if not code and found.count() > 1:
        found = found.filter(kind=Organisation.Kind.INSTITUTION, is_illustration=False)
    organisations = list(found[:2])
    if len(organisations) != 1:
        known = ", ".join(Organisation.objects.order_by("code").values_list("code", flat=True))
        raise BadField(field="organisation", reason="pilih salah satu: {known}", known=known or "-")
    return organisations[0]


def _day(text: str | None) -> date:
    """The day that the report speaks of; today where none was given."""
    return as_date(text, "--on") if text else timezone.localdate()


def _put(result: Result, form: str, output: Path | None) -> None:
    if form == "table":
        if output:
            with output.open("w", encoding="utf-8") as file:
                as_terminal.show(Console(file=file, width=160), result)
        else:
            as_terminal.show(Console(), result)
        return
    content = {
        "csv": lambda: as_csv.csv_text(result).encode(),
        "html": lambda: as_html.page(result).encode(),
        "xlsx": lambda: as_xlsx.xlsx_bytes([result], result.asked.on),
        "pdf": lambda: as_pdf.pdf_bytes(result),
    }[form]()
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
