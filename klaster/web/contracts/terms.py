"""Terms and events of contracts in words: what each named value is called and how it is said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import UNITS
from klaster.rules import calendar
from klaster.web.shared.words import day, number, rupiah

MONEY = {
    "principal", "margin", "base_value", "rent", "price", "rounding", "value", "residual",
    "capital", "cash_price", "costs", "inputs", "partner_capital", "revenue",
}  # fmt: skip
DAYS = {"start", "first_due", "due_date"}
NAMES: Mapping[str, Any] = {
    "form": _("Bentuk"),
    "principal": _("Pokok"),
    "margin": _("Margin"),
    "annual_rate_pct": _("Margin setahun (persen)"),
    "capital": _("Modal dana"),
    "partner_capital": _("Modal mitra"),
    "nisbah_owner": _("Nisbah dana"),
    "nisbah_partner": _("Nisbah mitra"),
    "nisbah_by_capital": _("Nisbah mengikuti modal"),
    "inputs": _("Modal tanam"),
    "part_programme": _("Bagian program"),
    "part_farmer": _("Bagian petani"),
    "part_landowner": _("Bagian pemilik lahan"),
    "inputs_first": _("Modal tanam dikembalikan dahulu"),
    "farmer_bears_pct": _("Gagal panen ditanggung petani (persen)"),
    "instalments": _("Banyak angsuran"),
    "every": _("Setiap"),
    "unit": _("Satuan"),
    "start": _("Mulai"),
    "first_due": _("Angsuran pertama"),
    "due_date": _("Jatuh tempo"),
    "anchor_day": _("Tanggal angsuran"),
    "weekday": _("Hari angsuran"),
    "shift": _("Bila hari libur"),
    "grace_principal": _("Angsuran tanpa pokok"),
    "grace_margin": _("Angsuran tanpa margin"),
    "method": _("Cara margin"),
    "rounding": _("Dibulatkan ke"),
    "rounding_mode": _("Cara pembulatan"),
    "allocation": _("Dibayar lebih dahulu"),
    "overpayment": _("Kelebihan bayar"),
    "decimals": _("Angka di belakang koma"),
    "species": _("Ternak"),
    "females": _("Betina"),
    "males": _("Jantan"),
    "base_value": _("Nilai dasar"),
    "rule": _("Aturan bagi hasil"),
    "owed_females": _("Betina yang digulirkan"),
    "owed_males": _("Jantan yang digulirkan"),
    "either_sex": _("Boleh betina atau jantan"),
    "to": _("Digulirkan kepada"),
    "deadline_months": _("Batas waktu (bulan)"),
    "min_age_months": _("Umur paling muda (bulan)"),
    "min_weight_kg": _("Berat paling sedikit (kg)"),
    "cash_price": _("Harga bila diganti uang"),
    "keeper_pct": _("Bagian pemelihara (persen)"),
    "twins": _("Anak kembar"),
    "death_before_weaning": _("Mati sebelum disapih"),
    "dam_freed_by": _("Induk menjadi milik mitra"),
    "rent": _("Sewa"),
    "residual": _("Nilai sisa"),
    "useful_months": _("Umur manfaat (bulan)"),
    "passes_title": _("Berakhir menjadi milik mitra"),
    "quality": _("Mutu"),
    "price": _("Harga"),
    "quantity": _("Banyaknya"),
    "share": _("Bagian"),
    "revenue": _("Pendapatan"),
    "costs": _("Biaya"),
    "tanggung_renteng": _("Tanggung renteng"),
    "reason": _("Alasan"),
    "cause": _("Sebab"),
    "negligence": _("Karena kelalaian"),
    "litters": _("Kelahiran"),
    "of": _("Dari"),
    "in": _("Dibayar dengan"),
    "with": _("Diganti dengan"),
    "instead_of": _("Sebagai ganti"),
    "received_by": _("Diterima oleh"),
    "age_months": _("Umur (bulan)"),
    "weight_kg": _("Berat (kg)"),
    "description": _("Uraian"),
    "deed": _("Berita acara"),
    "deed_number": _("Nomor berita acara"),
    "evidence": _("Bukti"),
    "calendar": _("Kalender"),
    "holidays": _("Hari libur"),
    "terms": _("Syarat"),
}
VALUES: Mapping[str, Any] = {
    "month": _("bulan"),
    "week": _("minggu"),
    "day": _("hari"),
    "none": _("tidak ada"),
    "flat": _("tetap"),
    "declining_equal_instalments": _("menurun, angsuran sama"),
    "declining_equal_principal": _("menurun, pokok sama"),
    "next": _("untuk angsuran berikutnya"),
    "last": _("untuk angsuran terakhir"),
    "respread": _("dibagi rata ke sisa angsuran"),
    "goods_stock": _("persediaan barang"),
    "fund_cash": _("kas dana"),
    "margin_first": _("margin"),
    "principal_first": _("pokok"),
    "muzaraah": _("Muzaraah"),
    "mukhabarah": _("Mukhabarah"),
    "mudharabah": _("Mudharabah"),
    "musyarakah": _("Musyarakah"),
    "musyarakah_menurun": _("Musyarakah menurun"),
    "cash": _("uang"),
    "kg": _("hasil panen"),
    "animal": _("ternak"),
    "group": _("kelompok"),
    "cluster": _("klaster"),
    "cooperative": _("koperasi"),
    "all_count": _("semua dihitung"),
    "one_per_litter": _("satu setiap kelahiran"),
    "still_owed": _("tetap wajib digulirkan"),
    "waived": _("dibebaskan"),
    "replace": _("diganti mitra"),
    "shared": _("ditanggung bersama"),
    "insured": _("ditanggung cadangan risiko"),
    "charged": _("menjadi utang mitra"),
    "obligation_met": _("sesudah kewajiban selesai"),
    "first_pass_on": _("sesudah perguliran pertama"),
    "value_5050": _("anak dan hasil dibagi 50 : 50"),
    "alternate_dam_kept": _("anak bergantian, induk tetap milik dana"),
    "alternate_4_then_sell": _("empat anak bergantian, lalu dijual dan dibagi 50 : 50"),
    "fattening_70_25_5": _("penggemukan 70 : 25 : 5"),
    "sumedang_5050": _("dibagi 50 : 50 (Sumedang)"),
    "coop_80_20_70_30": _("anak pertama 80 : 20, berikutnya 70 : 30"),
    "fund": _("dana"),
    "keeper": _("mitra"),
    "SHEEP": _("Domba"),
    "GOAT": _("Kambing"),
    "CATTLE": _("Sapi"),
    "BUFFALO": _("Kerbau"),
    "placed": _("yang ditempatkan"),
    "unweaned": _("anak belum disapih"),
    "weaned": _("anak sudah disapih"),
    "owed": _("yang wajib digulirkan"),
    "owned": _("milik mitra"),
    "offspring": _("anak"),
    "natural_death": _("mati wajar"),
    "disease": _("penyakit"),
    "force_majeure": _("keadaan memaksa"),
    "theft": _("pencurian"),
    "negligence": _("kelalaian"),
    "unreported_sale": _("dijual tanpa lapor"),
    "True": _("ya"),
    "False": _("tidak"),
}


def in_words(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (name, value) pairs of terms; names that the list lacks are shown as they are."""
    if data.get("unit") in calendar.UNITS:
        every = f"{data.get('every', 1)} {VALUES[data['unit']]}"
        data = {**data, "every": every, "unit": None}
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
    return str(VALUES.get(text) or UNITS.get(text) or text)
