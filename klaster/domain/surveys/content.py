"""Instruments as content: the JSON of an adopted one, and the YAML of one that is shipped.

The phone reads the same content. Reading is strict: what is not known is refused, not passed over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from klaster.rules import reading
from klaster.rules.instrument import Choice, Instrument, Labels, Question, Type
from klaster.rules.questioning import MOST_QUESTIONS, require_sound
from klaster.rules.refusal import BadField

_LANGUAGES = ("id", "en")
_INSTRUMENT = frozenset({"code", "version", "labels", "subject", "source", "licence", "questions"})
_QUESTION = frozenset(
    {
        "id", "type", "labels", "hints", "choices", "required", "sensitive", "relevant",
        "constraint", "constraint_labels", "calculation", "questions",
    }
)  # fmt: skip
_CHOICE = frozenset({"code", "labels"})
_DEEPEST = 6


def read(content: object) -> Instrument:
    """Return the instrument of a content. Raises `BadField`, `BadInstrument`, `BadExpression`."""
    values = _known(content, _INSTRUMENT, "instrumen")
    instrument = Instrument(
        code=reading.read_text(values, "code", longest=40),
        version=reading.read_int(values, "version", 1, 9999),
        labels=_labels(values, "labels", needed=True),
        subject=reading.read_choice(values, "subject", ("mitra", "group", "cooperative")),
        source=reading.read_text(values, "source", longest=1000),
        licence=reading.read_text(values, "licence", longest=300),
        questions=_questions(values, "", 1),
    )
    require_sound(instrument)
    return instrument


def written(instrument: Instrument) -> dict[str, Any]:
    """Return the content of an instrument; `read` makes the same instrument of it."""
    return {
        "code": instrument.code,
        "version": instrument.version,
        "labels": dict(instrument.labels),
        "subject": instrument.subject,
        "source": instrument.source,
        "licence": instrument.licence,
        "questions": [_question_written(each) for each in instrument.questions],
    }


def _question_written(question: Question) -> dict[str, Any]:
    parts = {
        "id": question.id,
        "type": question.type.value,
        "labels": dict(question.labels),
        "hints": dict(question.hints),
        "choices": [{"code": each.code, "labels": dict(each.labels)} for each in question.choices],
        "required": question.is_required,
        "sensitive": question.is_sensitive,
        "relevant": question.relevant,
        "constraint": question.constraint,
        "constraint_labels": dict(question.constraint_labels),
        "calculation": question.calculation,
        "questions": [_question_written(each) for each in question.questions],
    }
    return {key: value for key, value in parts.items() if value}


def _questions(values: Mapping[str, Any], path: str, depth: int) -> tuple[Question, ...]:
    if depth > _DEEPEST:
        raise BadField(field=path, reason="paling dalam {most} tingkat.", most=_DEEPEST)
    rows = reading.read_list(values, "questions", MOST_QUESTIONS)
    return tuple(
        _question(row, f"{path}questions.{number}", depth) for number, row in enumerate(rows, 1)
    )


def _question(row: object, path: str, depth: int) -> Question:
    values = _known(row, _QUESTION, path)
    with reading.within(path):
        return Question(
            id=reading.read_text(values, "id", longest=60),
            type=Type(reading.read_choice(values, "type", [each.value for each in Type])),
            labels=_labels(values, "labels", needed=True),
            hints=_labels(values, "hints"),
            choices=_choices(reading.read_list(values, "choices")),
            is_required=reading.read_flag(values, "required", default=False),
            is_sensitive=reading.read_flag(values, "sensitive", default=False),
            relevant=reading.read_text(values, "relevant", 1000, default=""),
            constraint=reading.read_text(values, "constraint", 1000, default=""),
            constraint_labels=_labels(values, "constraint_labels"),
            calculation=reading.read_text(values, "calculation", 1000, default=""),
            questions=_questions(values, f"{path}.", depth + 1),
        )


def _choices(rows: Sequence[object]) -> tuple[Choice, ...]:
    found = []
    for number, row in enumerate(rows, 1):
        values = _known(row, _CHOICE, f"choices.{number}")
        with reading.within(f"choices.{number}"):
            code = reading.read_text(values, "code", longest=40)
            found.append(Choice(code, _labels(values, "labels", needed=True)))
    return tuple(found)


def _labels(values: Mapping[str, Any], name: str, *, needed: bool = False) -> Labels:
    if not needed and values.get(name) is None:
        return {}
    texts = _known(reading.read_mapping(values, name), frozenset(_LANGUAGES), name)
    with reading.within(name):
        return {
            language: reading.read_text(texts, language, longest=1000)
            for language in _LANGUAGES
            if language == "id" or texts.get(language) is not None
        }


def _known(value: object, keys: frozenset[str], name: str) -> Mapping[str, Any]:
    values = reading.as_mapping(value, name)
    for unknown in values.keys() - keys:
        raise BadField(field=f"{name}.{unknown}", reason="tidak dikenal.")
    return values
