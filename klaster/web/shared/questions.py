"""The fields of a form, from the questions of an instrument; and the answers, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext

from klaster.rules import answering
from klaster.rules.answering import MOST_TIMES, READERS
from klaster.rules.instrument import Instrument, Labels, Question, Type
from klaster.rules.reading import as_date
from klaster.web.shared import words

PREFIX = "j-"
ON, SHOWN, MORE = "lanjut", "tampil", "aksi"
_MOST_RADIOS = 8
# A photo is taken with the phone; a calculated value follows from the answers.
_NOT_TYPED = (Type.PHOTO, Type.CALCULATED)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it is shown; `look` says how. Groups hold `fields`, repeats `blocks`."""

    id: str
    name: str
    look: str
    label: str
    hint: str
    value: str
    fault: str
    is_required: bool
    options: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    blocks: tuple[tuple["Field", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One question with its answer in words; None where it is kept from the reader."""

    label: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it was sent: raw answers, which questions are to be shown, whether it is done.

    It is not while a question that became relevant (`has_unseen`) was not shown yet, or when the
    visitor asked to go on.
    """

    raw: Mapping[str, Any]
    relevant: frozenset[str]
    has_unseen: bool
    is_done: bool


def sheet(asked: Instrument, form: QueryDict) -> Sheet:
    """Read a form that was sent, or an empty one."""
    raw = given(asked.questions, form)
    relevant = answering.relevant(answering.form(asked), raw)
    unseen = {each.id for each in asked if is_answered(each)} & relevant
    unseen -= set(form.getlist(SHOWN))
    return Sheet(raw, relevant, bool(unseen), not unseen and form.get(MORE) != ON)


def said_in(labels: Labels) -> str:
    """The words in the reader's language, or in Indonesian."""
    return labels.get(get_language() or "id") or labels.get("id", "")


def is_answered(question: Question) -> bool:
    """Whether a form asks this question of the visitor."""
    return question.type in READERS and question.type not in _NOT_TYPED


def given(questions: Sequence[Question], form: QueryDict, path: str = PREFIX) -> dict[str, Any]:
    """The raw answers of a form that was sent, by question id; blank blocks of repeats left out."""
    found: dict[str, Any] = {}
    for question in questions:
        name = path + question.id
        if question.type is Type.GROUP:
            found.update(given(question.questions, form, path))
        elif question.type is Type.REPEAT:
            blocks = [given(question.questions, form, f"{name}.{n}.") for n in range(MOST_TIMES)]
            found[question.id] = [block for block in blocks if any(block.values())]
        elif question.type is Type.MANY:
            found[question.id] = form.getlist(name)
        elif is_answered(question):
            found[question.id] = form.get(name, "")
    return {key: value for key, value in found.items() if value}


def fields(
    questions: Sequence[Question],
    raw: Mapping[str, Any],
    relevant: frozenset[str],
    faults: Mapping[str, str],
    path: str = "",
) -> tuple[Field, ...]:
    """The fields of the relevant questions, filled with `raw`; faults stand beside theirs.

    `path` is that of faults: "" or "members.2.".
    """
    shown = [each for each in questions if each.id in relevant and each.type not in _NOT_TYPED]
    return tuple(_field(each, raw, relevant, faults, path) for each in shown)


def _field(
    question: Question,
    raw: Mapping[str, Any],
    relevant: frozenset[str],
    faults: Mapping[str, str],
    path: str,
) -> Field:
    value = raw.get(question.id)
    inside: tuple[Field, ...] = ()
    blocks: tuple[tuple[Field, ...], ...] = ()
    if question.type is Type.GROUP:
        inside = fields(question.questions, raw, relevant, faults, path)
    elif question.type is Type.REPEAT:
        # One block more than was filled in; answers of blocks are named from 0, faults from 1.
        blocks = tuple(
            fields(question.questions, block, relevant, faults, f"{path}{question.id}.{n}.")
            for n, block in enumerate([*(value or ()), {}], 1)
        )[:MOST_TIMES]
    return Field(
        id=question.id,
        name=PREFIX + _name_in_form(path) + question.id,
        look=_look(question),
        label=said_in(question.labels),
        hint=said_in(question.hints),
        value=value if isinstance(value, str) else "",
        fault=faults.get(path + question.id, ""),
        is_required=question.is_required,
        options=_options(question, value),
        fields=inside,
        blocks=blocks,
    )


def _name_in_form(path: str) -> str:
    """`members.2.` of a fault is `members.1.` of a field: blocks are read from 0."""
    if not path:
        return ""
    repeat, number, _ = path.split(".")
    return f"{repeat}.{int(number) - 1}."


def _look(question: Question) -> str:
    if question.type is Type.ONE:
        return "radios" if len(question.choices) <= _MOST_RADIOS else "select"
    looks = {
        Type.YES_NO: "radios", Type.MANY: "boxes", Type.DATE: "date", Type.INTEGER: "number",
        Type.MONEY: "number", Type.DECIMAL: "decimal", Type.NOTE: "note", Type.GROUP: "group",
        Type.REPEAT: "repeat",
    }  # fmt: skip
    return looks.get(question.type, "text")


def _options(question: Question, value: object) -> tuple[Option, ...]:
    if question.type is Type.YES_NO:
        pairs = [("yes", gettext("Ya")), ("no", gettext("Tidak"))]
    else:
        pairs = [(choice.code, said_in(choice.labels)) for choice in question.choices]
    chosen = value if isinstance(value, list) else [value]
    return tuple(Option(code, label, code in chosen) for code, label in pairs)


def said(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    hidden: frozenset[str] = frozenset(),
    before: str = "",
) -> list[Said]:
    """What was answered, question by question; of `hidden` ones only that they exist."""
    found: list[Said] = []
    for question in questions:
        label = before + said_in(question.labels)
        if question.id in hidden:
            found.append(Said(label, None))
        elif question.type is Type.GROUP:
            found += said(question.questions, answers, hidden, before)
        elif question.type is Type.REPEAT:
            for number, block in enumerate(answers.get(question.id, ()), 1):
                found += said(question.questions, block, hidden, f"{label} {number}: ")
        elif question.id in answers:
            found.append(Said(label, _in_words(question, answers[question.id])))
    return found


def _in_words(question: Question, answer: Any) -> str:
    labels = {choice.code: said_in(choice.labels) for choice in question.choices}
    if question.type is Type.ONE:
        return labels.get(answer, answer)
    if question.type is Type.MANY:
        return ", ".join(labels.get(each, each) for each in answer)
    if isinstance(answer, bool):
        return gettext("Ya") if answer else gettext("Tidak")
    if question.type is Type.MONEY:
        return words.rupiah(answer)
    if question.type is Type.DATE:
        return words.day(as_date(answer, question.id))
    return words.number(answer) if isinstance(answer, int) else str(answer)
