"""What became of a fund, for who gave it: nobody among the mitra can be found in it.

Families below five, and the money that is with them, are hidden here and not when it is shown: no
form of this report holds them. Read by donors, by who reports to them, and by the closing report.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import BUDGET_KINDS, ENTRY_KINDS
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules.suppression import hidden_in_list, hidden_in_table

ALL = "*"  # a total over sectors or villages
HIDDEN = "hidden"
STEPS: Mapping[str, Any] = {
    "promised": _("Dijanjikan"),
    "received": _("Diterima"),
    "spent": _("Beban program"),
    "rolled": _("Digulirkan pertama kali"),
    "re_rolled": _("Digulirkan kembali"),
    "taken_over": _("Diterima alih"),
    "earned": _("Hasil pengelolaan"),
    "returned_cash": _("Kembali uang"),
    "returned_kind": _("Kembali barang"),
    "passed": _("Menjadi milik mitra"),
    "used": _("Terpakai"),
    "handed_over": _("Diserahkan ke koperasi"),
    "lost": _("Rugi dan dihapus"),
    "other": _("Lain"),
    "with_mitra": _("Pada mitra sekarang"),
}
_COMES_IN = ("rolled", "re_rolled", "taken_over", "earned")
_OF_THE_FUND = ("promised", "received", "spent")


def without_small(asked: Asked, rows: list[Row]) -> list[Row]:
    """The rows with totals of what is with mitra added, and what is about few families hidden."""
    return [
        row
        for _fund, own in groupby(rows, key=lambda row: row["fund_id"])
        for row in _of_fund(list(own))
    ]


def _of_fund(rows: list[Row]) -> list[Row]:
    balance = _balance(rows)
    steps = sorted(
        (row for row in rows if row["step"] != "with_mitra"),
        key=lambda row: (list(STEPS).index(row["step"]), row["kind"]),
    )
    held = [row for row in rows if row["step"] == "with_mitra"]
    table, places = _with_totals(held)
    moved = [row for row in steps if row["families"] is not None]
    if table:
        moved.append(table[0])
    hidden = hidden_in_table(places)
    counts = [row["families"] for row in moved]
    whole = len(counts) - 1  # what is with mitra stands last, if anything is
    corner = (len(places), len(places[0]) if places else 0)
    in_list = hidden_in_list(counts, also=[whole] if corner in hidden else [])
    if table and whole in in_list:
        hidden = hidden_in_table(places, also=[corner])
    _hide(row for n, row in enumerate(moved) if n in in_list)
    _hide(row for row in table if row.pop("place") in hidden)
    for row in (*steps, *table):
        row.setdefault("note", "")
        row["balance"] = 0
    if steps:
        steps[0]["balance"] = balance
    return [*steps, *table]


def _with_totals(held: list[Row]) -> tuple[list[Row], list[list[int]]]:
    """What is with mitra, total first, then by sector and village; and the table of families."""
    sectors = sorted({row["sector"] for row in held})
    villages = sorted({row["village"] for row in held})
    table: dict[tuple[int, int], Row] = {}
    for row in held:
        at = sectors.index(row["sector"]), villages.index(row["village"])
        in_total_of = {at, (len(sectors), at[1]), (at[0], len(villages))}
        for place in sorted({*in_total_of, (len(sectors), len(villages))}):
            blank = {
                **row,
                "sector": [*sectors, ALL][place[0]],
                "village": [*villages, ALL][place[1]],
                "families": 0,
                "amount": 0,
                "place": place,
            }
            total = table.setdefault(place, blank)
            total["families"] += row["families"]
            total["amount"] += row["amount"]
    counts = [
        [
            table[row, column]["families"] if (row, column) in table else 0
            for column in range(len(villages))
        ]
        for row in range(len(sectors))
    ]
    ordered = sorted(
        table.values(), key=lambda row: (row["sector"] != ALL, row["sector"], row["village"] != ALL)
    )
    return ordered, counts


def _hide(rows: Iterable[Row]) -> None:
    for row in rows:
        row |= {"families": None, "amount": None, "note": HIDDEN}


def _balance(rows: list[Row]) -> int:
    """Received, with all that rolled less all that it became: the latter is zero, or a mistake."""
    received = sum(row["amount"] for row in rows if row["step"] == "received")
    inward = sum(row["amount"] for row in rows if row["step"] in _COMES_IN)
    known = (*_COMES_IN, *_OF_THE_FUND)
    outward = sum(row["amount"] for row in rows if row["step"] not in known)
    return int(received + inward - outward)


def _balances(rows: Sequence[Row]) -> Mapping[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        if row["balance"]:
            sums[row["fund"]] = sums.get(row["fund"], 0) + row["balance"]
    return sums


_EVERYWHERE = {ALL: _("Semua"), "": _("Tidak dicatat")}

REPORT = Report(
    code="fund_report",
    title=_("Laporan dana"),
    answers=_("Apa yang terjadi dengan dana ini, dan di tangan siapa sekarang?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("fund", _("Dana")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("fund", _("Kode dana")),
        Column("fund_name", _("Dana")),
        Column("step", _("Yang terjadi"), labels=STEPS),
        Column("kind", _("Sebab atau jenis"), labels={**ENTRY_KINDS, **BUDGET_KINDS}),
        Column("sector", _("Sektor"), labels=_EVERYWHERE),
        Column("village", _("Desa"), labels=_EVERYWHERE),
        Column("families", _("Keluarga"), Kind.COUNT),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("note", _("Keterangan"), labels={HIDDEN: _("Disembunyikan")}),
    ),
    grain=_(
        "Satu baris per dana, langkah, dan sebab; yang ada pada mitra per sektor dan desa. "
        "Angka tentang kurang dari 5 keluarga disembunyikan, beserta angka lain yang "
        "membocorkannya."
    ),
    source=_(
        "Mutasi tagihan dan aset pada mitra, saldo buku besar. Dana yang diterima dianggap "
        "digulirkan lebih dahulu; selebihnya digulirkan kembali. Keluarga di dua sektor "
        "dihitung di keduanya."
    ),
    check=Check(
        _(
            "Penerimaan sama dengan buku besar, dan semua yang digulirkan ada pada mitra, "
            "kembali, diserahkan, atau tercatat sebabnya."
        ),
        _balances,
    ),
    finish=without_small,
)
