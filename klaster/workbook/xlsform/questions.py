"""The questions of a form, from its sheet of survey: rows become a tree of groups and repeats."""

import re
from collections.abc import Set
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from klaster.rules import expression
from klaster.rules.instrument import Choice, Question, Type
from klaster.workbook.xlsform import vocabulary
from klaster.workbook.xlsform.choices import Lists
from klaster.workbook.xlsform.sheets import Line, Sheet
from klaster.workbook.xlsform.vocabulary import NO, RUPIAH, YES, YES_NO

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
MOST_DEPTH = 5  # groups within groups

_HOLDER = re.compile(r"(begin|end)[ _](group|repeat)", re.IGNORECASE)
_SELECTS = "|".join(sorted(vocabulary.SELECT_OF, key=len, reverse=True))
_OTHER = r"( or[ _](?:specify[ _])?other)?"
_SELECT = re.compile(rf"({_SELECTS}) (\S+){_OTHER}", re.IGNORECASE)
_FLAGS = {"": False, NO: False, "false": False, "false()": False} | {
    YES: True, "true": True, "true()": True,
}  # fmt: skip
_RECORDED = frozenset((
    "start", "end", "today", "deviceid", "imei", "username", "phonenumber", "email",
    "subscriberid", "simserial", "audit", "start-geopoint", "background-geopoint",
))  # fmt: skip
_ELSEWHERE = re.compile(
    r"select_(one_from_file|multiple_from_file|one_external)\b.*|(csv|xml)-external", re.IGNORECASE
)


@dataclass(slots=True)
class _Held:
    """A group or repeat that has begun, and what it holds so far; the form itself has no line."""

    line: Line | None = None
    question: Question | None = None
    questions: list[Question] = field(default_factory=list)
    is_blank: bool = True  # not a row within, right or wrong


def read(sheet: Sheet, lists: Lists) -> tuple[Question, ...]:
    """The questions in their groups and repeats; what is wrong in a line is noted."""
    sheet.require("label::id")
    open_ = [_Held()]
    first_lines: dict[str, Line] = {}
    for line in sheet.lines:
        kind = " ".join(line["type"].split())
        holder = _HOLDER.fullmatch(kind)
        if holder and holder[1].casefold() == "end":
            _end(open_, vocabulary.HOLDER_OF[holder[2].casefold()], line, sheet)
            continue
        open_[-1].is_blank = False
        question = _question(line, kind, sheet, lists)
        if question is None:
            continue
        _check_name(line, first_lines, sheet)
        if holder:
            if len(open_) > MOST_DEPTH:
                reason = _("paling banyak {most} tingkat kelompok di dalam kelompok")
                sheet.fault(line, "type", reason.format(most=MOST_DEPTH))
            open_.append(_Held(line, question))
        else:
            open_[-1].questions.append(question)
    for held in open_[1:]:
        sheet.fault(
            held.line, "type", _("tidak ditutup; tambahkan baris end_group atau end_repeat")
        )
    for line in sheet.lines:
        _check_expressions(line, first_lines.keys(), sheet)
    if not sheet.lines:
        sheet.fault(None, "type", _("belum ada satu pertanyaan pun"))
    return tuple(open_[0].questions)


def _end(open_: list[_Held], type_: Type, line: Line, sheet: Sheet) -> None:
    """Close the innermost group or repeat, which has to be of this type."""
    held = open_[-1].question
    if held is None or held.type is not type_:
        sheet.fault(line, "type", _("menutup yang tidak dibuka; samakan dengan baris begin_"))
        return
    done = open_.pop()
    if done.is_blank:
        sheet.fault(done.line, "type", _("kosong; isi dengan pertanyaan, atau hapus"))
    open_[-1].questions.append(replace(held, questions=tuple(done.questions)))


def _check_name(line: Line, first_lines: dict[str, Line], sheet: Sheet) -> None:
    name = line["name"]
    if not NAME.fullmatch(name):
        reason = _(
            "diawali huruf kecil, lalu huruf kecil, angka, atau garis bawah; paling banyak 60"
        )
        sheet.fault(line, "name", reason)
    elif (first := first_lines.setdefault(name, line)) is not line:
        reason = _("nama ini sudah dipakai di baris {row}; satu pertanyaan satu nama")
        sheet.fault(line, "name", reason.format(row=first.number))


