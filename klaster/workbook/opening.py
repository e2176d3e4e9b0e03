"""Opening a file that claims to be a workbook, before anything large is read from it.

The archive is looked through first: what it would unpack to, whether it is whole, how far its
sheets reach, and which cells hold errors or formulas without a result. Only then does the reader
of sheets get it, so a hostile file costs neither memory nor time.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from klaster.rules.refusal import Refused

MOST_BYTES = 400 * 2**20  # unpacked; the demo's records take a twentieth of it
MOST_MEMBERS = 1_000
MOST_CELLS = 6_000_000  # of one sheet, blank ones between others included
MOST_COLUMNS = 100
_CHUNK = 2**18
_LONGEST_ROW = 16 * 2**20

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# A cell and its place; a cell's attributes, formula, result; a row that is hidden. Tags may carry a
# namespace prefix. A cell without a place gives empty text.
_CELL = re.compile(rb'<(?:\w+:)?c(?=[\s>/])(?:[^>]*?\sr="([A-Z]{1,4})([0-9]{1,8})")?', re.ASCII)
_TAG = re.compile(rb"<(?:\w+:)?([cfv])(?=[\s>/])([^>]*)>", re.ASCII)
_PLACE = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,8})"', re.ASCII)
_HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\shidden="(?:1|true)")[^>]*?\br="([0-9]{1,8})"')
_ROW_ENDS = (b"</row>", b":row>")


class NotAWorkbook(Refused):
    code = "not_a_workbook"
    message = "{file}: {reason}"


@dataclass(slots=True)
class Extent:
    """What the look through one sheet found: its last row and column, and places to complain of.

    `errors` and `unsolved` (formulas without a result) hold (column letters, row).
    """

    rows: int = 0
    columns: int = 0
    errors: list[tuple[str, int]] = field(default_factory=list)
    unsolved: list[tuple[str, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: sheet names in order, and what each of them reaches."""

    path: Path
    reader: CalamineWorkbook
    extents: dict[str, Extent]

    @property
    def names(self) -> list[str]:
        """The sheets, hidden ones included."""
        return list(self.extents)

    def sheet(self, name: str) -> CalamineSheet:
        """Read one sheet; it is held only as long as the caller holds it."""
        try:
            return self.reader.get_sheet_by_name(name)
        except CalamineError as error:
            raise NotAWorkbook(
                file=self.path.name,
                reason=_("lembar {sheet} rusak; simpan ulang berkasnya.").format(sheet=name),
            ) from error


