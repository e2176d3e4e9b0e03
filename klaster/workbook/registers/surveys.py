"""Survey answers, consents, poverty lines and prices.

Each shipped instrument that asks about mitra and repeats nothing has a sheet; its columns follow
from its questions, and it is adopted with its first rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.programme.models import Enrolment
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Consent
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import queries, shipped
from klaster.domain.surveys.models import Instrument, Line, PriceIndex, Response, Round
from klaster.rules import instrument as rules
from klaster.rules.answering import LONGEST_TEXT, READERS
from klaster.rules.instrument import Question, Type
from klaster.rules.refusal import BadField
from klaster.workbook import cells
from klaster.workbook.columns import Column, choice, code, day, decimal, reference, rupiah, text
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.registers.people import PARTIES

ROUNDS = {
    "sebelum program": Round.BEFORE.value,
    "tahunan": Round.YEARLY.value,
    "pelepasan": Round.EXIT.value,
    "setelah program": Round.AFTER.value,
}
PURPOSES = {
    "data pribadi": Consent.Purpose.DATA.value,
    "pemantauan": Consent.Purpose.FOLLOW_UP.value,
    "berbagi dengan koperasi": Consent.Purpose.SHARE_COOPERATIVE.value,
    "ibadah dan keagamaan": Consent.Purpose.SPIRITUAL.value,
    "foto dan kisah": Consent.Purpose.PHOTO.value,
}
LINES = {
    "survei kebutuhan": Line.Kind.NEEDS.value,
    "BPS": Line.Kind.BPS.value,
    "nishab": Line.Kind.NISHAB.value,
    "had kifayah": Line.Kind.HAD_KIFAYAH.value,
}
SHEETS = {
    "feasibility": "Survei kelayakan",
    "household_economy": "Survei ekonomi",
    "cibest": "Survei CIBEST",
    "independence": "Survei kemandirian",
    "outlook": "Survei cara pandang",
    "ppi_indonesia_2010": "Survei PPI 2010",
    "graduation": "Survei kelulusan",
    "follow_up": "Survei kunjungan ulang",
}
# A value that names another row or day than the answers do.
_NAMES = ("mitra", "tanggal", "tahap")


@dataclass(frozen=True, slots=True)
class _Before:
    """A response on record: its id, and the programme it was counted to."""

    id: UUID
    programme_id: UUID | None


def _consent(context: Context, rows: Sequence[Row]) -> None:
    registry.give_consent_many(
        by=context.by,
        on=context.on,
        rows=[
            (
                row.id,
                context.id(PARTIES, row["mitra"]),
                row["keperluan"],
                row["tanggal"],
                row["bukti"],
            )
            for row in rows
        ],
    )


def _known_consents(context: Context, rows: Sequence[Row]) -> int:
    """Rows on record, and those whose consent stands already under another day or id."""
    found = Consent.objects.filter(
        organisation_id=context.by.organisation_id,
        party__id__any={context.id(PARTIES, row["mitra"]) for row in rows},
    ).values_list("id", "party_id", "purpose", "withdrawn_on")
    known = {each for each, *_ in found}
    standing = {(party, purpose) for _, party, purpose, end in found if end is None}
    return sum(
        row.id in known or (context.id(PARTIES, row["mitra"]), row["keperluan"]) in standing
        for row in rows
    )


def _line(context: Context, rows: Sequence[Row]) -> None:
    on_record = _lines_on_record(context, rows)
    for row in rows:
        said = (row["jumlah"], row["sumber"])
        if on_record.get((row["jenis"], row["wilayah"], row["berlaku"])) != said:
            surveys.set_line(
                by=context.by, on=row["berlaku"], id=row.id, kind=row["jenis"],
                area=row["wilayah"], monthly_rp=row["jumlah"], source=row["sumber"],
            )  # fmt: skip


def _known_lines(context: Context, rows: Sequence[Row]) -> int:
    found = _lines_on_record(context, rows)
    return sum((row["jenis"], row["wilayah"], row["berlaku"]) in found for row in rows)


def _lines_on_record(
    context: Context, rows: Sequence[Row]
) -> dict[tuple[str, str, date], tuple[int, str]]:
    found = Line.objects.filter(
        organisation_id=context.by.organisation_id, area_id__in={row["wilayah"] for row in rows}
    )
    return {
        (each.kind, each.area_id, each.valid_from): (each.monthly_rp, each.source) for each in found
    }


def _price(context: Context, rows: Sequence[Row]) -> None:
    on_record = queries.price_indices(context.by.organisation_id)
    for row in rows:
        before = on_record.get(row["bulan"])
        if before is None or (before.index, before.source) != (row["indeks"], row["sumber"]):
            surveys.set_price_index(
                by=context.by, on=context.on, id=row.id, month=row["bulan"],
                index=row["indeks"], source=row["sumber"],
            )  # fmt: skip


def _known_prices(context: Context, rows: Sequence[Row]) -> int:
    found = queries.price_indices(context.by.organisation_id)
    return sum(row["bulan"] in found for row in rows)


def _answer(instrument: rules.Instrument, context: Context, rows: Sequence[Row]) -> None:
    adopted = _adopted(instrument, context)
    before = _on_record(adopted, context, rows)
    programmes = _programmes(context, rows)
    new = []
    for row in rows:
        party = context.id(PARTIES, row["mitra"])
        earlier = before.get((party, row["tanggal"]), _Before(row.id, programmes.get(party)))
        new.append(
            surveys.NewResponse(
                id=earlier.id, instrument_id=adopted.id, party_id=party,
                programme_id=earlier.programme_id, round=row["tahap"], on=row["tanggal"],
                answers={
                    name: value for name, value in row.values.items()
                    if name not in _NAMES and value not in (None, "")
                },
            )
        )  # fmt: skip
    try:
        surveys.answer_many(by=context.by, on=context.on, rows=new)
    except surveys.BadResponse as refused:
        # Said of the row and its column, as of any other sheet.
        raise BadField(**{**refused.faults[0].data, "row": refused.data["row"]}) from None


def _adopted(instrument: rules.Instrument, context: Context) -> Instrument:
    """The instrument as adopted, now if it was not; a refused row takes that back with it."""
    known = queries.adopted(context.by.organisation_id, instrument.code, instrument.version)
    return known or surveys.adopt(
        by=context.by,
        on=context.on,
        id=context.id("Survei", instrument.code, instrument.version),
        instrument=instrument,
    )


def _on_record(
    adopted: Instrument, context: Context, rows: Sequence[Row]
) -> dict[tuple[UUID, date], _Before]:
    """The responses on record, whoever recorded them."""
    found = Response.objects.filter(
        organisation_id=context.by.organisation_id,
        instrument=adopted,
        party__id__any={context.id(PARTIES, row["mitra"]) for row in rows},
    ).values_list("party_id", "on", "id", "programme_id")
    return {(party, on): _Before(own, programme) for party, on, own, programme in found}


def _programmes(context: Context, rows: Sequence[Row]) -> dict[UUID, UUID]:
    """The programme each mitra was last enrolled in."""
    found = Enrolment.objects.filter(
        organisation_id=context.by.organisation_id,
        party__id__any={context.id(PARTIES, row["mitra"]) for row in rows},
    ).order_by("enrolled_on", "id")
    return dict(found.values_list("party_id", "programme_id"))


def _known_answers(instrument: rules.Instrument, context: Context, rows: Sequence[Row]) -> int:
    adopted = queries.adopted(context.by.organisation_id, instrument.code, instrument.version)
    if adopted is None:
        return 0
    found = _on_record(adopted, context, rows)
    return sum((context.id(PARTIES, row["mitra"]), row["tanggal"]) in found for row in rows)


def _one(value: Any, question: Question) -> str:
    """A choice by its code, 1 as a number too, or by its words."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_whole = is_number and abs(value) <= cells.LARGEST and value == int(value)  # and no NaN
    written = str(int(value)) if is_whole else value
    by_word = {choice.labels["id"]: choice.code for choice in question.choices}
    by_code = {choice.code: choice.code for choice in question.choices}
    try:
        found: str = cells.choice(written, by_word)
    except cells.BadCell:
        found = cells.choice(written, by_code)
    return found


