"""What may happen to contracts, kind by kind: what each event is called and what it asks for.

Fields bear the names that the rules read (`rules/contracts/<kind>.py`); `amount` is the event's
own, `way` says which of several events it was. Repaying and deciding have forms of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klaster.domain.contracts.history import Case
from klaster.rules.contracts import heads, lease, pass_on_losses
from klaster.web.contracts.terms import NAMES, VALUES
from klaster.web.shared import inputs

LENT = ("qardh", "conventional")
FINANCING = (*LENT, "murabahah")
HERDS = ("pass_on", "livestock_share")
PRODUCE = ("RICE_KG", "SEED_KG", "FERTILISER_KG", "FEED_KG")


def choice(name: str, codes: tuple[str, ...], **options: Any) -> forms.ChoiceField:
    """A choice of codes by their words; empty at first where it may be left out."""
    options.setdefault("label", NAMES.get(name, name))
    empty = () if options.get("required", True) else (("", _("Tidak disebut")),)
    return forms.ChoiceField(
        choices=[*empty, *((code, VALUES.get(code, code)) for code in codes)], **options
    )


def flag(label: Any, **options: Any) -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, required=False, **options)


def count(label: Any, **options: Any) -> inputs.Amount:
    """A whole number above zero."""
    return inputs.Amount(label=label, **options)


HEADS: Mapping[str, forms.Field] = {
    "females": count(_("Betina (ekor)"), required=False),
    "males": count(_("Jantan (ekor)"), required=False),
}
REASON = inputs.Words(label=_("Alasan"))
FROM = choice("from", ("goods_stock", "fund_cash"), label=_("Diambil dari"))
CAUSE = choice("cause", heads.CAUSES, required=False)
DEED: Mapping[str, forms.Field] = {
    "description": inputs.Words(label=_("Uraian barang"), required=False, longest=200),
    "deed_number": inputs.Words(label=_("Nomor berita acara"), required=False, longest=60),
}
WAYS = {
    "died": _("mati"),
    "stolen": _("dicuri"),
    "lost": _("hilang"),
    "slaughtered": _("dipotong"),
}
GONE = forms.ChoiceField(label=_("Apa yang terjadi"), choices=list(WAYS.items()))
CAME_IN = inputs.Rupiah(
    label=_("Uang yang masuk"), required=False, help_text=_("Misalnya dari penjualan dagingnya")
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event under some kinds of contract, with the fields of its form.

    `agreed` works out the amount where the contract fixes it, so that nobody types it; `name`
    tells forms of one event apart; `act` is what the event asks for in the permission table.
    """

    event: str
    kinds: tuple[str, ...]
    title: Any
    fields: Mapping[str, forms.Field] = field(default_factory=dict)
    about: Any = ""
    agreed: Callable[[Case], int] | None = None
    begin: Callable[[Case, date], dict[str, Any]] | None = None
    name: str = ""
    act: str = "contracts.record"


def _principal(case: Case) -> int:
    return int(case.terms.plan.principal)


def _still_to_buy(case: Case, on: date) -> dict[str, Any]:
    bought = sum(event.amount for event in case.history if event.kind == "goods_bought")
    return {"amount": _principal(case) - bought}


def _wear(case: Case, on: date) -> dict[str, Any]:
    return {"amount": lease.depreciation_due(case.terms, case.history, on) or None}


