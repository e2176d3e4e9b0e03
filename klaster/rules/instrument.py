"""What an instrument is: questions as data, in a version that freezes once it was answered.

One definition serves the web, the phone, the workbook and XLSForm. Read from `surveys`' YAML or
from an XLSForm; what a face shows and what a command accepts both follow from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Labels = Mapping[str, str]  # language ("id", "en") → text; "id" is always there


class Type(StrEnum):
    """What a question asks for, and so the form of its answer in JSON.

    TEXT, PHOTO (the id of the file) and PLACE ("lat lon") are text; INTEGER and MONEY (rupiah)
    whole numbers; DECIMAL text with a point; DATE "2014-03-06"; YES_NO true or false; ONE the code
    of a choice, MANY a list of codes; NOTE and a CALCULATED question are not answered. A GROUP
    only gathers its questions; a REPEAT is answered by a list of objects.
    """

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    ONE = "one"
    MANY = "many"
    NOTE = "note"
    PHOTO = "photo"
    PLACE = "place"
    CALCULATED = "calculated"
    GROUP = "group"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a ONE or MANY question."""

    code: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or a group or repeat of questions.

    `relevant`, `constraint` and `calculation` are expressions (`rules.expression`); "" is none.
    `is_sensitive` marks what speaks of worship and belief: kept apart, with a consent of its own.
    """

    id: str
    type: Type
    labels: Labels
    hints: Labels = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    is_sensitive: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_labels: Labels = field(default_factory=dict)
    calculation: str = ""
    questions: tuple["Question", ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire in one version. `subject` is whom it asks about: mitra, group, cooperative.

    `source` says where the questions come from and `licence` on what terms they may be used.
    """

    code: str
    version: int
    labels: Labels
    subject: str
    source: str
    licence: str
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        """Every question in the order asked, groups and repeats before what they hold."""
        yield from _within(self.questions)


def _within(questions: tuple[Question, ...]) -> Iterator[Question]:
    for question in questions:
        yield question
        yield from _within(question.questions)
