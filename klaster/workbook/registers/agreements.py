"""Contracts as they were signed: financing, livestock, shared harvests and profits, grants, leases.

Each sheet only lays its columns out as the terms its kind of contract reads; what happened
afterwards stands on the sheet of events.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts.models import Contract
from klaster.rules.contracts import gaduhan, heads
from klaster.rules.contracts.crop_share import MUKHABARAH, MUZARAAH
from klaster.rules.contracts.profit_share import MENURUN, MUDHARABAH, MUSYARAKAH
from klaster.workbook.columns import Column, choice, code, day, flag, reference, rupiah, text, whole
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.registers.people import PARTIES, places

CONTRACTS = "Kontrak"  # all sheets of contracts share their numbers
SHEETS = ("Pembiayaan", "Perguliran ternak", "Bagi hasil", "Hibah dan sewa")
PERIODS = {"minggu": "week", "bulan": "month", "hari": "day"}
SPECIES = dict(zip(("domba", "kambing", "sapi", "kerbau"), heads.SPECIES, strict=True))
KINDS_OF_SHARE = {
    "muzaraah": MUZARAAH,
    "mukhabarah": MUKHABARAH,
    "salam": "salam",
    "mudharabah": MUDHARABAH,
    "musyarakah": MUSYARAKAH,
    "musyarakah menurun": MENURUN,
}
_LEASES = ("lease", "lease_to_own")

Terms = Callable[[Mapping[str, Any]], tuple[str, dict[str, Any]]]


def loan_terms(values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of an instalment plan, without what is left blank."""
    terms = timing(values) | {
        "principal": str(values["pokok"]),
        "first_due": _iso(values["angsuran_pertama"]),
        "rounding": str(values["pembulatan"]) if values["pembulatan"] else None,
    }
    if values["margin"]:
        terms |= {"margin": str(values["margin"]), "method": "flat"}
    return given(terms)


