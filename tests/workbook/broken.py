"""Workbooks that are wrong as files: made by taking a good one apart and putting it together."""

import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.workbook.sheets import SMALL, write

Parts = dict[str, bytes]
MITRA = f"xl/worksheets/sheet{list(SMALL).index('Mitra') + 1}.xml"
BOOK = "xl/workbook.xml"


def good(folder: Path) -> Path:
    """A workbook that is right."""
    return write(folder / "baik.xlsx", SMALL)


def parts_of(path: Path) -> Parts:
    """What is in the archive, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def raw(content: bytes, name: str = "berkas.xlsx") -> Callable[[Path], Path]:
    """A file that holds just this."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def rebuilt(change: Callable[[Parts], None]) -> Callable[[Path], Path]:
    """The good workbook with its parts changed."""

    def make(folder: Path) -> Path:
        parts = parts_of(good(folder))
        change(parts)
        return pack(folder / "berkas.xlsx", parts)

    return make


def without(name: str) -> Callable[[Path], Path]:
    """The good workbook with one part missing."""
    return rebuilt(lambda parts: parts.pop(name) and None)


def replaced(part: str, old: bytes, new: bytes) -> Callable[[Path], Path]:
    """The good workbook with bytes of one part replaced; they must be there."""

    def change(parts: Parts) -> None:
        assert old in parts[part], f"{old!r} is not in {part}"
        parts[part] = parts[part].replace(old, new, 1)

    return rebuilt(change)


def added(name: str, content: bytes = b"x") -> Callable[[Path], Path]:
    """The good workbook with a part more."""
    return rebuilt(lambda parts: parts.update({name: content}))


def truncated(folder: Path) -> Path:
    """A download that broke off."""
    path = good(folder)
    path.write_bytes(path.read_bytes()[:-900])
    return path


def damaged(folder: Path) -> Path:
    """One byte of a compressed sheet turned over, as a failing disk does."""
    path = good(folder)
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo(MITRA).header_offset + 30 + len(MITRA) + 60
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
    return path


def locked(folder: Path) -> Path:
    """The archive says that its members are encrypted."""
    path = good(folder)
    content = path.read_bytes()
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for place in _places(content, mark):
            (old,) = struct.unpack_from("<H", content, place + flags)
            content = (
                content[: place + flags] + struct.pack("<H", old | 1) + content[place + flags + 2 :]
            )
    path.write_bytes(content)
    return path


def _places(content: bytes, mark: bytes) -> list[int]:
    found, place = [], content.find(mark)
    while place >= 0:
        found.append(place)
        place = content.find(mark, place + 1)
    return found


def bomb(folder: Path) -> Path:
    """A sheet of 500 MB of spaces, half a megabyte when packed."""
    path = folder / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts_of(good(folder)).items():
            archive.writestr(name, content)
        with archive.open("xl/media/image1.bin", "w", force_zip64=True) as part:
            for _ in range(500):
                part.write(b" " * 2**20)
    return path


def lying_bomb(folder: Path) -> Path:
    """A member that is larger than the archive says."""
    path = pack(folder / "bom.xlsx", {**parts_of(good(folder)), "xl/media/a.bin": b" " * 2**20})
    content = path.read_bytes()
    size = struct.pack("<I", 2**20)
    path.write_bytes(content.replace(size, struct.pack("<I", 1000)))
    return path


def crowded(folder: Path) -> Path:
    """More members than any workbook has."""
    many = {f"xl/media/{number}.png": b"" for number in range(1_100)}
    return pack(folder / "ramai.xlsx", {**parts_of(good(folder)), **many})


def doubled(folder: Path) -> Path:
    """Two members of one name: readers differ in which of them they take."""
    path = good(folder)
    with zipfile.ZipFile(path) as archive:
        content = archive.read(MITRA)
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(MITRA, content)
    return path


def edited(change: Callable[[Any, dict[str, Any]], None], **options: Any) -> Callable[[Path], Path]:
    """The good workbook as xlsxwriter makes it, with `change(book, sheets)` before it closes."""

    def make(folder: Path) -> Path:
        path = folder / "berkas.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, **options}) as book:
            sheets = {}
            for name, lines in SMALL.items():
                sheets[name] = sheet = book.add_worksheet(name)
                for number, line in enumerate(lines):
                    for place, value in enumerate(line):
                        _put(book, sheet, number, place, value)
            change(book, sheets)
        return path

    return make


def _put(book: Any, sheet: Any, row: int, column: int, value: Any) -> None:
    if hasattr(value, "year"):
        sheet.write_datetime(row, column, value, book.add_format({"num_format": "dd-mm-yyyy"}))
    else:
        sheet.write(row, column, value)
