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

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# A cell with its attributes, a formula, a result; a tag may carry a namespace prefix.
_TAG = re.compile(rb"<(?:\w+:)?([cfv])(?=[\s>/])([^>]*)>", re.ASCII)
_PLACE = re.compile(rb'\br="([A-Z]{0,4})([0-9]{1,8})"', re.ASCII)


class NotAWorkbook(Refused):
    code = "not_a_workbook"
    message = "{file}: {reason}"


@dataclass(slots=True)
class Extent:
    """What the look through one sheet found: its last row and column, and cells to complain of."""

    rows: int = 0
    columns: int = 0
    errors: list[str] = field(default_factory=list)
    unsolved: list[str] = field(default_factory=list)


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
    except (CalamineError, ElementTree.ParseError, KeyError, UnicodeError) as error:
        raise _refusal(path, _("isinya bukan buku kerja .xlsx. Simpan ulang dahulu.")) from error


def _refusal(path: Path, reason: str) -> NotAWorkbook:
    return NotAWorkbook(file=path.name, reason=reason)


def _look_through(path: Path, archive: zipfile.ZipFile) -> dict[str, Extent]:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise _refusal(path, _("isinya terlalu besar setelah dibuka. Pisahkan menjadi beberapa."))
    if len(names) < len(members):
        raise _refusal(path, _("arsipnya memuat nama ganda. Simpan ulang dahulu."))
    if "xl/workbook.xml" not in names:
        raise _refusal(path, _("bukan buku kerja .xlsx (mungkin dokumen lain)."))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refusal(path, _("memuat makro. Simpan sebagai .xlsx tanpa makro."))
    sheets = dict(_sheets(archive))
    if not sheets:
        raise _refusal(path, _("tidak memuat satu lembar pun."))
    for member in members:
        if member.filename not in sheets.values() and not member.is_dir():
            for _chunk in _chunks(archive, member.filename):
                pass  # read to its end, so that a damaged part is found by its checksum
    return {name: _extent(path, archive, name, part) for name, part in sheets.items()}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet, in the order of the workbook."""
    links = ElementTree.fromstring(_small(archive, "xl/_rels/workbook.xml.rels"))
    parts = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(_small(archive, "xl/workbook.xml"))
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = parts[sheet.get(_LINK)]
        yield sheet.get("name", ""), str(PurePosixPath("/xl", target)).lstrip("/")


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
    """Walk over the tags of one sheet without building anything from them."""
    extent = Extent()
    cell: dict[str, Any] = {}
    for tag, attributes in _tags(_chunks(archive, part)):
        if tag == b"c":
            _close(cell, extent)
            place = _PLACE.search(attributes)
            if place is None:
                raise _refusal(path, _("lembar {sheet} tidak lazim.").format(sheet=name))
            column, row = _column_number(place[1]), int(place[2])
            extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
            cell = {"at": (place[1] + place[2]).decode(), "error": b't="e"' in attributes}
        elif tag in (b"f", b"v"):
            cell[tag.decode()] = not attributes.endswith(b"/") or tag == b"f"
    _close(cell, extent)
    if extent.columns > MOST_COLUMNS or extent.rows * extent.columns > MOST_CELLS:
        raise _refusal(
            path,
            _(
                "lembar {sheet} membentang sampai baris {rows} dan kolom ke-{columns}."
                " Hapus baris dan kolom kosong di luar data."
            ).format(sheet=name, rows=extent.rows, columns=extent.columns),
        )
    return extent


def _close(cell: dict[str, Any], extent: Extent) -> None:
    """Note what is wrong with the cell that ends here."""
    if cell.get("error"):
        extent.errors.append(cell["at"])
    elif cell.get("f") and not cell.get("v"):
        extent.unsolved.append(cell["at"])


def _tags(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The tags of interest in a stream, whole even where a chunk ends within one."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        cut = text.rfind(b"<")
        end = cut if cut >= 0 and b">" not in text[cut:] else len(text)
        for found in _TAG.finditer(text, 0, end):
            yield found[1], found[2]
        rest = text[end:][:_CHUNK]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