def _column(question: Question, is_required: bool) -> Column:
    label = question.labels["id"]
    more: dict[str, Any] = {"is_required": is_required, "default": None}
    if question.type is Type.ONE:
        offered = "; ".join(f"{each.code} = {each.labels['id']}" for each in question.choices)
        codes = {each.code: each.code for each in question.choices}
        read: Callable[[Any], Any] = partial(_one, question=question)
        return Column(question.id, read, f"{label}: {offered}", choices=codes, **more)
    if question.type is Type.MANY:
        offered = "; ".join(f"{each.code} = {each.labels['id']}" for each in question.choices)
        return text(question.id, f"{label} (dipisah spasi): {offered}", longest=1000, **more)
    if question.type is Type.YES_NO:
        return choice(question.id, {"ya": True, "tidak": False}, label, **more)
    if question.type is Type.DATE:
        return day(question.id, label, **more)
    if question.type is Type.INTEGER:
        return Column(question.id, partial(cells.whole, least=0, most=cells.LARGEST), label,
                      form="number", **more)  # fmt: skip
    if question.type is Type.MONEY:
        return rupiah(question.id, label, least=0, **more)
    if question.type is Type.DECIMAL:
        return decimal(question.id, label, 0, cells.LARGEST, **more)
    return text(question.id, label, longest=LONGEST_TEXT, **more)


