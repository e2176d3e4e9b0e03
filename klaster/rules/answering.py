"""Checking answers: raw ones in (JSON, or text from a form), checked and calculated ones out.

One pass in the order of the questions. Answers to questions that are not relevant are dropped,
and a required question is missed only where it is relevant. Every bad answer is named.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from klaster.rules import amount, evaluation, reading
from klaster.rules.evaluation import Value
from klaster.rules.expression import BadExpression, Expression, parse
from klaster.rules.instrument import Instrument, Question, Type
from klaster.rules.questioning import sensitive
from klaster.rules.refusal import BadField, Refused

MOST_TIMES = 50  # a repeat is answered
LONGEST_TEXT = 2000
_GREATEST = 10**15
_PLACES = 6  # decimals of a calculated value that is not whole

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_THOUSANDS = re.compile(r"(?:Rp\s*)?([0-9]{1,3}(?:\.[0-9]{3})+)", re.ASCII)
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?", re.ASCII)
_YES, _NO = ("yes", "ya", "true"), ("no", "tidak", "false")
_SILENT = (Type.NOTE, Type.GROUP)


class BadAnswers(Refused):
    """Answers that cannot be taken; `faults` are `BadField`s by the id of their question."""

    code = "bad_answers"
    message = "Jawaban belum dapat diterima: {faults}"

    def said(self, translate: Callable[[str], str] = str) -> str:
        """All faults in one sentence."""
        faults = "; ".join(each.said(translate) for each in self.data["faults"])
        return translate(self.message).format(faults=faults)


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers as they are kept, JSON by question id; those on worship and belief by themselves."""

    answers: Mapping[str, Any]
    sensitive: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """An instrument made ready to check many answers: its expressions are parsed once."""

    instrument: Instrument
    sensitive: frozenset[str]
    parsed: Mapping[str, Expression]


@dataclass(slots=True)
class _Sheet:
    """What has been read so far: answers to keep, their values, and the faults."""

    answers: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Value | list[Value]] = field(default_factory=dict)
    relevant: set[str] = field(default_factory=set)
    faults: list[BadField] = field(default_factory=list)


def form(instrument: Instrument) -> Form:
    """Prepare a sound instrument (`questioning.require_sound`) for its answers."""
    texts = {
        text
        for question in instrument
        for text in (question.relevant, question.constraint, question.calculation)
        if text
    }
    return Form(instrument, sensitive(instrument), {text: parse(text) for text in texts})


def check(asked: Form, raw: Mapping[str, Any]) -> Checked:
    """Check the answers to an instrument and calculate what follows from them.

    Raises `BadAnswers` with a fault for every bad or missing answer and every unknown question.
    """
    sheet = _read(asked, raw)
    if sheet.faults:
        raise BadAnswers(faults=tuple(sheet.faults))
    apart = {key: value for key, value in sheet.answers.items() if key in asked.sensitive}
    plain = {key: value for key, value in sheet.answers.items() if key not in asked.sensitive}
    return Checked(plain, apart)


