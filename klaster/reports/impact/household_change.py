"""What changed in the economy of mitra's households since before the programme, nominal and real.

Real: at the prices of the month in which the programme began; without an index of every month it
takes there is none, never a guess. Fewer than five households show their number only.
Change, not impact; where candidates who never became active were asked too, how much more or less
the mitra changed than they did.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.impact.labels import BASES, NOMINAL, REAL, ROUNDS, base_of
from klaster.reports.report import Asked, Check, Column, Default, Kind, Parameter, Report, Row
from klaster.rules import comparison
from klaster.rules.scoring import poverty
from klaster.rules.suppression import THRESHOLD

MEASURES = {
    "income": _("Pendapatan sebulan"),
    "spending": _("Pengeluaran sebulan"),
    "savings_value": _("Tabungan"),
    "assets_value": _("Harta"),
    "debts_value": _("Utang"),
}
LATER = ("exit", "after")
CHANGE, AGAINST, FEW, NO_INDEX = "change", "against", "few", "no_index"
NOTES = {
    CHANGE: _("Perubahan, bukan dampak"),
    AGAINST: _("Perubahan, dan selisihnya dengan calon yang tidak pernah aktif"),
    FEW: _("Kurang dari 5 keluarga: angka tidak ditampilkan"),
    NO_INDEX: _("Indeks harga belum lengkap"),
}
AVERAGES = ("median_before", "median_after", "mean_before", "mean_after")
FIGURES = (*AVERAGES, "change", "low", "high", "p", "beyond", "beyond_low", "beyond_high")
_TENTHS_OF_PERMILLE = Decimal("0.0001")

Told = tuple[Fraction, Fraction | None]  # as told, and at the prices of the base month
Pair = tuple[Told | None, Told | None]  # before and later; None: not told


def _compared(_asked: Asked, households: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for (programme, measure), same in groupby(
        households, key=lambda one: (one["programme"], one["measure"])
    ):
        of_measure = list(same)
        for later in LATER:
            if not any(later in one["rounds"] for one in of_measure if one["is_mitra"]):
                continue
            mitra, others = (
                [
                    (_told(one["rounds"], "before"), _told(one["rounds"], later))
                    for one in of_measure
                    if one["is_mitra"] is is_mitra
                ]
                for is_mitra in (True, False)
            )
            named = {"programme": programme, "measure": measure, "later": later}
            rows += [
                {
                    **named,
                    "basis": basis,
                    "base": base_of(of_measure[0], basis),
                    **_row(mitra, others, basis),
                }
                for basis in BASES
            ]
    return rows


def _told(rounds: dict[str, list[str | None]], name: str) -> Told | None:
    amount, price, base = rounds.get(name, [None, None, None])
    if amount is None:
        return None
    if price is None or base is None:
        return Fraction(amount), None
    return Fraction(amount), poverty.real(Fraction(amount), Decimal(price), Decimal(base))


def _row(mitra: Sequence[Pair], others: Sequence[Pair], basis: str) -> Row:
    counts: Row = {
        "n": sum(bool(before and after) for before, after in mitra),
        "only_before": sum(bool(before and not after) for before, after in mitra),
        "only_after": sum(bool(after and not before) for before, after in mitra),
        "others": sum(bool(before and after) for before, after in others),
        **dict.fromkeys(FIGURES),
    }
    if counts["n"] < THRESHOLD:
        return {**counts, "note": FEW}
    pairs = _at_prices(mitra, basis)
    if pairs is None:
        return {**counts, "note": NO_INDEX}
    figures = _figures(comparison.compare(pairs))
    compared = _at_prices(others, basis) if counts["others"] >= THRESHOLD else None
    if compared is None:
        return {**counts, **figures, "note": CHANGE}
    return {**counts, **figures, **_beyond(pairs, compared), "note": AGAINST}


def _at_prices(asked: Sequence[Pair], basis: str) -> list[tuple[Fraction, Fraction]] | None:
    """The values of who told both; None where a price is missing that they take."""
    at = 1 if basis == REAL else 0
    told = [(before[at], after[at]) for before, after in asked if before and after]
    known = [(before, after) for before, after in told if before is not None and after is not None]
    return known if len(known) == len(told) else None


def _figures(found: comparison.Comparison) -> Row:
    """The figures of five households or more, in whole rupiah."""
    change, test = found.change, found.signed_rank
    assert change, "five pairs have an interval"
    return {
        **{name: round(getattr(found, name)) for name in AVERAGES},
        "change": round(change.mean),
        "low": round(change.low),
        "high": round(change.high),
        "p": None if test is None else Decimal(test.p).quantize(_TENTHS_OF_PERMILLE),
    }


def _beyond(
    mitra: Sequence[tuple[Fraction, Fraction]], others: Sequence[tuple[Fraction, Fraction]]
) -> Row:
    found = comparison.difference_in_differences(
        *([after - before for before, after in each] for each in (mitra, others))
    )
    return {
        "beyond": round(found.mean),
        "beyond_low": round(found.low),
        "beyond_high": round(found.high),
    }


def _paired(rows: Sequence[Row]) -> dict[str, int]:
    """The households of each comparison, which are the same at either prices."""
    return {
        f"{row['programme']} {row['measure']} {row['later']}": row["n"]
        for row in rows
        if row["basis"] == NOMINAL
    }


REPORT = Report(
    code="household_change",
    title=_("Perubahan ekonomi keluarga"),
    answers=_("Apa yang berubah pada pendapatan, belanja, tabungan, harta, dan utang keluarga?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("measure", _("Ukuran"), labels=MEASURES),
        Column("later", _("Sebelum program, dibandingkan dengan"), labels=ROUNDS),
        Column("basis", _("Harga"), labels=BASES),
        Column("base", _("Bulan dasar harga")),
        Column("n", _("Keluarga berpasangan"), Kind.COUNT),
        Column("only_before", _("Hanya sebelum"), Kind.COUNT),
        Column("only_after", _("Hanya sesudah"), Kind.COUNT),
        Column("median_before", _("Median sebelum"), Kind.RUPIAH),
        Column("median_after", _("Median sesudah"), Kind.RUPIAH),
        Column("mean_before", _("Rata-rata sebelum"), Kind.RUPIAH),
        Column("mean_after", _("Rata-rata sesudah"), Kind.RUPIAH),
        Column("change", _("Perubahan rata-rata"), Kind.RUPIAH),
        Column("low", _("Selang 95% dari"), Kind.RUPIAH),
        Column("high", _("Selang 95% sampai"), Kind.RUPIAH),
        Column("p", _("p Wilcoxon")),
        Column("others", _("Calon pembanding"), Kind.COUNT),
        Column("beyond", _("Selisih dengan pembanding"), Kind.RUPIAH),
        Column("beyond_low", _("Selang 95% dari"), Kind.RUPIAH),
        Column("beyond_high", _("Selang 95% sampai"), Kind.RUPIAH),
        Column("note", _("Keterangan"), labels=NOTES),
    ),
    grain=_(
        "Satu baris per ukuran, putaran yang dibandingkan, dan harga; keluarga mitra yang pernah "
        "aktif, juga yang kemudian keluar, dan menjawab di kedua putaran. Perubahan, bukan dampak: "
        "calon yang tidak pernah aktif, bila ditanya juga, tidak dipilih secara acak."
    ),
    source=_(
        "Jawaban survei ekonomi terakhir setiap putaran, indeks harga. Selang menurut t "
        "berpasangan, selisihnya menurut Welch; p menurut peringkat bertanda Wilcoxon, kosong "
        "bila tidak ada yang berubah."
    ),
    check=Check(
        _("Setiap keluarga mitra yang menjawab di kedua putaran terhitung sekali per ukuran."),
        _paired,
        Kind.COUNT,
    ),
    finish=_compared,
)
