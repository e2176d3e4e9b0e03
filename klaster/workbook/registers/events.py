"""What happened to contracts, one row each: paid, born, passed on, harvested, died, forgiven.

Rows stand in the order of their days; a contract's events build on each other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts.models import Event
from klaster.rules.contracts import heads
from klaster.workbook.columns import choice, code, day, reference, rupiah, text, whole
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.registers.agreements import CONTRACTS, PERIODS, SHEETS, given, loan_terms

KINDS = {
    "pencairan": "disbursed",
    "pembelian barang": "goods_bought",
    "penyerahan": "placed",
    "angsuran": "repaid",
    "pelunasan": "paid_off",
    "pembebasan": "waived",
    "hapus buku": "written_off",
    "penerimaan setelah hapus buku": "recovered",
    "perubahan akad": "restructured",
    "ta'zir": "fined",
    "ta'widh": "cost_recovered",
    "kawin": "mated",
    "lahir": "born",
    "sapih": "weaned",
    "digulirkan": "passed_on",
    "diganti": "substituted",
    "dibagi": "divided",
    "mati": "died",
    "dicuri": "stolen",
    "hilang": "lost",
    "dijual": "sold",
    "dipotong": "slaughtered",
    "dihitung": "inspected",
    "dikembalikan": "returned",
    "milik berpindah": "title_passed",
    "selesai": "fulfilled",
    "sarana diberikan": "inputs_given",
    "panen": "harvested",
    "gagal panen": "crop_failed",
    "musim selesai": "season_ended",
    "hasil diserahkan": "delivered",
    "diperpanjang": "extended",
    "uang kembali": "refunded",
    "laporan usaha": "profit_reported",
    "bagi hasil dibayar": "share_paid",
    "modal kembali": "capital_returned",
    "bagian dibayarkan": "paid_out",
    "sewa ditagih": "billed",
    "penyusutan": "depreciated",
    "dibatalkan": "cancelled",
}
CLASSES = {
    "bergulir": "placed",
    "belum sapih": "unweaned",
    "sapih": "weaned",
    "anak": "offspring",
    "milik mitra": "owned",
    "wajib": "owed",
}
CAUSES = dict(
    zip(
        ("mati alami", "penyakit", "musibah", "pencurian", "kelalaian", "dijual diam-diam"),
        heads.CAUSES,
        strict=True,
    )
)


def _same(value: Any) -> Any:
    return value


# Column, the name the rules read, and how the value is written there.
DATA: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("betina", "females", _same),
    ("jantan", "males", _same),
    ("kelahiran", "litters", _same),
    ("kelas", "of", _same),
    ("sebab", "cause", _same),
    ("alasan", "reason", _same),
    ("asal", "from", _same),
    ("satuan", "unit", _same),
    ("banyak", "quantity", _same),
    ("uraian", "description", _same),
    ("harga", "price", str),
    ("hasil_dalam", "in", _same),
    ("umur_bulan", "age_months", _same),
    ("diganti_dengan", "with", _same),
    ("omzet", "revenue", str),
    ("biaya", "costs", str),
    ("mutu", "quality", _same),
    ("bukti", "evidence", _same),
    ("tanggal_baru", "due_date", lambda value: value.isoformat()),
    ("diterima_oleh", "received_by", _same),
)


def _data(context: Context, values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON the rules read; what the sheet itself already says is filled in."""
    data = {
        there: written(values[name])
        for name, there, written in DATA
        if values[name] is not None and values[name] != ""
    }
    if values["dari_kontrak"]:
        data["came_from"] = str(context.id(CONTRACTS, values["dari_kontrak"]))
    match values["kejadian"]:
        case "restructured":
            data["terms"] = loan_terms(values)
        case "profit_reported":  # a report that stands on this sheet has been accepted
            data["accepted"] = True
        case "fined":  # a fine is only recorded for one who was able to pay
            data["able"] = True
    return data


def _record(context: Context, rows: Sequence[Row]) -> None:
    contracts.record_many(
        by=context.by,
        on=context.on,
        rows=[
            contracts.NewEvent(
                id=row.id, contract=context.id(CONTRACTS, row["kontrak"]), kind=row["kejadian"],
                on=row["tanggal"], amount=row["jumlah"], data=given(_data(context, row.values)),
                source=row["nomor"],
            )
            for row in rows
        ],
    )  # fmt: skip


EVENT = Register(
    sheet="Kejadian kontrak",
    about="Segala yang terjadi pada akad, urut tanggal: pencairan, angsuran, kelahiran, panen …",
    space="Kejadian kontrak",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor bukti."),
        reference("kontrak", CONTRACTS, "Nomor akad.", SHEETS),
        day("tanggal"),
        choice("kejadian", KINDS, ", ".join(KINDS)),
        rupiah("jumlah", "Uang, bila ada.", least=0, is_required=False, default=0),
        whole("betina", "Ekor.", is_required=False),
        whole("jantan", "Ekor.", is_required=False),
        whole("kelahiran", "Banyaknya kelahiran dalam catatan ini.", least=1, is_required=False),
        choice("kelas", CLASSES, "Ternak yang mana.", is_required=False),
        choice("sebab", CAUSES, "Sebab kehilangan.", is_required=False),
        text("alasan", "Wajib untuk pembebasan, hapus buku, perubahan.", is_required=False),
        choice("asal", {"kas": "fund_cash", "persediaan": "goods_stock"}, is_required=False),
        code("satuan", "Kode satuan barang, misalnya TOOL.", longest=20, is_required=False),
        whole("banyak", "Banyaknya barang atau hasil.", is_required=False),
        text("uraian", "Nama barang.", is_required=False),
        rupiah("harga", "Harga satu satuan hasil.", is_required=False),
        choice("hasil_dalam", {"kg": "kg", "tunai": "cash"}, is_required=False),
        whole("umur_bulan", "Umur anak termuda yang digulirkan.", is_required=False),
        choice(
            "diganti_dengan", {"ternak": "animal", "uang": "cash"}, "Pengganti anak.",
            is_required=False,
        ),
        rupiah("omzet", "Laporan usaha.", least=0, is_required=False),
        rupiah("biaya", "Laporan usaha.", least=0, is_required=False),
        text("mutu", "Mutu hasil.", is_required=False),
        text("bukti", "Bukti biaya nyata.", is_required=False),
        day("tanggal_baru", "Hari penyerahan yang baru.", is_required=False),
        choice(
            "diterima_oleh", {"program": "fund", "pemelihara": "keeper"}, "Uang penjualan.",
            is_required=False,
        ),
        reference(
            "dari_kontrak", CONTRACTS, "Akad yang anak ternaknya diterima.",
            ("Perguliran ternak",), is_required=False,
        ),
        rupiah("pokok", "Perubahan akad: sisa pokok.", is_required=False),
        rupiah("margin", "Perubahan akad.", least=0, is_required=False),
        whole("angsuran", "Perubahan akad.", least=1, is_required=False),
        whole("tiap", "Perubahan akad.", least=1, is_required=False),
        choice("satuan_waktu", PERIODS, "Perubahan akad.", is_required=False),
        day("angsuran_pertama", "Perubahan akad.", is_required=False),
        rupiah("pembulatan", "Perubahan akad.", is_required=False),
    ),
    table=Event,
    write=_record,
    fields={there: name for name, there, _ in DATA}
    | {
        "amount": "jumlah", "terms.principal": "pokok", "terms.margin": "margin",
        "terms.instalments": "angsuran", "terms.every": "tiap", "terms.unit": "satuan_waktu",
    },
    chain="kontrak",
)  # fmt: skip