def relevant(asked: Form, raw: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the questions to show, given the answers so far; bad ones count as not given."""
    return frozenset(_read(asked, raw).relevant)


def _read(asked: Form, raw: Mapping[str, Any]) -> _Sheet:
    sheet = _Sheet()
    _ask(asked, asked.instrument.questions, raw, sheet, "")
    known = {question.id for question in asked.instrument}
    for unknown in sorted(map(str, raw.keys() - known))[:20]:
        sheet.faults.append(BadField(field=unknown[:60], reason="bukan pertanyaan instrumen ini."))
    return sheet


def _ask(
    asked: Form,
    questions: Sequence[Question],
    raw: Mapping[str, Any],
    sheet: _Sheet,
    path: str,
) -> None:
    """Read the answers to some questions; `path` stands before the ids of those in a repeat."""
    for question in questions:
        name = path + question.id
        try:
            if question.relevant and not _holds(asked, question.relevant, sheet):
                continue
            sheet.relevant.add(question.id)
            if question.type is Type.GROUP:
                _ask(asked, question.questions, raw, sheet, path)
            elif question.type is Type.REPEAT:
                _repeat(asked, question, raw.get(question.id), sheet, name)
            elif question.type is Type.CALCULATED:
                value = evaluation.evaluate(asked.parsed[question.calculation], sheet.values)
                _keep(question, _calculated(value), sheet)
            elif question.type not in _SILENT:
                _answer(asked, question, raw.get(question.id), sheet, name)
        except BadField as fault:
            sheet.faults.append(fault)
        except BadExpression:
            sheet.faults.append(BadField(field=name, reason="hasilnya terlalu besar."))


def _answer(asked: Form, question: Question, given: object, sheet: _Sheet, name: str) -> None:
    answer = None if _is_blank(given) else READERS[question.type](question, given, name)
    if answer is None or answer == []:
        if question.is_required:
            raise BadField(field=name, reason="harus diisi.")
        return
    if question.constraint:
        here = _value(question, answer)
        values = {**sheet.values, question.id: here}
        holds = evaluation.evaluate(asked.parsed[question.constraint], values, here)
        if not evaluation.is_true(holds):
            said = question.constraint_labels.get("id")
            if said:
                raise BadField(field=name, reason="{said}", said=said)
            raise BadField(field=name, reason="tidak memenuhi syarat pertanyaannya.")
    _keep(question, answer, sheet)


def _repeat(asked: Form, question: Question, given: object, sheet: _Sheet, name: str) -> None:
    times = [] if _is_blank(given) else given
    if not isinstance(times, list | tuple) or len(times) > MOST_TIMES:
        raise BadField(field=name, reason="harus daftar, paling banyak {most}.", most=MOST_TIMES)
    if question.is_required and not times:
        raise BadField(field=name, reason="harus diisi.")
    inner = [_Sheet(values=dict(sheet.values)) for _ in times]
    for number, (one, raw) in enumerate(zip(inner, times, strict=True)):
        path = f"{name}.{number + 1}."
        if not isinstance(raw, Mapping):
            raise BadField(field=path.rstrip("."), reason="harus berupa objek JSON")
        _ask(asked, question.questions, raw, one, path)
        sheet.faults += one.faults
        sheet.relevant |= one.relevant
    if not times:
        sheet.relevant |= {each.id for each in question.questions}
    if inner:
        sheet.answers[question.id] = [one.answers for one in inner]
    for each in _every(question.questions):
        found = [one.values.get(each.id) for one in inner]
        sheet.values[each.id] = [None if isinstance(one, list) else one for one in found]


def _every(questions: Sequence[Question]) -> list[Question]:
    return [each for question in questions for each in (question, *_every(question.questions))]


def _keep(question: Question, answer: Any, sheet: _Sheet) -> None:
    if answer is not None:
        sheet.answers[question.id] = answer
        sheet.values[question.id] = _value(question, answer)


def _holds(asked: Form, text: str, sheet: _Sheet) -> bool:
    return evaluation.is_true(evaluation.evaluate(asked.parsed[text], sheet.values))


def _value(question: Question, answer: Any) -> Value:
    """An answer as expressions see it: numbers exact, yes and no as XLSForm's codes."""
    if question.type is Type.YES_NO:
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return tuple(answer)
    if isinstance(answer, bool):
        return answer
    if question.type is Type.DECIMAL or isinstance(answer, int):
        return Fraction(answer)
    return str(answer)


def _calculated(value: Value) -> Any:
    """A calculated value as JSON: whole numbers as such, others as text rounded to six places."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return int(value)
        steps = amount.round_to(value * 10**_PLACES)
        return amount.to_text(steps, _PLACES).rstrip("0").rstrip(".")
    return list(value) if isinstance(value, tuple) else value


def _is_blank(given: object) -> bool:
    return given is None or given in ("", [], ()) or (isinstance(given, str) and not given.strip())


def _text(question: Question, given: object, name: str) -> str:
    if not isinstance(given, str):
        raise BadField(field=name, reason="harus berupa teks")
    text = given.strip().replace("\r\n", "\n")
    if len(text) > LONGEST_TEXT:
        raise BadField(field=name, reason="paling panjang {longest} huruf", longest=LONGEST_TEXT)
    if not text.replace("\n", "").replace("\t", "").isprintable():
        raise BadField(field=name, reason="memuat huruf yang tidak dapat dicetak")
    return text


def _whole(question: Question, given: object, name: str) -> int:
    if isinstance(given, str):
        text = given.strip()
        thousands = _THOUSANDS.fullmatch(text)
        text = thousands[1].replace(".", "") if thousands else text
        given = int(text) if _WHOLE.fullmatch(text) else given
    if isinstance(given, Decimal) and given.is_finite() and given == given.to_integral_value():
        given = int(amount.to_decimal(given, name))
    if not isinstance(given, int) or isinstance(given, bool):
        raise BadField(field=name, reason="harus bilangan bulat")
    if abs(given) > _GREATEST:
        raise BadField(field=name, reason="angkanya terlalu besar.")
    return given


def _money(question: Question, given: object, name: str) -> int:
    amount_rp = _whole(question, given, name)
    if amount_rp < 0:
        raise BadField(field=name, reason="tidak boleh kurang dari nol.")
    return amount_rp


def _decimal(question: Question, given: object, name: str) -> str:
    text = given.strip().replace(",", ".") if isinstance(given, str) else given
    return format(amount.to_decimal(text, name), "f")


def _date(question: Question, given: object, name: str) -> str:
    text = given.isoformat() if isinstance(given, date) else given
    return reading.as_date(text.strip() if isinstance(text, str) else text, name).isoformat()


def _yes_no(question: Question, given: object, name: str) -> bool:
    word = given.strip().lower() if isinstance(given, str) else given
    if isinstance(word, bool):
        return word
    if word in _YES or word in _NO:
        return word in _YES
    raise BadField(field=name, reason="jawab ya atau tidak.")


def _one(question: Question, given: object, name: str) -> str:
    code = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    codes = [choice.code for choice in question.choices]
    if not isinstance(code, str) or code.strip() not in codes:
        raise BadField(field=name, reason="pilih salah satu: {choices}", choices=", ".join(codes))
    return code.strip()


def _many(question: Question, given: object, name: str) -> list[str]:
    each = given.split() if isinstance(given, str) else given
    if not isinstance(each, list | tuple) or len(each) > len(question.choices):
        raise BadField(field=name, reason="harus daftar pilihan.")
    chosen = {_one(question, code, name) for code in each}
    return [choice.code for choice in question.choices if choice.code in chosen]


def _place(question: Question, given: object, name: str) -> str:
    parts = given.split() if isinstance(given, str) else []
    if 2 <= len(parts) <= 4 and all(map(_DEGREES.fullmatch, parts[:2])):
        latitude, longitude = map(Decimal, parts[:2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return " ".join(parts[:2])
    raise BadField(field=name, reason="tulis lintang dan bujur, misalnya -6.56 106.25")


READERS: Mapping[Type, Callable[[Question, object, str], Any]] = {
    Type.TEXT: _text,
    Type.INTEGER: _whole,
    Type.MONEY: _money,
    Type.DECIMAL: _decimal,
    Type.DATE: _date,
    Type.YES_NO: _yes_no,
    Type.ONE: _one,
    Type.MANY: _many,
    Type.PHOTO: _text,
    Type.PLACE: _place,
}
