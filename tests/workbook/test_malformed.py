"""Every kind of malformed workbook is refused in plain words, with its place, and leaves nothing.

Files and sheets here; rows and references in test_malformed_rows.py, cells in test_cells.py.
"""

import zipfile

import pytest

from klaster.workbook import importing
from klaster.workbook.opening import NotAWorkbook
from tests.workbook import broken
from tests.workbook.broken import BOOK, MITRA, added, edited, raw, rebuilt, replaced, without
from tests.workbook.conftest import ON, rows_everywhere
from tests.workbook.sheets import SMALL, write

BILLION = (
    b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
DOCUMENT = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
RELATIONS = "xl/_rels/workbook.xml.rels"

FILES = {
    "an empty file": (raw(b""), "kosong"),
    "text": (raw(b"halo, ini bukan buku kerja"), "bukan buku kerja"),
    "CSV renamed": (raw(b"Kode;Nama\nM1;Uji\n"), "bukan buku kerja"),
    "a web page renamed": (raw(b"<html><table><tr><td>Kode</table></html>"), "bukan buku kerja"),
    "old Excel, or a password": (raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "sandi"),
    "a ZIP signature and nothing more": (raw(b"PK\x03\x04"), "impan ulang"),
    "a download that broke off": (broken.truncated, "impan ulang"),
    "a damaged byte": (broken.damaged, "impan ulang"),
    "members encrypted": (broken.locked, "impan ulang"),
    "a ZIP bomb": (broken.bomb, "terlalu besar"),
    "a ZIP bomb that lies about its size": (broken.lying_bomb, "impan ulang"),
    "a thousand members": (broken.crowded, "terlalu besar"),
    "two members of one name": (broken.doubled, "nama ganda"),
    "another kind of document": (
        lambda folder: broken.pack(folder / "surat.xlsx", DOCUMENT),
        "dokumen lain",
    ),
    "an archive without anything": (
        lambda folder: broken.pack(folder / "kosong.xlsx", {}),
        "dokumen lain",
    ),
    "an unknown compression": (
        lambda folder: broken.pack(
            folder / "lain.xlsx", broken.parts_of(broken.good(folder)), zipfile.ZIP_LZMA
        ),
        "impan ulang",
    ),
    "no content types": (without("[Content_Types].xml"), "dokumen lain"),
    "no workbook part": (without(BOOK), "dokumen lain"),
    "no relations": (without(RELATIONS), "impan ulang"),
    "a sheet that is not in the archive": (without(MITRA), "impan ulang"),
    "a relation that is missing": (replaced(RELATIONS, b'Id="rId3"', b'Id="rId99"'), "impan ulang"),
    "a sheet outside the archive": (
        replaced(RELATIONS, b"worksheets/sheet1.xml", b"../../../etc/passwd"),
        "impan ulang",
    ),
    "macros": (added("xl/vbaProject.bin"), "makro"),
    "links to other files": (added("xl/externalLinks/externalLink1.xml"), "berkas lain"),
    "entities in the workbook": (replaced(BOOK, b"<workbook", BILLION + b"<workbook"), "Simpan"),
    "XML that breaks off in the workbook": (
        rebuilt(lambda parts: parts.update({BOOK: parts[BOOK][:300]})),
        "impan ulang",
    ),
    "an encoding nobody knows": (replaced(BOOK, b"UTF-8", b"UTF-9"), "impan ulang"),
    "XML that breaks off in a sheet": (
        rebuilt(lambda parts: parts.update({MITRA: parts[MITRA][:900]})),
        "impan ulang",
    ),
    "half a surrogate": (
        replaced("xl/sharedStrings.xml", b"Uji Satu", b"Uji &#xD83D; Satu"),
        "impan ulang",
    ),
    "an entity nobody declared": (
        replaced("xl/sharedStrings.xml", b"Uji Satu", b"Uji &siapa; Satu"),
        "impan ulang",
    ),
    "bytes that are no text": (
        replaced("xl/sharedStrings.xml", b"Uji Satu", b"Uji \xff\xfe Satu"),
        "impan ulang",
    ),
    "text that is not in the table of texts": (
        replaced(MITRA, b't="s"><v>0</v>', b't="s"><v>99999</v>'),
        "impan ulang",
    ),
    "cells without a place": (replaced(MITRA, b'<c r="A2"', b"<c"), "tidak lazim"),
    "a cell in the last corner": (
        edited(lambda book, sheets: sheets["Mitra"].write(1_048_575, 99, "x")),
        "membentang",
    ),
    "a cell too far to the right": (
        edited(lambda book, sheets: sheets["Mitra"].write(1, 16_000, "x")),
        "membentang",
    ),
    "no sheet": (
        replaced(BOOK, b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"urn:x"),
        "tidak memuat satu lembar",
    ),
    "a folder": (lambda folder: folder, "tidak dapat dibaca"),
    "a file that is not there": (lambda folder: folder / "tiada.xlsx", "tidak dapat dibaca"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_workbook_is_refused(kind, tmp_path, beginner):
    make, says = FILES[kind]
    path = make(tmp_path)
    before = rows_everywhere()
    with pytest.raises(NotAWorkbook) as refused:
        importing.run(path, beginner, ON)
    said = refused.value.message.format(**refused.value.data)
    assert says in said
    assert said.startswith(f"{path.name}: ")
    assert rows_everywhere() == before


def merge(book, sheets):
    sheets["Kelompok"].merge_range("A2:A3", "K1")


def hide_sheet(book, sheets):
    sheets["Penerimaan"].hide()


def hide_deeply(book, sheets):
    sheets["Penerimaan"].very_hidden()


def hide_row(book, sheets):
    sheets["Penerimaan"].set_row(1, None, None, {"hidden": True})


def filtered(book, sheets):
    sheets["Penerimaan"].autofilter("A1:E3")
    sheets["Penerimaan"].set_row(2, None, None, {"hidden": True})


def formula(value):
    return lambda book, sheets: sheets["Penerimaan"].write_formula("D2", "=A1", None, value)


# Sheet, row, column, words of the advice.
SHEETS = {
    "merged cells": (edited(merge), "Kelompok", 2, "Kode", "gabungan"),
    "a hidden sheet": (edited(hide_sheet), "Penerimaan", 0, "", "tersembunyi"),
    "a sheet hidden by a program": (edited(hide_deeply), "Penerimaan", 0, "", "tersembunyi"),
    "a hidden row": (edited(hide_row), "Penerimaan", 2, "", "tampilkan"),
    "rows a filter hides": (edited(filtered), "Penerimaan", 3, "", "saringan"),
    "#REF!": (edited(formula("#REF!")), "Penerimaan", 2, "Jumlah", "galat"),
    "#DIV/0!": (edited(formula("#DIV/0!")), "Penerimaan", 2, "Jumlah", "galat"),
    "#N/A": (edited(formula("#N/A")), "Penerimaan", 2, "Jumlah", "galat"),
    "#VALUE!": (edited(formula("#VALUE!")), "Penerimaan", 2, "Jumlah", "galat"),
    "a formula without a result": (
        replaced(
            f"xl/worksheets/sheet{list(SMALL).index('Penerimaan') + 1}.xml",
            b'<c r="D3"',
            b'<c r="E9"><f>1+1</f></c><c r="D3"',
        ),
        "Penerimaan", 9, "Keterangan", "tempel nilainya",
    ),
    "a formula that gives text": (
        edited(formula("banyak")), "Penerimaan", 2, "Jumlah", "bukan angka",
    ),
    "a yes where money is": (
        edited(lambda book, sheets: sheets["Penerimaan"].write_boolean("D2", True)),
        "Penerimaan", 2, "Jumlah", "ya/tidak",
    ),
    "not a number": (
        replaced("xl/worksheets/sheet6.xml", b"<v>4000000</v>", b"<v>NaN</v>"),
        "Penerimaan", 3, "Jumlah", "terlalu besar",
    ),
    "infinite": (
        replaced("xl/worksheets/sheet6.xml", b"<v>4000000</v>", b"<v>1e400</v>"),
        "Penerimaan", 3, "Jumlah", "terlalu besar",
    ),
    "a day before 1900": (
        replaced("xl/worksheets/sheet6.xml", b"<v>40575</v>", b"<v>-40575</v>"),
        "Penerimaan", 3, "Tanggal", "bukan tanggal",
    ),
    "a day with an hour": (
        replaced("xl/worksheets/sheet6.xml", b"<v>40575</v>", b"<v>40575.5</v>"),
        "Penerimaan", 3, "Tanggal", "jam",
    ),
    "a day in the year 9000": (
        replaced("xl/worksheets/sheet6.xml", b"<v>40575</v>", b"<v>2600000</v>"),
        "Penerimaan", 3, "Tanggal", "tahunnya",
    ),
    "a title above the header": (
        edited(lambda book, sheets: sheets["Dana"].write("A1", "Daftar dana 2011")),
        "Dana", 1, "Daftar dana 2011", "tidak dikenal",
    ),
    "values beside the columns": (
        edited(lambda book, sheets: sheets["Mitra"].write("P3", "catatan")),
        "Mitra", 3, "", "di luar kolom",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_that_is_wrong_is_refused_with_its_place(kind, tmp_path, beginner):
    make, *place, says = SHEETS[kind]
    path = make(tmp_path)
    before = rows_everywhere()
    faults = importing.run(path, beginner, ON).faults
    assert place in [[fault.sheet, fault.row, fault.column] for fault in faults]
    assert says in " ".join(fault.reason for fault in faults)
    assert rows_everywhere() == before


def lines(sheet, *more):
    return {**SMALL, sheet: list(more)}


def header(sheet, change):
    titles, *rest = SMALL[sheet]
    return {**SMALL, sheet: [change(list(titles)), *rest]}


HEADERS = {
    "an unknown sheet": ({**SMALL, "Catatan": [["apa saja"]]}, "Catatan", 0, "", "tidak dikenal"),
    "a sheet name in capitals": (
        {**{n: v for n, v in SMALL.items() if n != "Mitra"}, "MITRA ": SMALL["Mitra"]},
        "MITRA ", 0, "", "Maksudnya Mitra?",
    ),
    "only unknown sheets": ({"Sheet1": [["Kode"], ["M1"]]}, "", 0, "", "mulai dari templat"),
    "an empty sheet": (lines("Dana"), "Dana", 1, "", "lembar kosong"),
    "headers in the second row": (
        lines("Dana", [], *SMALL["Dana"]), "Dana", 1, "", "harus di baris 1",
    ),
    "headers and nothing more, on all sheets": (
        {name: rows[:1] for name, rows in SMALL.items()}, "", 0, "", "belum ada satu baris pun",
    ),
    "a header renamed": (
        header("Mitra", lambda titles: ["Kode", "Nama lengkap", *titles[2:]]),
        "Mitra", 1, "Nama lengkap", "tidak dikenal",
    ),
    "a header misspelt": (
        header("Mitra", lambda titles: ["Kod", *titles[1:]]), "Mitra", 1, "Kod", "maksudnya Kode?",
    ),
    "a header twice": (
        header("Mitra", lambda titles: ["Kode", "Kode", *titles[2:]]), "Mitra", 1, "Kode", "ganda",
    ),
    "a header twice in other letters": (
        header("Mitra", lambda titles: ["Kode", "KODE\u00a0", *titles[2:]]),
        "Mitra", 1, "KODE?", "ganda",
    ),
    "a column that is missing": (
        {**SMALL, "Tahap": [row[:2] for row in SMALL["Tahap"]]}, "Tahap", 1, "Mulai", "tambahkan",
    ),
    "a column without a header": (
        header("Penerimaan", lambda titles: ["Nomor", "Dana", "Tanggal", "Jumlah", ""]),
        "Penerimaan", 2, "", "di luar kolom",
    ),
    "a header that is a number": (
        header("Mitra", lambda titles: [*titles[:-1], 2011]), "Mitra", 1, "2011", "tidak dikenal",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEADERS)
def test_wrong_names_of_sheets_and_columns_are_refused(kind, tmp_path, beginner):
    sheets, *place, says = HEADERS[kind]
    path = write(tmp_path / "judul.xlsx", sheets)
    before = rows_everywhere()
    faults = importing.run(path, beginner, ON).faults
    assert place in [[fault.sheet, fault.row, fault.column] for fault in faults]
    assert says in " ".join(fault.reason for fault in faults)
    assert rows_everywhere() == before
