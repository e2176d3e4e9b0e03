"""`klaster xlsform export|import`: instruments of surveys as XLSForm workbooks.

Exported is an instrument that comes with the product, or one that an organisation has adopted; an
imported form is adopted by the organisation, after which its version no longer changes.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import faults, organisations
from klaster.cli.base import Command as Base
from klaster.domain.access.acts import new_id
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import queries, shipped
from klaster.rules.instrument import Instrument
from klaster.rules.refusal import BadField, Refused
from klaster.workbook.xlsform import reading, writing

WRONG_INPUT = 2
# What a form may lack that an instrument has: option → column of the sheet of settings.
GIVEN = {
    "code": "form_id",
    "title": "form_title",
    "version": "version",
    "subject": "subject",
    "source": "source",
    "licence": "licence",
}


class NoSuchInstrument(Refused):
    code = "no_such_instrument"
    message = "Tidak ada instrumen {instrument}. Yang ada: {known}."


class Command(Base):
    help = gettext_lazy("Menulis instrumen survei sebagai XLSForm, atau menetapkan sebuah XLSForm.")

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        _add_export(acts.add_parser("export", help=gettext("tulis sebuah instrumen")))
        _add_import(acts.add_parser("import", help=gettext("tetapkan instrumen dari formulir")))

    def handle(self, *args: Any, act: str, file: Path, **options: Any) -> None:
        if act == "export":
            self._export(file, **options)
        else:
            self._import(file, **options)

    def _export(
        self,
        file: Path,
        code: str,
        version: int | None,
        organisation: str | None,
        **_options: Any,
    ) -> None:
        instrument = _found(code, version, organisation)
        workbook = writing.xlsx(instrument)
        writing.compiled(workbook)
        try:
            file.write_bytes(workbook)
        except OSError as error:
            raise BadField(field="FILE", reason="{error}", error=error) from None
        self.stdout.write(f"{instrument.code} v{instrument.version}: {file}")

    def _import(self, file: Path, organisation: str, user: str, **options: Any) -> None:
        on = timezone.localdate()
        by = organisations.acting(user, organisations.chosen(organisation).id, on)
        given = {column: options[name] for name, column in GIVEN.items() if options[name]}
        try:
            instrument = reading.read(file, given)
        except reading.FormRefused as refused:
            faults.show(faults.table(refused.data["faults"]))
            message = gettext("Tidak ada yang dicatat.")
            raise CommandError(message, returncode=WRONG_INPUT) from None
        if not options["dry_run"]:
            surveys.adopt(by=by, on=on, id=new_id(), instrument=instrument)
        questions = sum(1 for _question in instrument)
        said = gettext("{code} versi {version}: {questions} baris.")
        self.stdout.write(
            said.format(code=instrument.code, version=instrument.version, questions=questions)
        )


def _add_export(parser: CommandParser) -> None:
    parser.add_argument("code", help=gettext("kode instrumen"))
    parser.add_argument("file", type=Path, help=gettext("berkas .xlsx yang ditulis"))
    parser.add_argument("--version", type=int, help=gettext("versi; tanpa ini yang terbaru"))
    parser.add_argument(
        "--organisation",
        help=gettext("lembaga yang menetapkannya; tanpa ini instrumen bawaan"),
    )


def _add_import(parser: CommandParser) -> None:
    parser.add_argument("file", type=Path, help=gettext("berkas .xlsx"))
    parser.add_argument("--organisation", required=True, help=gettext("kode lembaga"))
    organisations.add_user(parser)
    parser.add_argument("--dry-run", action="store_true", help=gettext("periksa saja"))
    helps = {
        "code": gettext("kode instrumen"),
        "title": gettext("judul"),
        "version": gettext("versi"),
        "subject": gettext("siapa yang ditanya: mitra, group, atau cooperative"),
        "source": gettext("sumber pertanyaannya"),
        "licence": gettext("izin memakainya"),
    }
    for name, help_ in helps.items():
        parser.add_argument(f"--{name}", default="", help=help_)


def _found(code: str, version: int | None, organisation: str | None) -> Instrument:
    """The instrument of a code, in its newest version unless one is named."""
    if organisation is None:
        known = shipped.instruments()
    else:
        adopted = queries.instruments(organisations.chosen(organisation).id)
        known = {(each.code, each.version): queries.definition(each) for each in adopted}
    versions = [key for key in known if key[0] == code and version in (None, key[1])]
    if not versions:
        names = ", ".join(f"{code} v{version}" for code, version in sorted(known))
        asked = code if version is None else f"{code} v{version}"
        raise NoSuchInstrument(instrument=asked, known=names or "-")
    return known[max(versions)]
