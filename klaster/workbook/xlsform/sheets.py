"""From the sheets of a form to lines of text by column; whatever XLSForm means is for `reading`.

A column that Klaster does not know is a fault in every row that fills it, so that nothing of a form
is left out unsaid; one whose title begins with `_` is a note of the writer's and passed over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaster.rules.instrument import Labels
from klaster.workbook import cells
from klaster.workbook.opening import Workbook
from klaster.workbook.rows import Faults, look_at_sheet
from klaster.workbook.xlsform import vocabulary
from klaster.workbook.xlsform.vocabulary import LANGUAGES, NO, YES

MOST_ROWS = 10_000
LONGEST_TEXT = 1_000
NOTE = "_"
FLAGS = ("required", "sensitive")  # the columns in which a spreadsheet may hold TRUE and FALSE

_NO_MEDIA = gettext_lazy("gambar, suara, dan video pada pertanyaan belum didukung; kosongkan")
UNKNOWN = gettext_lazy(
    "kolom ini belum didukung; kosongkan, atau awali judulnya dengan _ bila hanya catatan"
)
UNSUPPORTED = {
    "choice_filter": gettext_lazy(
        "pilihan yang disaring menurut jawaban lain belum didukung; buat satu pertanyaan per daftar"
        " dengan relevant"
    ),
    "repeat_count": gettext_lazy("jumlah ulangan yang dihitung belum didukung; kosongkan"),
    "default": gettext_lazy("jawaban awal belum didukung; kosongkan"),
    "trigger": gettext_lazy("hitungan yang dipicu jawaban lain belum didukung; kosongkan"),
    "disabled": gettext_lazy("baris yang dimatikan tidak disimpan; hapus barisnya"),
    "media": _NO_MEDIA,
    "image": _NO_MEDIA,
    "audio": _NO_MEDIA,
    "video": _NO_MEDIA,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet counts, and its text by column ("label::id")."""

    number: int
    text: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """What stands in a column; "" where nothing does."""
        return self.text.get(column, "")

    def labels(self, column: str) -> Labels:
        """What stands in a translated column, by language."""
        found = {code: self[f"{column}::{code}"] for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a sheet, and where to point when one of them is wrong."""

    name: str
    titles: Mapping[str, str]  # as they are written, by column
    lines: Sequence[Line]
    faults: Faults

    def fault(self, line: Line | None, column: str, reason: str) -> None:
        """Note that a cell is wrong; without a line, that the sheet lacks a column."""
        title = self.titles.get(column, _title(column))
        number, value = (line.number, line[column]) if line else (1, "")
        self.faults.add(self.name, number, title, value, reason)

    def require(self, column: str) -> None:
        """Note once that a column is missing, rather than in every line."""
        if column not in self.titles:
            self.fault(None, column, _("kolom ini tidak ada; tambahkan judulnya di baris 1"))


def check_names(book: Workbook, faults: Faults) -> bool:
    """Note sheets that are no part of a form; say whether all are short enough to be read."""
    is_short = True
    for name, extent in book.extents.items():
        if name.startswith(NOTE):
            continue
        if name.casefold() not in vocabulary.COLUMNS:
            reason = _("lembar ini belum didukung; hapus, atau awali namanya dengan _")
            faults.add(name, 0, "", name, reason)
        elif extent.rows > MOST_ROWS:
            is_short = False
            reason = _("lebih dari {most} baris; pecah formulirnya").format(most=MOST_ROWS)
            faults.add(name, 0, "", name, reason)
    return is_short


def read(book: Workbook, name: str, language: str, faults: Faults) -> Sheet:
    """The sheet of a form by its name, whatever its capitals; an empty one if there is none.

    A translated column without a language is in `language`.
    """
    there = next((each for each in book.names if each.casefold() == name), None)
    if there is None:
        return Sheet(name, {}, (), faults)
    sheet = book.sheet(there)
    rows = sheet.iter_rows()
    header = next(rows, [])
    look_at_sheet(there, book.extents[there], sheet, header, faults)
    columns = _columns(there, header, language, faults)
    titles = {column: title for column, title in columns.values() if column}
    return Sheet(there, titles, list(_lines(there, rows, columns, faults)), faults)


def _columns(
    sheet: str, header: list[Any], language: str, faults: Faults
) -> dict[int, tuple[str, str]]:
    """For each place its column ("" if unknown) and title as written; notes are left out."""
    columns: dict[int, tuple[str, str]] = {}
    known = {column for column, _title in columns.values()}
    for place, cell in enumerate(header):
        title = "" if cells.is_blank(cell) else " ".join(str(cell).split())
        if title.startswith(NOTE):
            continue
        column = _column(sheet.casefold(), title, language)
        if column in known:
            faults.add(sheet, 1, title, title, _("judul kolom ini ganda"))
        if column:
            known.add(column)
        columns[place] = (column, title)
    return columns


def _column(sheet: str, title: str, language: str) -> str:
    """The column a title means: "Label : English" is "label::en", an unknown one ""."""
    base, _colons, said = re.sub(r"\s*::?\s*", "::", title, count=1).partition("::")
    base = base.casefold().replace(" ", "_")
    base = vocabulary.ALIASES[sheet].get(base, base)
    if base not in vocabulary.COLUMNS[sheet]:
        return ""
    if base in vocabulary.TRANSLATED:
        code = language_of(said) if said else language
        return f"{base}::{code}" if code else ""
    return "" if said else base


def language_of(said: str) -> str:
    """The code of a language as forms name it: "English (en)", "English", "en"; "" if not ours."""
    name, _bracket, code = said.casefold().partition("(")
    word = code.rstrip(" )") if code else name.strip()
    return vocabulary.LANGUAGE_OF.get(word, "")


def _lines(
    sheet: str, rows: Iterator[list[Any]], columns: dict[int, tuple[str, str]], faults: Faults
) -> Iterator[Line]:
    foreign: set[str] = set()  # columns in another language are said once
    for number, row in enumerate(rows, 2):
        text: dict[str, str] = {}
        for place, cell in enumerate(row):
            if cells.is_blank(cell) or place not in columns:
                continue
            column, title = columns[place]
            if not column and title not in foreign:
                faults.add(sheet, number, title, cell, _why_not(title))
                if _is_translated(title):
                    foreign.add(title)
            if not column:
                continue
            try:
                text[column] = _text(column, cell)
            except cells.BadCell as bad:
                faults.add(sheet, number, title, cell, str(bad))
                text[column] = cells.shown(cell)
        if faults.is_full:
            return
        if text:
            yield Line(number, text)


def _text(column: str, cell: Any) -> str:
    """The text of a cell, on one line. Raises `BadCell`."""
    if isinstance(cell, bool) and column in FLAGS:
        return YES if cell else NO
    if column.startswith(vocabulary.TRANSLATED) and "${" in str(cell):
        raise cells.BadCell(_("jawaban lain di dalam teks belum didukung; tulis tanpa rujukan"))
    return cells.text(cell, LONGEST_TEXT)


def _is_translated(title: str) -> bool:
    """Whether a title is a column that forms have once for each language, in one of them."""
    base, _colons, said = title.partition(":")
    return bool(said) and base.strip().casefold().replace(" ", "_") in vocabulary.TRANSLATED


def _why_not(title: str) -> str:
    base = title.partition(":")[0].strip().casefold().replace(" ", "_")
    if _is_translated(title):
        return _("bahasa ini tidak disimpan; pakai {languages}, atau kosongkan").format(
            languages=", ".join(f"{base}::{name}" for name in LANGUAGES.values())
        )
    if not title:
        return _("ada isi di kolom tanpa judul; hapus")
    return str(UNSUPPORTED.get(base, UNKNOWN))


def _title(column: str) -> str:
    """How a column is titled in a form that lacks it."""
    base, _colons, code = column.partition("::")
    return f"{base}::{LANGUAGES[code]}" if code else base
