"""Terms and events of contracts in words: what each named value is called and how it is said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.web.shared.words import day, number, rupiah

MONEY = {"principal", "margin", "base_value", "rent", "price", "rounding", "value", "residual"}
DAYS = {"start"}
NAMES: Mapping[str, Any] = {
    "principal": _("Pokok"),
    "margin": _("Margin"),
    "instalments": _("Banyak angsuran"),
    "every": _("Setiap"),
    "unit": _("Satuan waktu"),
    "start": _("Mulai"),
    "method": _("Cara margin"),
    "rounding": _("Dibulatkan ke"),
    "species": _("Ternak"),
    "females": _("Betina"),
    "males": _("Jantan"),
    "base_value": _("Nilai dasar"),
    "owed_females": _("Betina yang digulirkan"),
    "owed_males": _("Jantan yang digulirkan"),
    "deadline_months": _("Batas waktu (bulan)"),
    "rent": _("Sewa"),
    "price": _("Harga"),
    "quantity": _("Banyaknya"),
    "share": _("Bagian"),
    "tanggung_renteng": _("Tanggung renteng"),
    "reason": _("Alasan"),
    "cause": _("Sebab"),
    "litters": _("Kelahiran"),
    "of": _("Dari"),
    "age_months": _("Umur (bulan)"),
    "description": _("Uraian"),
    "deed_number": _("Nomor berita acara"),
    "evidence": _("Bukti"),
}
VALUES: Mapping[str, Any] = {
    "month": _("bulan"),
    "week": _("minggu"),
    "day": _("hari"),
    "flat": _("tetap"),
    "SHEEP": _("Domba"),
    "GOAT": _("Kambing"),
    "CATTLE": _("Sapi"),
    "BUFFALO": _("Kerbau"),
    "placed": _("yang ditempatkan"),
    "offspring": _("anak"),
    "natural_death": _("mati wajar"),
    "True": _("ya"),
    "False": _("tidak"),
}


def in_words(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (name, value) pairs of terms; names that the list lacks are shown as they are."""
    ranks = {name: rank for rank, name in enumerate(NAMES)}
    return [
        (str(NAMES.get(name, name)), _value(name, value))
        for name, value in sorted(data.items(), key=lambda each: ranks.get(each[0], len(ranks)))
        if not isinstance(value, dict | list) and value not in (None, "")
    ]


def of_event(data: Mapping[str, Any]) -> str:
    """Return what an event's data says as one line; ids are left out."""
    known = {name: value for name, value in data.items() if name in NAMES}
    return ", ".join(f"{name}: {value}" for name, value in in_words(known))


def _value(name: str, value: Any) -> str:
    text = str(value)
    if name in MONEY and text.isdecimal():
        return rupiah(int(text))
    if name in DAYS:
        return day(date.fromisoformat(text))
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return str(VALUES.get(text, text))
