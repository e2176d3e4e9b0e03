"""What stored codes are called: contract kinds, events, steps of the flow, units of account.

Codes are stable and stand in CSV files; readers see these words.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CONTRACT_KINDS: Mapping[str, Any] = {
    "qardh": _("Qardh"),
    "murabahah": _("Murabahah"),
    "profit_share": _("Bagi hasil"),
    "salam": _("Salam"),
    "crop_share": _("Bagi hasil panen"),
    "lease": _("Sewa (ijarah)"),
    "livestock_share": _("Gaduhan ternak"),
    "pass_on": _("Perguliran ternak"),
    "grant": _("Hibah"),
    "conventional": _("Pinjaman konvensional"),
    "shared": _("Aset bersama"),
    "own": _("Aset milik koperasi"),
    "": _("Tanpa akad"),
}

STAGES: Mapping[str, Any] = {
    "candidate": _("Calon"),
    "eligible": _("Layak"),
    "active": _("Aktif"),
    "ready": _("Siap mandiri"),
    "independent": _("Mandiri"),
    "followed": _("Dipantau"),
    "left": _("Keluar"),
}

CATEGORIES: Mapping[str, Any] = {
    "asset": _("Aset"),
    "liability": _("Liabilitas"),
    "net_assets": _("Saldo dana"),
    "income": _("Penerimaan"),
    "expense": _("Penyaluran dan beban"),
}

COLLECTABILITY: Mapping[str, Any] = {
    "lancar": _("Lancar"),
    "kurang_lancar": _("Kurang lancar"),
    "diragukan": _("Diragukan"),
    "macet": _("Macet"),
}

BUDGET_KINDS: Mapping[str, Any] = {
    "assets": _("Aset dan modal bergulir"),
    "training": _("Pelatihan"),
    "mentoring": _("Pendampingan"),
    "institution": _("Penguatan kelembagaan"),
    "operations": _("Operasional"),
}

ENTERPRISE_KINDS: Mapping[str, Any] = {
    "crop": _("Lahan dan tanaman"),
    "herd": _("Ternak"),
    "stall": _("Warung"),
    "workshop": _("Kerajinan dan pengolahan"),
    "trade": _("Dagang"),
}

SPECIES: Mapping[str, Any] = {
    "SHEEP": _("Domba"),
    "GOAT": _("Kambing"),
    "CATTLE": _("Sapi"),
    "BUFFALO": _("Kerbau"),
    "CHICKEN": _("Ayam"),
    "DUCK": _("Itik"),
}

UNITS: Mapping[str, Any] = {
    "IDR": _("Rupiah"),
    "SHEEP_F": _("Domba betina"),
    "SHEEP_M": _("Domba jantan"),
    "GOAT_F": _("Kambing betina"),
    "GOAT_M": _("Kambing jantan"),
    "CATTLE_F": _("Sapi betina"),
    "CATTLE_M": _("Sapi jantan"),
    "BUFFALO_F": _("Kerbau betina"),
    "BUFFALO_M": _("Kerbau jantan"),
    "CHICKEN": _("Ayam"),
    "DUCK": _("Itik"),
    "RICE_KG": _("Gabah (kg)"),
    "SEED_KG": _("Benih (kg)"),
    "FERTILISER_KG": _("Pupuk (kg)"),
    "FEED_KG": _("Pakan (kg)"),
    "TOOL": _("Alat"),
    "MACHINE": _("Mesin"),
    "BUILDING": _("Bangunan"),
}
ENTRY_KINDS: Mapping[str, Any] = {
    "brought_forward": _("Saldo awal"),
    "donation": _("Penerimaan dana"),
    "purchase": _("Pembelian"),
    "depreciation": _("Penyusutan"),
    "saving": _("Setoran kas kelompok"),
    "withdrawal": _("Penarikan kas kelompok"),
    "reversal": _("Pembatalan"),
    "disbursed": _("Pencairan"),
    "placed": _("Penempatan"),
    "delivered": _("Penyerahan barang"),
    "goods_bought": _("Pembelian barang"),
    "repaid": _("Angsuran"),
    "paid_off": _("Pelunasan"),
    "waived": _("Pembebasan"),
    "written_off": _("Penghapusbukuan"),
    "recovered": _("Penerimaan setelah hapus buku"),
    "restructured": _("Penjadwalan ulang"),
    "born": _("Kelahiran"),
    "weaned": _("Sapih"),
    "passed_on": _("Perguliran"),
    "substituted": _("Penggantian"),
    "died": _("Kematian"),
    "stolen": _("Pencurian"),
    "lost": _("Hilang"),
    "sold": _("Penjualan"),
    "slaughtered": _("Pemotongan"),
    "returned": _("Pengembalian"),
    "title_passed": _("Peralihan milik"),
    "fulfilled": _("Kewajiban selesai"),
    "harvested": _("Panen"),
    "handed_over": pgettext_lazy("kejadian", "Serah terima"),
    "taken_over": _("Penerimaan serah terima"),
    "paid_in": _("Setoran simpanan"),
    "taken_out": _("Penarikan simpanan"),
    "left": _("Pengembalian simpanan anggota keluar"),
    "inherited": _("Simpanan kepada ahli waris"),
    "profit_shared": _("Bagi hasil simpanan"),
    "shared": _("Pembagian SHU"),
    "pots": _("Pembagian SHU ke dana-dana"),
    "provided": _("Penyisihan piutang"),
    "closed": _("Tutup tahun buku"),
    "voucher": _("Bukti kas"),
    "moved": _("Pemindahan kas dan bank"),
    "cash_difference": _("Selisih hitung kas"),
    "asset_bought": _("Pembelian aset tetap"),
    "asset_gone": _("Pelepasan aset tetap"),
    "asset_worn": _("Penyusutan aset tetap"),
    "sale": _("Penjualan barang"),
    "sale_back": _("Retur penjualan"),
    "purchase_back": _("Retur pembelian"),
    "count": _("Hitung persediaan"),
    "payment_received": _("Pembayaran dari pembeli"),
    "supplier_paid": _("Pembayaran kepada pemasok"),
}
