"""An XLSForm workbook as an instrument, or everything in it that Klaster cannot keep, by its row.

Nothing of a form is left out unsaid: a type, function, column or appearance that would change what
is asked or answered is refused where it stands. Formulas of the spreadsheet are not executed.
"""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from klaster.rules.instrument import Instrument
from klaster.rules.questioning import BadInstrument, require_sound
from klaster.rules.refusal import Refused
from klaster.workbook import opening
from klaster.workbook.rows import Faults
from klaster.workbook.xlsform import choices, questions, sheets
from klaster.workbook.xlsform.sheets import Line, Sheet
from klaster.workbook.xlsform.vocabulary import CHOICES, SETTINGS, SURVEY

SUBJECTS = ("mitra", "group", "cooperative")
LARGEST_VERSION = 9_999
LONGEST_CODE = 40


class FormRefused(Refused):
    """Everything to be mended is in `data["faults"]`, a tuple of `rows.Fault`."""

    code = "form_refused"
    message = (
        "{file}: {count} hal harus diperbaiki; yang pertama di lembar {sheet}, baris {row}, "
        "kolom {column}: {reason}"
    )


def read(path: Path, given: Mapping[str, str] | None = None) -> Instrument:
    """The instrument of a workbook. Raises `NotAWorkbook`, `FormRefused`.

    `given` goes before the sheet of settings: `form_id`, `version`, `subject`, `source`, `licence`.
    """
    book = opening.workbook(path)
    faults = Faults()
    if sheets.check_names(book, faults):
        instrument = _instrument(book, given or {}, faults)
        if not faults:
            return instrument
    first = faults[0]
    raise FormRefused(
        file=path.name,
        count=len(faults),
        sheet=first.sheet,
        row=first.row or "-",
        column=first.column or "-",
        reason=first.reason,
        faults=tuple(faults),
    )


def _instrument(book: opening.Workbook, given: Mapping[str, str], faults: Faults) -> Instrument:
    settings = sheets.read(book, SETTINGS, "id", faults)
    first = settings.lines[0] if settings.lines else Line(2, {})
    for line in settings.lines[1:]:
        settings.fault(line, "form_title", _("hanya satu baris pengaturan; hapus baris ini"))
    language = _language(settings, first)
    head = Line(first.number, {**first.text, **given})
    lists = choices.lists(sheets.read(book, CHOICES, language, faults))
    survey = sheets.read(book, SURVEY, language, faults)
    asked = questions.read(survey, lists)
    choices.check_all_used(lists)
    instrument = Instrument(
        code=_code(settings, head),
        version=_version(settings, head),
        labels=_titles(settings, head),
        subject=_subject(settings, head),
        source=_said(settings, head, "source"),
        licence=_said(settings, head, "licence"),
        questions=asked,
    )
    if not faults:
        _check_sound(instrument, survey)
    return instrument


def _check_sound(instrument: Instrument, survey: Sheet) -> None:
    """Note what no row shows by itself, at the row of the question: order, repeats, sensitivity."""
    try:
        require_sound(instrument)
    except BadInstrument as bad:
        named = (line for line in survey.lines if line["name"] == bad.data["question"])
        survey.fault(next(named, None), "name", bad.why(_))


def _language(settings: Sheet, head: Line) -> str:
    """The language of columns that name none: the form's own, Indonesian if it names none."""
    said = head["default_language"]
    language = sheets.language_of(said) if said else "id"
    if not language:
        reason = _("bahasa ini tidak disimpan; pakai Bahasa Indonesia (id) atau English (en)")
        settings.fault(head, "default_language", reason)
    return language or "id"


def _said(settings: Sheet, head: Line, column: str) -> str:
    if not head[column]:
        settings.fault(head, column, _("harus diisi"))
    return head[column]


def _titles(settings: Sheet, head: Line) -> dict[str, str]:
    titles = {"id": _said(settings, head, "form_title"), "en": head["title_en"]}
    return {language: title for language, title in titles.items() if title}


def _code(settings: Sheet, head: Line) -> str:
    code = _said(settings, head, "form_id")
    if code and (len(code) > LONGEST_CODE or not questions.NAME.fullmatch(code)):
        reason = _("hanya huruf a-z, angka, dan garis bawah, paling banyak {most}")
        settings.fault(head, "form_id", reason.format(most=LONGEST_CODE))
    return code


def _version(settings: Sheet, head: Line) -> int:
    said = head["version"]
    if said.isascii() and said.isdigit() and 0 < int(said[:9]) <= LARGEST_VERSION:
        return int(said)
    reason = _("harus bilangan bulat 1 sampai {most}").format(most=LARGEST_VERSION)
    settings.fault(head, "version", reason)
    return 0


def _subject(settings: Sheet, head: Line) -> str:
    if head["subject"] not in SUBJECTS:
        reason = _("siapa yang ditanya: {subjects}").format(subjects=", ".join(SUBJECTS))
        settings.fault(head, "subject", reason)
    return head["subject"]
