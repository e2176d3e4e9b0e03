"""An instrument as an XLSForm workbook: the sheets survey, choices and settings.

What is written reads back as the same instrument (`reading`), and pyxform compiles it for ODK
Collect and KoboCollect.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from klaster.rules.instrument import Choice, Instrument, Labels, Question, Type
from klaster.rules.refusal import Refused
from klaster.workbook.xlsform import vocabulary
from klaster.workbook.xlsform.vocabulary import CHOICES, LANGUAGES, SETTINGS, SURVEY, YES, YES_NO

LONGEST_CELL = 32_767  # of a spreadsheet; the writer of sheets would leave out what is longer
NARROW, WIDE = 16, 44

Row = Mapping[str, str]
Lists = Mapping[str, Sequence[Choice]]


class CellTooLong(Refused):
    code = "cell_too_long"
    message = "Isi kolom {column} lebih dari {most} huruf; ringkas dahulu."


class DoesNotCompile(Refused):
    code = "does_not_compile"
    message = "Formulir tidak dapat dijalankan ODK Collect: {said}"


def xlsx(instrument: Instrument) -> bytes:
    """The workbook; the same instrument gives the same bytes. Raises `CellTooLong`."""
    lists = _lists(instrument)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
        _sheet(book, SURVEY, list(_survey(instrument.questions, lists)))
        _sheet(book, CHOICES, list(_choices(lists)))
        _sheet(book, SETTINGS, [_settings(instrument)])
    return out.getvalue()


def compiled(workbook: bytes) -> str:
    """The XForm that ODK Collect runs. Raises `DoesNotCompile` in pyxform's words."""
    try:
        return convert(workbook, file_type=".xlsx").xform
    except PyXFormError as error:
        raise DoesNotCompile(said=" ".join(str(error).split())) from error


def _lists(instrument: Instrument) -> Lists:
    """Each list of choices once, under the name of the first question that offers it."""
    lists: dict[str, Sequence[Choice]] = {}
    for question in instrument:
        if question.type is Type.YES_NO:
            lists[YES_NO] = vocabulary.YES_NO_CHOICES
        elif question.choices and _list_of(question, lists) is None:
            lists[f"{question.id}_choices"] = question.choices
    return lists


def _list_of(question: Question, lists: Lists) -> str | None:
    same = (name for name, choices in lists.items() if choices == question.choices)
    return next((name for name in same if name != YES_NO), None)


def _survey(questions: Sequence[Question], lists: Lists) -> Iterator[Row]:
    """One row per question; a group or repeat has a row where it begins and one where it ends."""
    for question in questions:
        yield _question(question, lists)
        if question.type in vocabulary.HOLDERS:
            yield from _survey(question.questions, lists)
            yield {"type": f"end_{vocabulary.HOLDERS[question.type]}"}


def _question(question: Question, lists: Lists) -> Row:
    is_money = question.type is Type.MONEY
    return {
        "type": _type(question, lists),
        "name": question.id,
        **_translated("label", question.labels),
        **_translated("hint", question.hints),
        "required": YES if question.is_required else "",
        "relevant": question.relevant,
        "constraint": question.constraint,
        **_translated("constraint_message", question.constraint_labels),
        "calculation": question.calculation,
        "appearance": vocabulary.THOUSANDS if is_money else "",
        "sensitive": YES if question.is_sensitive else "",
        "unit": vocabulary.RUPIAH if is_money else "",
    }


def _type(question: Question, lists: Lists) -> str:
    match question.type:
        case Type.YES_NO:
            return f"{vocabulary.SELECTS[Type.ONE]} {YES_NO}"
        case Type.ONE | Type.MANY:
            return f"{vocabulary.SELECTS[question.type]} {_list_of(question, lists)}"
        case Type.GROUP | Type.REPEAT:
            return f"begin_{vocabulary.HOLDERS[question.type]}"
        case Type.MONEY:
            return vocabulary.TYPES[Type.INTEGER]
    return vocabulary.TYPES[question.type]


def _choices(lists: Lists) -> Iterator[Row]:
    for name, choices in lists.items():
        for choice in choices:
            yield {"list_name": name, "name": choice.code, **_translated("label", choice.labels)}


def _settings(instrument: Instrument) -> Row:
    return {
        "form_title": instrument.labels["id"],
        "title_en": instrument.labels.get("en", ""),
        "form_id": instrument.code,
        "version": str(instrument.version),
        "default_language": LANGUAGES["id"],
        "subject": instrument.subject,
        "source": instrument.source,
        "licence": instrument.licence,
    }


def _translated(column: str, labels: Labels) -> Row:
    return {f"{column}::{name}": labels.get(code, "") for code, name in LANGUAGES.items()}


def _sheet(book: Any, name: str, rows: Sequence[Row]) -> None:
    """A sheet with the columns that hold something; the words of a form are never a formula."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    columns = [column for column in _columns(name) if _is_used(column, rows)]
    for place, column in enumerate(columns):
        is_prose = column.startswith(vocabulary.TRANSLATED) or column in ("source", "licence")
        sheet.set_column(place, place, WIDE if is_prose else NARROW, wrapped)
        sheet.write_string(0, place, column, bold)
        for number, row in enumerate(rows, 1):
            value = row.get(column, "")
            if len(value) > LONGEST_CELL:
                raise CellTooLong(column=column, most=LONGEST_CELL)
            if value:
                sheet.write_string(number, place, value)


def _columns(sheet: str) -> Iterator[str]:
    for column in vocabulary.COLUMNS[sheet]:
        if column in vocabulary.TRANSLATED:
            yield from (f"{column}::{name}" for name in LANGUAGES.values())
        else:
            yield column


def _is_used(column: str, rows: Sequence[Row]) -> bool:
    """Whether the column stands in the sheet: what XLSForm always asks for, or anything held."""
    return column in vocabulary.ALWAYS or any(row.get(column) for row in rows)