MONEY = (
    Happening("disbursed", LENT, _("Cairkan dana"), agreed=_principal),
    Happening(
        "goods_bought", ("murabahah",), _("Catat pembelian barang"),
        {"amount": inputs.Rupiah(label=_("Harga beli")), "description": DEED["description"]},
        about=_("Barang dibeli dahulu, baru dijual kepada mitra."), begin=_still_to_buy,
    ),
    Happening(
        "disbursed", ("murabahah",), _("Serahkan barang"), DEED,
        about=_("Sejak penyerahan, harga pokok dan margin menjadi utang mitra."),
        agreed=_principal, name="disbursed.murabahah",
    ),
    Happening(
        "recovered", FINANCING, _("Terima setelah hapus buku"),
        {"amount": inputs.Rupiah(label=_("Jumlah yang diterima"))},
    ),
    Happening(
        "fined", ("murabahah",), _("Catat denda (ta'zir)"),
        {
            "amount": inputs.Rupiah(label=_("Denda")),
            "able": flag(_("Mitra mampu membayar, tetapi menunda")),
        },
        about=_("Denda masuk dana kebajikan, bukan pendapatan."),
    ),
    Happening(
        "cost_recovered", ("murabahah",), _("Catat ganti biaya (ta'widh)"),
        {
            "amount": inputs.Rupiah(label=_("Biaya yang diganti")),
            "evidence": inputs.Words(label=_("Bukti biaya nyata")),
        },
    ),
    Happening(
        "disbursed", ("profit_share",), _("Salurkan modal"),
        {"amount": inputs.Rupiah(label=_("Modal yang disalurkan"))}, name="disbursed.profit_share",
    ),
    Happening(
        "profit_reported", ("profit_share",), _("Catat laporan usaha"),
        {
            "revenue": inputs.Rupiah(label=_("Pendapatan usaha"), least=0),
            "costs": inputs.Rupiah(label=_("Biaya usaha"), least=0),
            "accepted": flag(_("Laporan sudah diperiksa dan diterima")),
            "negligence": flag(_("Rugi karena kelalaian mitra")),
        },
        about=_("Bagi hasil hanya lahir dari laporan usaha yang diterima."),
    ),
    Happening(
        "share_paid", ("profit_share",), _("Terima bagi hasil"),
        {"amount": inputs.Rupiah(label=_("Bagi hasil yang dibayar"))},
    ),
    Happening(
        "capital_returned", ("profit_share",), _("Terima pengembalian modal"),
        {"amount": inputs.Rupiah(label=_("Modal yang kembali"))},
    ),
)  # fmt: skip

PRODUCE_AND_LEASE = (
    Happening(
        "disbursed", ("salam",), _("Bayar harga di muka"),
        agreed=lambda case: int(case.terms.price), name="disbursed.salam",
    ),
    Happening(
        "delivered", ("salam",), _("Terima hasil panen"),
        {
            "quantity": count(_("Banyaknya")),
            "quality": inputs.Words(label=_("Mutu"), longest=200),
        },
    ),
    Happening(
        "substituted", ("salam",), _("Terima hasil pengganti"),
        {
            "unit": choice("unit", PRODUCE, label=_("Hasil pengganti")),
            "quantity": count(_("Banyaknya pengganti")),
            "instead_of": count(_("Menggantikan sebanyak")),
        },
        name="substituted.salam",
    ),
    Happening(
        "extended", ("salam",), _("Undurkan penyerahan"),
        {"due_date": inputs.Day(label=_("Tanggal serah baru")), "reason": REASON},
    ),
    Happening(
        "refunded", ("salam",), _("Terima uang kembali"),
        {
            "quantity": count(_("Banyaknya yang tidak dapat diserahkan")),
            "amount": inputs.Rupiah(label=_("Uang yang kembali")),
        },
        about=_("Sebesar harga yang dahulu dibayar, tidak lebih dan tidak kurang."),
    ),
    Happening(
        "inputs_given", ("crop_share",), _("Serahkan modal tanam"),
        {
            "amount": inputs.Rupiah(label=_("Nilai modal tanam")),
            "from": FROM,
            "description": DEED["description"],
        },
    ),
    Happening(
        "harvested", ("crop_share",), _("Catat panen"),
        {
            "quantity": count(_("Hasil panen")),
            "price": inputs.Rupiah(label=_("Harga setiap satuan")),
            "in": choice("in", ("kg", "cash"), label=_("Bagian program dibayar dengan")),
        },
    ),
    Happening(
        "crop_failed", ("crop_share",), _("Catat gagal panen"),
        {"reason": REASON, "negligence": flag(_("Karena kelalaian petani"))},
    ),
    Happening(
        "season_ended", ("crop_share",), _("Tutup musim"),
        about=_("Modal tanam yang belum kembali ditanggung menurut akad."),
    ),
    Happening(
        "placed", ("lease",), _("Serahkan barang sewa"), {"from": FROM, **DEED},
        agreed=lambda case: int(case.terms.principal), name="placed.lease",
    ),
    Happening(
        "placed", ("grant",), _("Serahkan hibah"), {"from": FROM, **DEED},
        about=_("Hak milik beralih kepada mitra saat penyerahan."),
        agreed=lambda case: int(case.terms.principal), name="placed.grant",
    ),
    Happening("billed", ("lease",), _("Tagih sewa"), agreed=lambda case: int(case.terms.rent)),
    Happening(
        "depreciated", ("lease",), _("Catat penyusutan"),
        {"amount": inputs.Rupiah(label=_("Penyusutan"))}, begin=_wear,
    ),
    Happening("title_passed", ("lease",), _("Alihkan hak milik"), name="title_passed.lease"),
    Happening("returned", ("lease",), _("Terima kembali barang sewa"), name="returned.lease"),
)  # fmt: skip

