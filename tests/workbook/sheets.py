"""Workbooks as people hand them in, written for a test."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

Sheets = Mapping[str, Sequence[Sequence[Any]]]

# The smallest workbook that says who, where and whom: header, then rows.
SMALL: dict[str, list[list[Any]]] = {
    "Lembaga": [
        ["Kode", "Nama", "Jenis", "Contoh"],
        ["uji", "Lembaga Uji", "lembaga", "ya"],
        ["tani", "Pelaksana Tani", "pelaksana", "ya"],
    ],
    "Program": [
        ["Kode", "Nama", "Wilayah", "Mulai", "Selesai"],
        ["lebak", "Klaster Uji", "36.02", date(2011, 1, 1), "31-12-2013"],
    ],
    "Sektor": [
        ["Program", "Kode", "Nama", "Pelaksana"],
        ["lebak", "pertanian", "Pertanian", "tani"],
    ],
    "Tahap": [
        ["Program", "Tahap", "Mulai", "Selesai"],
        ["lebak", "penumbuhan", "1 Januari 2011", "31 Des 2011"],
    ],
    "Dana": [
        ["Program", "Kode", "Nama", "Jenis", "Donatur", "Janji", "Tanggal", "Perjanjian"],
        ["lebak", "zakat", "Zakat Uji", "Zakat", "Donatur Uji", "Rp 9.000.000", "2-1-2011", "P/1"],
        ["lebak", "kas", "Kas kelompok", "kas kelompok", "", "", "2-1-2011", ""],
    ],
    "Penerimaan": [
        ["Nomor", "Dana", "Tanggal", "Jumlah", "Keterangan"],
        ["T-1", "zakat", "3-1-2011", "Rp 5.000.000", "tahap pertama"],
        ["T-2", "zakat", date(2011, 2, 1), 4000000.0, ""],
    ],
    "Anggaran": [
        ["Program", "Sektor", "Tahap", "Dana", "Jenis", "Uraian", "Jumlah"],
        ["lebak", "pertanian", "penumbuhan", "zakat", "aset", "alat", 3_000_000],
        ["lebak", "", "", "", "operasional", "", "500.000"],
    ],
    "Pendamping": [
        ["Kode", "Nama", "Jenis kelamin", "Telepon", "Mulai", "Contoh"],
        ["P1", "Uji Pendamping", "L", "08120001", "1-1-2011", "ya"],
    ],
    "Kelompok": [
        ["Kode", "Nama", "Sektor", "Desa", "Hari", "Tiap minggu", "Dibentuk", "Pendamping"],
        ["K1", "Kelompok Uji", "pertanian", "36.02.06.2002", "Rabu", 1.0, "1-2-2011", "P1"],
    ],
    "Mitra": [
        ["Kode", "Nama", "Jenis kelamin", "Tanggal lahir", "NIK", "Desa", "Kelompok",
         "Tanggal daftar", "Setuju koperasi"],
        ["M1", "Uji Satu", "P", "1980-05-17", "3602065705809001", "36.02.06.2002", "K1",
         "1-2-2011", "ya"],
        ["M2", "Uji Dua", "L", date(1975, 1, 2), "3602060201759002", "36.02.06.2002", "K1",
         "1-2-2011", ""],
    ],
    "Perjalanan mitra": [
        ["Mitra", "Tahap", "Tanggal", "Alasan"],
        ["M1", "layak", "10-2-2011", ""],
        ["M1", "aktif", "20-2-2011", ""],
        ["M2", "keluar", "1-6-2011", "pindah desa"],
    ],
}  # fmt: skip


def write(path: Path, sheets: Sheets) -> Path:
    """Write the sheets as they are; dates as date cells, everything else as it comes."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    else:
                        sheet.write(row, column, value)
    return path


def changed(sheet: str, row: int, column: str, value: Any, sheets: Sheets = SMALL) -> Sheets:
    """The sheets with one cell changed; row 1 is the header, as a person counts."""
    lines = [list(line) for line in sheets[sheet]]
    lines[row - 1][lines[0].index(column)] = value
    return {**sheets, sheet: lines}