def timing(values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of how instalments follow each other, from the day of the contract on."""
    return {
        "start": _iso(values["tanggal"]),
        "instalments": values["angsuran"],
        "every": values["tiap"],
        "unit": values["satuan_waktu"],
    }


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in."""
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _loan(values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return values["jenis"], loan_terms(values) | {"tanggung_renteng": values["tanggung_renteng"]}


def _livestock(values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    placed = {
        "species": values["jenis_ternak"],
        "females": values["betina"],
        "males": values["jantan"],
        "base_value": str(values["nilai"]),
    }
    if values["jenis"] == "livestock_share":
        return "livestock_share", placed | given({"rule": values["aturan"]})
    return "pass_on", placed | given(
        {
            "owed_females": values["wajib_betina"],
            "owed_males": values["wajib_jantan"],
            "either_sex": values["kelamin_bebas"],
            "deadline_months": values["batas_bulan"],
            "min_age_months": values["umur_minimum"],
            "cash_price": str(values["harga_ganti"]) if values["harga_ganti"] else None,
        }
    )


def _shares(values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    kind = values["jenis"]
    if kind in (MUZARAAH, MUKHABARAH):
        return "crop_share", given(
            {
                "form": kind,
                "unit": values["satuan_hasil"],
                "inputs": str(values["modal"]),
                "inputs_first": values["modal_dahulu"],
                "part_programme": values["nisbah_program"],
                "part_farmer": values["nisbah_mitra"],
                "part_landowner": values["nisbah_pemilik_lahan"],
                "farmer_bears_pct": values["ditanggung_petani"],
            }
        )
    if kind == "salam":
        return "salam", given(
            {
                "unit": values["satuan_hasil"],
                "quantity": values["banyak_hasil"],
                "quality": values["mutu"],
                "price": str(values["modal"]),
                "due_date": _iso(values["jatuh_tempo"]),
            }
        )
    return "profit_share", given(
        {
            "form": kind,
            "capital": str(values["modal"]),
            "partner_capital": str(values["modal_mitra"]) if values["modal_mitra"] else None,
            "nisbah_owner": values["nisbah_program"],
            "nisbah_partner": values["nisbah_mitra"],
            **timing(values),
        }
    )


def _grants(values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    principal = str(values["nilai"])
    if values["jenis"] in _LEASES:
        return "lease", given(
            {
                "principal": principal,
                "rent": str(values["sewa"]) if values["sewa"] else None,
                "residual": str(values["sisa_nilai"]),
                "useful_months": values["umur_bulan"],
                "passes_title": values["jenis"] == "lease_to_own",
                **timing(values),
            }
        )
    if values["jenis_ternak"]:
        animals = {"species": values["jenis_ternak"]}
        animals |= {"females": values["betina"], "males": values["jantan"]}
        return "grant", {"principal": principal, **animals}
    return "grant", {"principal": principal}


def _sign(terms: Terms) -> Callable[[Context, Sequence[Row]], None]:
    """Make the writing of a sheet from how its rows become terms."""

    def write(context: Context, rows: Sequence[Row]) -> None:
        standing = places(context)
        signed = []
        for row in rows:
            kind, data = terms(row.values)
            party = context.id(PARTIES, row["mitra"])
            sector, group = standing.get(party, (None, None))
            signed.append(
                contracts.NewContract(
                    id=row.id, number=row["nomor"], kind=kind, party=party, group=group,
                    fund=context.id("Dana", row["dana"]), sector=sector, terms=data,
                    signed_on=row["tanggal"], approved_by=row["disetujui"],
                )
            )  # fmt: skip
        contracts.sign_many(by=context.by, on=context.on, rows=signed)

    return write


def _common(*kind: Column) -> tuple[Column, ...]:
    return (
        code("nomor", "Nomor akad; tidak boleh sama di semua lembar akad."),
        day("tanggal", "Tanggal akad."),
        *kind,
        reference("mitra", PARTIES, sheets=("Mitra", "Kelompok")),
        reference("dana", "Dana"),
    )


def _periods(is_required: bool) -> tuple[Column, ...]:
    return (
        whole("angsuran", "Banyaknya angsuran.", least=1, is_required=is_required),
        whole("tiap", "2 dengan minggu = dua minggu sekali.", least=1, is_required=False),
        choice("satuan_waktu", PERIODS, is_required=is_required),
    )


_APPROVED = text("disetujui", "Siapa yang menyetujui.", longest=100, is_required=False)
# What a refusal of the terms calls a thing, and the column it comes from.
_FIELDS = {
    "number": "nomor", "kind": "jenis", "party": "mitra", "fund": "dana", "signed_on": "tanggal",
    "start": "tanggal", "principal": "pokok", "instalments": "angsuran", "every": "tiap",
    "unit": "satuan_waktu", "first_due": "angsuran_pertama", "rounding": "pembulatan",
    "species": "jenis_ternak", "females": "betina", "males": "jantan", "base_value": "nilai",
    "owed_females": "wajib_betina", "owed_males": "wajib_jantan", "deadline_months": "batas_bulan",
    "rule": "aturan", "inputs": "modal", "capital": "modal", "price": "modal",
    "partner_capital": "modal_mitra", "nisbah_owner": "nisbah_program",
    "nisbah_partner": "nisbah_mitra", "part_programme": "nisbah_program",
    "part_farmer": "nisbah_mitra", "quantity": "banyak_hasil", "quality": "mutu",
    "due_date": "jatuh_tempo", "rent": "sewa", "residual": "sisa_nilai",
    "useful_months": "umur_bulan",
}  # fmt: skip

LOAN = Register(
    sheet="Pembiayaan",
    about="Akad qardh (tanpa margin) dan murabahah (harga pokok dan margin).",
    space=CONTRACTS,
    key=("nomor",),
    columns=(
        *_common(choice("jenis", {"qardh": "qardh", "murabahah": "murabahah"})),
        rupiah("pokok", "Pinjaman atau harga pokok barang."),
        rupiah("margin", "Hanya murabahah.", least=0, is_required=False, default=0),
        *_periods(is_required=True),
        day("angsuran_pertama", "Jatuh tempo angsuran pertama.", is_required=False),
        rupiah("pembulatan", "Angsuran dibulatkan ke kelipatan ini.", is_required=False),
        flag("tanggung_renteng", "Ditanggung bersama oleh kelompok."),
        _APPROVED,
    ),
    table=Contract,
    write=_sign(_loan),
    fields=_FIELDS,
)
LIVESTOCK = Register(
    sheet="Perguliran ternak",
    about="Ternak yang anaknya digulirkan, dan gaduhan bagi hasil.",
    space=CONTRACTS,
    key=("nomor",),
    columns=(
        *_common(choice("jenis", {"perguliran": "pass_on", "gaduhan": "livestock_share"})),
        choice("jenis_ternak", SPECIES),
        whole("betina", "Ekor.", is_required=False, default=0),
        whole("jantan", "Ekor.", is_required=False, default=0),
        rupiah("nilai", "Nilai seluruh ternak yang diserahkan.", least=0),
        whole("wajib_betina", "Anak betina yang wajib digulirkan.", is_required=False),
        whole("wajib_jantan", "Anak jantan yang wajib digulirkan.", is_required=False),
        flag("kelamin_bebas", "Anak betina dan jantan saling menggantikan."),
        whole("batas_bulan", "Dalam berapa bulan.", least=1, is_required=False),
        whole("umur_minimum", "Umur anak saat digulirkan (bulan).", is_required=False),
        rupiah("harga_ganti", "Harga seekor bila diganti uang.", is_required=False),
        choice(
            "aturan", {rule: rule for rule in gaduhan.RULE_SETS}, "Pola bagi hasil gaduhan.",
            is_required=False,
        ),
        _APPROVED,
    ),
    table=Contract,
    write=_sign(_livestock),
    fields=_FIELDS,
)  # fmt: skip
SHARE = Register(
    sheet="Bagi hasil",
    about="Bagi hasil panen (yarnen), salam, mudharabah, musyarakah.",
    space=CONTRACTS,
    key=("nomor",),
    columns=(
        *_common(choice("jenis", KINDS_OF_SHARE)),
        rupiah("modal", "Sarana produksi, harga salam, atau modal program."),
        rupiah("modal_mitra", "Modal mitra (musyarakah).", least=0, is_required=False),
        flag("modal_dahulu", "Yarnen: modal kembali dahulu dari panen."),
        whole("nisbah_program", "Bagian program, misalnya 20.", is_required=False),
        whole("nisbah_mitra", "Bagian mitra, misalnya 80.", is_required=False),
        whole("nisbah_pemilik_lahan", is_required=False),
        whole(
            "ditanggung_petani", "Persen modal yang ditanggung petani bila panen kurang.", most=100,
            is_required=False,
        ),
        code("satuan_hasil", "Kode satuan, misalnya RICE_KG.", longest=20, is_required=False),
        whole("banyak_hasil", "Salam: banyaknya hasil.", is_required=False),
        text("mutu", "Salam: mutu hasil.", is_required=False),
        day("jatuh_tempo", "Salam: hari penyerahan.", is_required=False),
        *_periods(is_required=False),
        _APPROVED,
    ),
    table=Contract,
    write=_sign(_shares),
    fields=_FIELDS | {"unit": "satuan_hasil"},
)  # fmt: skip
GRANT = Register(
    sheet="Hibah dan sewa",
    about="Pemberian yang langsung menjadi milik mitra, dan barang yang disewakan.",
    space=CONTRACTS,
    key=("nomor",),
    columns=(
        *_common(
            choice("jenis", {"hibah": "grant", "sewa": "lease", "sewa beli": "lease_to_own"})
        ),
        rupiah("nilai", "Nilai barang.", least=0),
        choice("jenis_ternak", SPECIES, "Hibah ternak.", is_required=False),
        whole("betina", is_required=False, default=0),
        whole("jantan", is_required=False, default=0),
        rupiah("sewa", "Sewa setiap kali.", is_required=False),
        rupiah("sisa_nilai", "Nilai setelah habis masa pakai.", least=0, is_required=False,
               default=0),
        whole("umur_bulan", "Masa pakai.", least=1, is_required=False),
        *_periods(is_required=False),
        _APPROVED,
    ),
    table=Contract,
    write=_sign(_grants),
    fields=_FIELDS | {"principal": "nilai"},
)  # fmt: skip