LIVESTOCK = (
    Happening(
        "placed", HERDS, _("Serahkan ternak"), {"deed_number": DEED["deed_number"]},
        about=_("Semua ternak menurut akad keluar dari kandang program."),
    ),
    Happening(
        "born", HERDS, _("Catat kelahiran"),
        {**HEADS, "litters": count(_("Banyak induk yang beranak"), required=False)},
        about=_("Hitung anak yang lahir hidup."),
    ),
    Happening("weaned", ("pass_on",), _("Catat sapih"), HEADS),
    Happening(
        "divided", ("livestock_share",), _("Bagi anak menurut giliran"),
        {
            **HEADS,
            "amount": inputs.Rupiah(
                label=_("Nilai anak"), required=False, help_text=_("Hanya bila giliran dana")
            ),
        },
    ),
    Happening(
        "died", ("pass_on",), _("Catat ternak mati atau hilang"),
        {
            "way": GONE, "of": choice("of", pass_on_losses.CLASSES, label=_("Ternak yang mana")),
            **HEADS, "cause": CAUSE, "amount": CAME_IN,
        },
        about=_("Siapa yang menanggung mengikuti akad menurut sebabnya."),
    ),
    Happening(
        "died", ("livestock_share",), _("Catat ternak mati atau hilang"),
        {
            "way": GONE,
            "of": choice("of", ("placed", "offspring", "owned"), label=_("Ternak yang mana")),
            **HEADS, "cause": CAUSE, "amount": CAME_IN,
        },
        name="died.livestock_share",
    ),
    Happening(
        "sold", ("pass_on",), _("Catat penjualan ternak"),
        {
            "of": choice("of", pass_on_losses.CLASSES, label=_("Ternak yang mana")),
            **HEADS, "amount": CAME_IN,
            "cause": choice(
                "cause", (heads.UNREPORTED_SALE,), required=False, label=_("Bila tanpa izin")
            ),
        },
    ),
    Happening(
        "sold", ("livestock_share",), _("Catat penjualan ternak"),
        {
            "of": choice("of", ("placed", "offspring"), label=_("Ternak yang mana")),
            **HEADS, "amount": inputs.Rupiah(label=_("Harga jual")),
            "received_by": choice("received_by", ("fund", "keeper")),
        },
        name="sold.livestock_share",
    ),
    Happening(
        "substituted", ("pass_on",), _("Terima pengganti"),
        {
            "with": choice("with", ("animal", "cash")),
            "of": choice("of", ("owed", "placed"), label=_("Untuk")),
            **HEADS,
            "amount": inputs.Rupiah(
                label=_("Uang pengganti"), required=False, help_text=_("Bila diganti dengan uang")
            ),
        },
    ),
    Happening("paid_out", ("livestock_share",), _("Bayarkan hak mitra"),
              {"amount": inputs.Rupiah(label=_("Jumlah yang dibayarkan"))}),
    Happening(
        "waived", ("pass_on",), _("Bebaskan kewajiban"), {**HEADS, "reason": REASON},
        about=_("Nilainya ditanggung dana."), name="waived.pass_on", act="contracts.waive",
    ),
    Happening(
        "inspected", HERDS, _("Catat pemeriksaan"), HEADS,
        about=_("Jumlah yang dilihat di kandang; tidak mengubah catatan."),
    ),
    Happening("mated", ("pass_on",), _("Catat perkawinan ternak")),
    Happening("returned", HERDS, _("Terima kembali ternak"), HEADS),
    Happening(
        "title_passed", ("pass_on",), _("Alihkan hak milik induk"),
        about=_("Induk menjadi milik mitra; kewajiban yang tersisa tetap ada."),
    ),
    Happening(
        "fulfilled", ("pass_on", "livestock_share", "profit_share"), _("Nyatakan selesai"),
        about=_("Semua kewajiban sudah dipenuhi."),
    ),
)  # fmt: skip

HAPPENINGS = (*MONEY, *PRODUCE_AND_LEASE, *LIVESTOCK)
