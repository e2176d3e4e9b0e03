"""The empty workbook people fill in: every register with its headers, drop-downs and explanations.

Text columns (NIK, codes) are formatted as text beforehand, so that nothing is lost while typing.
"""

from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from klaster.workbook.checking import GUIDE
from klaster.workbook.columns import Column
from klaster.workbook.register import Register
from klaster.workbook.registers import REGISTERS

FORMATS = {
    "text": {"num_format": "@"},
    "number": {"num_format": "#,##0.###"},
    "money": {"num_format": "#,##0"},
    "day": {"num_format": "dd-mm-yyyy"},
}
ROWS_WITH_HELP = 5_000  # how far down drop-downs reach


def write(path: Path) -> None:
    """Write the template."""
    with xlsxwriter.Workbook(str(path)) as book:
        styles = {name: book.add_format(form) for name, form in FORMATS.items()}
        styles["must"] = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        styles["may"] = book.add_format({"italic": True, "bg_color": "#F2F2F2", "border": 1})
        styles["wrap"] = book.add_format({"text_wrap": True, "valign": "top"})
        _guide(book, styles)
        for register in REGISTERS:
            _sheet(book, register, styles)


def _guide(book: Any, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90, styles["wrap"])
    lines = [
        (_("Cara mengisi"), _("Satu lembar satu daftar, satu baris satu catatan. Judul di baris 1"
                              " jangan diubah. Judul tebal wajib diisi, judul miring boleh kosong."
                              " Lembar yang tidak dipakai boleh dihapus.")),
        (_("Kode dan nomor"), _("Kode tidak pernah diubah: dengan kode yang sama, impor ulang tidak"
                                " mencatat dua kali.")),
        (_("Berkas baru"), _("Cukup berisi baris baru; kode dari berkas lama tetap dikenal.")),
        (_("Tanggal"), "6-3-2014, 2014-03-06, 6 Maret 2014"),
        (_("Uang"), _("5000, 5.000, Rp 5.000; bukan 5,000, yang dapat berarti lima.")),
        (_("Rumus"), _("Hasilnya yang diambil; rumusnya tidak pernah dijalankan.")),
        (_("NIK dan telepon"), _("Selalu sebagai teks.")),
        (_("Memeriksa dahulu"), "klaster import berkas.xlsx --dry-run"),
    ]  # fmt: skip
    lines += [(register.sheet, register.about) for register in REGISTERS]
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)


def _sheet(book: Any, register: Register, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(register.sheet)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(register.columns):
        sheet.set_column(place, place, max(14, len(column.header) + 4), styles[column.form])
        sheet.write_string(0, place, column.header, styles["must" if column.is_required else "may"])
        if column.help:
            sheet.write_comment(0, place, column.help)
        if rule := _rule(column):
            sheet.data_validation(1, place, ROWS_WITH_HELP, place, rule)


def _rule(column: Column) -> dict[str, Any] | None:
    """The drop-down of a choice; longer lists than a spreadsheet takes stay in the help."""
    if column.choices is None or len(",".join(column.choices)) > 255:
        return None
    return {"validate": "list", "source": list(column.choices)}