def _columns(instrument: rules.Instrument) -> tuple[Column, ...]:
    return tuple(
        _column(question, question.is_required and not question.relevant)
        for question in instrument
        if question.type in READERS
    )


def _sheet(instrument: rules.Instrument) -> Register:
    return Register(
        sheet=SHEETS[instrument.code],
        about=f"{instrument.labels['id']}, versi {instrument.version}; satu baris satu jawaban.",
        space=SHEETS[instrument.code],
        key=("mitra", "tanggal"),
        columns=(
            reference("mitra", PARTIES, sheets=("Mitra",)),
            day("tanggal"),
            choice("tahap", ROUNDS, is_required=False, default=Round.YEARLY.value),
            *_columns(instrument),
        ),
        table=Response,
        write=partial(_answer, instrument),
        fields={"party_id": "mitra", "on": "tanggal", "round": "tahap"},
        known=partial(_known_answers, instrument),
    )


def _month(value: Any) -> date:
    return cells.day(value).replace(day=1)


def _four_decimals(values: Mapping[str, Any]) -> tuple[str, str] | None:
    index = values["indeks"]
    if index <= 0 or index != round(index, 4):
        return "indeks", _("harus di atas nol, paling banyak empat desimal.")
    return None


CONSENT = Register(
    sheet="Persetujuan",
    about="Persetujuan mitra untuk satu keperluan; data ibadah dicatat hanya dengan persetujuan.",
    space="Persetujuan",
    key=("mitra", "keperluan", "tanggal"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",)),
        choice("keperluan", PURPOSES),
        day("tanggal"),
        text("bukti", "Di mana persetujuannya tercatat.", is_required=False),
    ),
    table=Consent,
    write=_consent,
    fields={"purpose": "keperluan", "given_on": "tanggal", "evidence": "bukti"},
    known=_known_consents,
)
LINE = Register(
    sheet="Garis kemiskinan",
    about="Kebutuhan rumah tangga sebulan di suatu wilayah sejak suatu tanggal, dan sumbernya.",
    space="Garis kemiskinan",
    key=("jenis", "wilayah", "berlaku"),
    columns=(
        choice("jenis", LINES),
        code("wilayah", "Kode wilayah, misalnya 36.02."),
        day("berlaku"),
        rupiah("jumlah", "Rupiah sebulan untuk satu rumah tangga."),
        text("sumber", longest=300),
    ),
    table=Line,
    write=_line,
    fields={"kind": "jenis", "area": "wilayah", "monthly_rp": "jumlah", "source": "sumber"},
    known=_known_lines,
)
PRICE = Register(
    sheet="Indeks harga",
    about="Indeks harga konsumen tiap bulan dengan satu tahun dasar, dan sumbernya.",
    space="Indeks harga",
    key=("bulan",),
    columns=(
        Column("bulan", _month, "Tanggal mana saja di bulan itu.", form="day"),
        decimal("indeks", "Misalnya 112,5.", 0, 99_999),
        text("sumber", longest=300),
    ),
    table=PriceIndex,
    write=_price,
    check=_four_decimals,
    fields={"month": "bulan", "index": "indeks", "source": "sumber"},
    known=_known_prices,
)
ANSWERS: tuple[Register, ...] = tuple(_sheet(shipped.latest(each)) for each in SHEETS)