def workbook(path: Path) -> Workbook:
    """Open a workbook or say why it cannot be one. Raises `NotAWorkbook`."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
        if not start:
            raise _refusal(path, _("berkasnya kosong."))
        if start.startswith(_OLD_EXCEL):
            raise _refusal(
                path,
                _("berkas Excel lama (.xls) atau berkata sandi. Simpan sebagai .xlsx tanpa sandi."),
            )
        with zipfile.ZipFile(path) as archive:
            extents = _look_through(path, archive)
        return Workbook(path, CalamineWorkbook.from_path(path), extents)
    except OSError as error:
        raise _refusal(path, _("tidak dapat dibaca. Periksa nama dan izinnya.")) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refusal(
            path, _("bukan buku kerja .xlsx yang utuh. Simpan ulang, lalu coba lagi.")
        ) from error
    except (CalamineError, ElementTree.ParseError, LookupError, ValueError) as error:
        raise _refusal(path, _("isinya bukan buku kerja .xlsx. Simpan ulang dahulu.")) from error


def _refusal(path: Path, reason: str) -> NotAWorkbook:
    return NotAWorkbook(file=path.name, reason=reason)


def _look_through(path: Path, archive: zipfile.ZipFile) -> dict[str, Extent]:
    members = archive.infolist()
    _require_workbook(path, members)
    sheets = list(_sheets(archive))
    if not sheets:
        raise _refusal(path, _("tidak memuat satu lembar pun."))
    parts = {part for _name, part, _hidden in sheets}
    for member in members:
        if member.filename not in parts and not member.is_dir():
            for _chunk in _chunks(archive, member.filename):
                pass  # read to its end, so that a damaged part is found by its checksum
    extents = {}
    for name, part, is_hidden in sheets:
        extents[name] = _extent(path, archive, name, part)
        extents[name].is_hidden = is_hidden
    return extents


def _require_workbook(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse by the table of contents: too large, no workbook, or one that does more than hold."""
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise _refusal(path, _("isinya terlalu besar setelah dibuka. Pisahkan menjadi beberapa."))
    if len(names) < len(members):
        raise _refusal(path, _("arsipnya memuat nama ganda. Simpan ulang dahulu."))
    if not {"xl/workbook.xml", "[Content_Types].xml"} <= names:
        raise _refusal(path, _("bukan buku kerja .xlsx (mungkin dokumen lain)."))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refusal(path, _("memuat makro. Simpan sebagai .xlsx tanpa makro."))
    if any(name.startswith("xl/externalLinks/") for name in names):
        reason = _("mengambil isi dari berkas lain. Tempel nilainya, bukan rumusnya.")
        raise _refusal(path, reason)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, bool]]:
    """Name and part of each sheet and whether it is hidden, in the order of the workbook."""
    links = ElementTree.fromstring(_small(archive, "xl/_rels/workbook.xml.rels"))
    parts = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(_small(archive, "xl/workbook.xml"))
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = parts[sheet.get(_LINK)]
        part = str(PurePosixPath("/xl", target)).lstrip("/")
        yield sheet.get("name", ""), part, sheet.get("state", "visible") != "visible"


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that is read whole. Declarations of entities are refused: none belongs there."""
    content = b"".join(_chunks(archive, name))
    if b"<!" in content.replace(b"<!--", b"") or len(content) > 2**20:
        raise zipfile.BadZipFile(name)
    return content


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _extent(path: Path, archive: zipfile.ZipFile, name: str, part: str) -> Extent:
    """Go over the tags of one sheet without building anything from them."""
    extent = Extent()
    letters: set[bytes] = set()
    for block in _blocks(_chunks(archive, part)):
        places = _CELL.findall(block)
        letters.update(letter for letter, _row in places)
        extent.rows = max([extent.rows, *(int(row or 0) for _letter, row in places)])
        if b't="e"' in block or b"<f" in block or b":f" in block:
            _note_results(block, extent)
        if b"hidden=" in block:
            extent.hidden_rows += (int(row) for row in _HIDDEN.findall(block))
        if b"" in letters or len(block) > _LONGEST_ROW:
            raise _refusal(path, _("lembar {sheet} tidak lazim. Simpan ulang dahulu.").format(
                sheet=name))  # fmt: skip
    extent.columns = max(map(column_number, letters), default=0)
    if extent.columns > MOST_COLUMNS or extent.rows * extent.columns > MOST_CELLS:
        raise _refusal(
            path,
            _(
                "lembar {sheet} membentang sampai baris {rows} dan kolom ke-{columns}."
                " Hapus baris dan kolom kosong di luar data."
            ).format(sheet=name, rows=extent.rows, columns=extent.columns),
        )
    return extent


def _blocks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The stream cut at ends of rows, so that no cell lies across a cut."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        ends = max(rest.rfind(ending) for ending in _ROW_ENDS)
        cut = ends + len(_ROW_ENDS[0]) if ends >= 0 else 0
        if len(rest) - cut > _LONGEST_ROW:
            cut = len(rest)
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _note_results(block: bytes, extent: Extent) -> None:
    """Note the cells of a block that hold an error, or a formula without a result."""
    cell: dict[str, Any] = {}
    for found in _TAG.finditer(block):
        tag, attributes = found[1], found[2]
        if tag == b"c":
            _close(cell, extent)
            place = _PLACE.search(attributes)
            cell = {
                "at": (place[1].decode(), int(place[2])) if place else ("", 0),
                "error": b't="e"' in attributes,
            }
        else:
            cell[tag.decode()] = not attributes.endswith(b"/") or tag == b"f"
    _close(cell, extent)


def _close(cell: dict[str, Any], extent: Extent) -> None:
    """Note what is wrong with the cell that ends here."""
    if cell.get("error"):
        extent.errors.append(cell["at"])
    elif cell.get("f") and not cell.get("v"):
        extent.unsolved.append(cell["at"])


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
