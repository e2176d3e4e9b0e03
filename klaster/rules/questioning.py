"""What makes an instrument sound: ids, choices and expressions that hold together.

Every instrument passes here before it is adopted, wherever it was read from. Its answers can then
be checked in one pass, in the order of the questions (`rules.answering`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from klaster.rules import expression
from klaster.rules.instrument import Instrument, Question, Type
from klaster.rules.refusal import Explained

MOST_QUESTIONS = 300
_MOST_CHOICES = 300
_LONGEST_LABEL = 1000
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
_CHOOSING = (Type.ONE, Type.MANY)
_HOLDING = (Type.GROUP, Type.REPEAT)


class BadInstrument(Explained):
    """An instrument that cannot be asked as it stands; `question` is its id, or "-"."""

    code = "bad_instrument"
    message = "Instrumen {instrument}, pertanyaan {question}: {reason}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that came earlier: in which repeat ("" for none), and whether it is sensitive."""

    repeat: str
    is_sensitive: bool


def require_sound(instrument: Instrument) -> None:
    """Raise `BadInstrument` or `BadExpression` unless the instrument can be asked."""
    if not _ID.fullmatch(instrument.code) or len(instrument.code) > 40:
        raise BadInstrument(
            instrument=instrument.code,
            question="-",
            reason="kode instrumen huruf kecil, angka, garis bawah.",
        )
    if not 1 <= instrument.version <= 9999:
        raise BadInstrument(
            instrument=instrument.code, question="-", reason="versi harus 1 sampai 9999."
        )
    if not instrument.questions:
        raise BadInstrument(
            instrument=instrument.code, question="-", reason="belum ada pertanyaan."
        )
    if sum(1 for _ in instrument) > MOST_QUESTIONS:
        raise BadInstrument(
            instrument=instrument.code,
            question="-",
            reason="paling banyak {most} baris.",
            most=MOST_QUESTIONS,
        )
    asked: dict[str, _Asked] = {}
    for question, repeat, is_sensitive in _placed(instrument.questions, "", False):
        _require_shape(instrument, question, asked, repeat)
        _require_expressions(instrument, question, asked, repeat, is_sensitive)
        if is_sensitive and repeat and not asked[repeat].is_sensitive:
            raise BadInstrument(
                instrument=instrument.code,
                question=question.id,
                reason="peka di dalam ulangan {repeat} yang tidak peka.",
                repeat=repeat,
            )
        asked[question.id] = _Asked(repeat, is_sensitive)


def sensitive(instrument: Instrument) -> frozenset[str]:
    """The ids of the questions on worship and belief, those in sensitive groups included."""
    placed = _placed(instrument.questions, "", False)
    return frozenset(question.id for question, _, is_sensitive in placed if is_sensitive)


def _placed(
    questions: tuple[Question, ...], repeat: str, is_sensitive: bool
) -> Iterator[tuple[Question, str, bool]]:
    for question in questions:
        within = is_sensitive or question.is_sensitive
        yield question, repeat, within
        inside = question.id if question.type is Type.REPEAT else repeat
        yield from _placed(question.questions, inside, within)


def _require_shape(
    instrument: Instrument, question: Question, asked: dict[str, _Asked], repeat: str
) -> None:
    if not _ID.fullmatch(question.id):
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="id huruf kecil, angka, garis bawah.",
        )
    if question.id in asked:
        raise BadInstrument(
            instrument=instrument.code, question=question.id, reason="id ini dipakai dua kali."
        )
    if not question.labels.get("id", "").strip():
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="belum berbunyi dalam bahasa Indonesia.",
        )
    if any(len(label) > _LONGEST_LABEL for label in question.labels.values()):
        raise BadInstrument(
            instrument=instrument.code, question=question.id, reason="bunyinya terlalu panjang."
        )
    _require_choices(instrument, question)
    if (question.type in _HOLDING) is not bool(question.questions):
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="hanya dan selalu kelompok yang berisi.",
        )
    if question.type is Type.REPEAT and repeat:
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="ulangan di dalam ulangan belum didukung.",
        )
    if (question.type is Type.CALCULATED) is not bool(question.calculation):
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="hanya dan selalu hitungan yang berumus.",
        )


def _require_choices(instrument: Instrument, question: Question) -> None:
    if (question.type in _CHOOSING) is not bool(question.choices):
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="hanya dan selalu pilihan yang berpilihan.",
        )
    codes = [choice.code for choice in question.choices]
    if len(codes) > _MOST_CHOICES or len(set(codes)) < len(codes):
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="pilihannya kembar atau terlalu banyak.",
        )
    if not all(_CODE.fullmatch(code) for code in codes):
        raise BadInstrument(
            instrument=instrument.code,
            question=question.id,
            reason="kode pilihan huruf, angka, garis.",
        )


def _require_expressions(
    instrument: Instrument,
    question: Question,
    asked: dict[str, _Asked],
    repeat: str,
    is_sensitive: bool,
) -> None:
    roles = ((question.relevant, False), (question.constraint, True), (question.calculation, False))
    for text, is_constraint in roles:
        if not text:
            continue
        parsed = expression.parse(text)
        if expression.speaks_of_itself(parsed) and not is_constraint:
            raise BadInstrument(
                instrument=instrument.code,
                question=question.id,
                reason="titik hanya untuk syarat jawaban.",
            )
        for name, is_sum in expression.questions(parsed):
            if name == question.id and is_constraint:
                continue
            if name not in asked:
                raise BadInstrument(
                    instrument=instrument.code,
                    question=question.id,
                    reason="menyebut {name} yang tidak ditanyakan lebih dahulu.",
                    name=name,
                )
            earlier = asked[name]
            if is_sum is not (earlier.repeat not in ("", repeat)):
                raise BadInstrument(
                    instrument=instrument.code,
                    question=question.id,
                    reason="{name} berulang: hanya dan selalu lewat sum dari luar ulangannya.",
                    name=name,
                )
            if earlier.is_sensitive and not is_sensitive:
                # Its value, or that it was asked at all, would tell what is kept apart.
                raise BadInstrument(
                    instrument=instrument.code,
                    question=question.id,
                    reason="memakai {name} yang peka, jadi harus peka juga.",
                    name=name,
                )