def _question(line: Line, kind: str, sheet: Sheet, lists: Lists) -> Question | None:
    """The question of a line without what it holds; None, with the fault noted, if no type."""
    found = _type(line, kind, sheet, lists)
    if found is None:
        return None
    type_, choices = found
    labels = line.labels("label")
    if "id" not in labels and type_ is Type.CALCULATED:
        labels = {**labels, "id": line["name"]}  # never shown to who answers; forms leave it out
    elif "id" not in labels and "label::id" in sheet.titles:
        sheet.fault(line, "label::id", _("harus diisi dalam Bahasa Indonesia"))
    _check_appearance(line, sheet)
    return Question(
        id=line["name"],
        type=_as_money(line, type_, sheet),
        labels=labels,
        hints=line.labels("hint"),
        choices=choices,
        is_required=_flag(line, "required", sheet),
        is_sensitive=_flag(line, "sensitive", sheet),
        relevant=line["relevant"],
        constraint=line["constraint"],
        constraint_labels=line.labels("constraint_message"),
        calculation=line["calculation"],
    )


def _type(
    line: Line, kind: str, sheet: Sheet, lists: Lists
) -> tuple[Type, tuple[Choice, ...]] | None:
    """The type that a row names, with its choices."""
    if holder := _HOLDER.fullmatch(kind):
        return vocabulary.HOLDER_OF[holder[2].casefold()], ()
    if select := _SELECT.fullmatch(kind):
        type_, name = vocabulary.SELECT_OF[select[1].casefold()], select[2]
        lists.asked.add(name)
        if select[3]:
            reason = _("pilihan lain yang ditulis sendiri (or_other) belum didukung; buat satu"
                       " pilihan dan satu pertanyaan text dengan relevant")  # fmt: skip
        elif name not in lists.choices:
            reason = _("daftar {list} tidak ada di lembar choices").format(list=name)
        else:
            choices = tuple(lists.choices[name])
            is_ours = type_ is Type.ONE and name == YES_NO and _says_yes_no(choices)
            return (Type.YES_NO, ()) if is_ours else (type_, choices)
    elif kind.casefold() in vocabulary.TYPE_OF:
        return vocabulary.TYPE_OF[kind.casefold()], ()
    elif kind.casefold() in _RECORDED:
        reason = _("Klaster mencatat sendiri waktu dan pengisinya; hapus baris ini")
    elif _ELSEWHERE.fullmatch(kind):
        reason = _("pilihan dari berkas lain belum didukung; tulis di lembar choices")
    else:
        reason = _("jenis pertanyaan ini belum didukung")
    sheet.fault(line, "type", reason)
    return None


def _says_yes_no(choices: tuple[Choice, ...]) -> bool:
    """Whether these are our own yes and no, in the languages the form has."""
    ours = vocabulary.YES_NO_CHOICES
    return [choice.code for choice in choices] == [choice.code for choice in ours] and all(
        choice.labels[language] == own.labels[language]
        for choice, own in zip(choices, ours, strict=True)
        for language in choice.labels
    )


def _as_money(line: Line, type_: Type, sheet: Sheet) -> Type:
    if not line["unit"]:
        return type_
    if line["unit"] != RUPIAH or type_ is not Type.INTEGER:
        sheet.fault(line, "unit", _("hanya {unit}, pada integer").format(unit=RUPIAH))
    return Type.MONEY


def _flag(line: Line, column: str, sheet: Sheet) -> bool:
    said = line[column].casefold()
    if said not in _FLAGS:
        sheet.fault(line, column, _("isi yes atau no; syarat di kolom ini belum didukung"))
    return _FLAGS.get(said, False)


def _check_expressions(line: Line, names: Set[str], sheet: Sheet) -> None:
    """Note what is no expression, or speaks of questions that are not in the form."""
    for column in ("relevant", "constraint", "calculation"):
        if not line[column]:
            continue
        try:
            read_ = expression.parse(line[column])
        except expression.BadExpression as bad:
            sheet.fault(line, column, bad.why(_))
            continue
        for name, _is_sum in expression.questions(read_):
            if name not in names:
                reason = _("tidak ada pertanyaan bernama {name}").format(name=name)
                sheet.fault(line, column, reason)
        if column != "constraint" and expression.speaks_of_itself(read_):
            sheet.fault(line, column, _("titik (.) hanya di constraint"))
    is_calculated = line["type"].strip().casefold() == vocabulary.TYPES[Type.CALCULATED]
    if is_calculated and not line["calculation"]:
        sheet.fault(line, "calculation", _("harus diisi"))
    elif line["calculation"] and not is_calculated:
        sheet.fault(line, "calculation", _("hanya pada calculate; kosongkan"))


def _check_appearance(line: Line, sheet: Sheet) -> None:
    """Note what changes more than the look."""
    strange = [word for word in line["appearance"].split() if word not in vocabulary.HARMLESS]
    if strange:
        reason = _("tampilan {words} mengubah cara menjawab dan belum didukung; kosongkan")
        sheet.fault(line, "appearance", reason.format(words=", ".join(strange)))
