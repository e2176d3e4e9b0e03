"""Readiness for independence: criteria answered from inputs, and what follows from the answers.

A rule set is data (`readiness_json` reads and writes it). A criterion is essential, conditional
(only where it applies) or one of a group of which k must be met. Unknown is never taken for met,
and whether it could still turn the outcome is said. What speaks of worship never holds anybody
back unless the rule set says so expressly, and then with a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOT_APPLICABLE = "not_applicable"  # an input that has no value and needs none
Value = Decimal | int | bool | str | None  # of an input; None: not known; text: NOT_APPLICABLE
Inputs = Mapping[str, Value]

SPIRITUAL_WARNING = (
    "Aturan ini menahan orang karena ibadahnya. Data ibadah bersifat peka dan biasanya"
    " tidak menjadi syarat kemandirian; pastikan rapat memang menghendakinya."
)


class Answer(StrEnum):
    """What a criterion comes to for one mitra, group or cooperative."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = NOT_APPLICABLE
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """How much a criterion weighs: always, where it applies, or as one of a group."""

    ESSENTIAL = "essential"
    CONDITIONAL = "conditional"
    COUNTED = "counted"


class Dimension(StrEnum):
    """What a criterion is about, as the founding institution names it."""

    SPIRITUAL = "intellectual_spiritual"
    MANAGERIAL = "managerial"
    FINANCIAL = "financial"


class Comparison(StrEnum):
    """How an input is held against the threshold; IS for yes and no."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    IS = "is"


class Level(StrEnum):
    """Whom a rule set judges."""

    MITRA = "mitra"
    GROUP = "group"
    COOPERATIVE = "cooperative"


class Outcome(StrEnum):
    """What the rules say; the committee decides."""

    READY = "ready"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What an input is held against from a day; `valid_until` is the first day no longer."""

    value: Decimal | bool
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing asked. `labels` by language ("id" is always there); `note` says where from.

    `group` is the code of its group when counted. `applies_if` names a yes/no input: the criterion
    does not apply where that is no; "" where only the input itself can say so.
    """

    code: str
    labels: Mapping[str, str]
    kind: Kind
    dimension: Dimension
    input: str
    comparison: Comparison
    thresholds: tuple[Threshold, ...]
    group: str = ""
    applies_if: str = ""
    is_spiritual: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria of which at least `needed` must be met."""

    code: str
    labels: Mapping[str, str]
    needed: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one level in one version; `source` says whose they are.

    `spiritual_gates`: spiritual criteria may hold somebody back.
    """

    code: str
    version: int
    level: Level
    labels: Mapping[str, str]
    source: str
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...] = ()
    spiritual_gates: bool = False

    @property
    def name(self) -> str:
        """How decisions refer to it: "contoh_mitra_v1"."""
        return f"{self.code}_v{self.version}"

    @property
    def gating(self) -> tuple[Criterion, ...]:
        """The criteria that may hold somebody back."""
        return tuple(one for one in self.criteria if self.spiritual_gates or not one.is_spiritual)

    @property
    def inputs(self) -> frozenset[str]:
        """The inputs that have to be gathered; those of criteria that cannot gate are left out."""
        named = (name for one in self.gating for name in (one.input, one.applies_if))
        return frozenset(filter(None, named))


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion that holds somebody back: not met, or unknown. `group` as in `Criterion`."""

    criterion: str
    answer: Answer
    group: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say and why. `answers` holds those of the criteria that may hold back.

    `is_open`: held only because something is not known; answers to come could make it ready.
    """

    outcome: Outcome
    is_open: bool
    reasons: tuple[Reason, ...]
    answers: Mapping[str, Answer]
    warnings: tuple[str, ...] = ()

    def count(self, answer: Answer) -> int:
        """How many criteria were answered so."""
        return sum(one is answer for one in self.answers.values())


def answers(rules: RuleSet, inputs: Inputs, on: date) -> dict[str, Answer]:
    """Answer every criterion that may hold back, by its code, with the thresholds of a day."""
    return {one.code: answer(one, inputs, on) for one in rules.gating}


def answer(criterion: Criterion, inputs: Inputs, on: date) -> Answer:
    """Answer one criterion; no threshold in force on the day leaves it unknown.

    Attendance of 80 % against "at least 75": met. No instalments ever due: not applicable.
    """
    if criterion.applies_if:
        applies = inputs.get(criterion.applies_if)
        if applies is None:
            return Answer.UNKNOWN
        if applies == NOT_APPLICABLE or not applies:
            return Answer.NOT_APPLICABLE
    value = inputs.get(criterion.input)
    if value == NOT_APPLICABLE:
        return Answer.NOT_APPLICABLE
    threshold = _in_force(criterion.thresholds, on)
    if value is None or isinstance(value, str) or threshold is None:
        return Answer.UNKNOWN
    is_met = _holds(criterion.comparison, value, threshold.value)
    return Answer.MET if is_met else Answer.NOT_MET


def judge(rules: RuleSet, given: Mapping[str, Answer]) -> Judgement:
    """Say whether the answers make ready, and if not what holds back; a missing one is unknown.

    An essential criterion always applies: "not applicable" is no answer to it and counts as
    unknown. In a group what does not apply leaves the count, and at most as many are needed as
    are left. 6 of 10 with 6 met and 4 unknown: ready. With 5 met and 1 unknown: held and open.
    With 3 met and 2 unknown: held, whatever is still answered.
    """
    found = {one.code: _taken(one, given) for one in rules.gating}
    reasons = list(_single(rules, found))
    is_open = all(reason.answer is Answer.UNKNOWN for reason in reasons)
    for group in rules.groups:
        members = [one for one in rules.gating if one.group == group.code]
        short = list(_short(group, members, found))
        if short:
            reasons += short
            is_open &= _could_suffice(group, members, found)
    spiritual = rules.spiritual_gates and any(one.is_spiritual for one in rules.criteria)
    return Judgement(
        outcome=Outcome.HELD if reasons else Outcome.READY,
        is_open=bool(reasons) and is_open,
        reasons=tuple(reasons),
        answers=found,
        warnings=(SPIRITUAL_WARNING,) if spiritual else (),
    )


def _taken(criterion: Criterion, given: Mapping[str, Answer]) -> Answer:
    said = given.get(criterion.code, Answer.UNKNOWN)
    if criterion.kind is Kind.ESSENTIAL and said is Answer.NOT_APPLICABLE:
        return Answer.UNKNOWN
    return said


def _single(rules: RuleSet, found: Mapping[str, Answer]) -> Iterator[Reason]:
    for one in rules.gating:
        said = found[one.code]
        if one.kind is not Kind.COUNTED and said in (Answer.NOT_MET, Answer.UNKNOWN):
            yield Reason(one.code, said)


def _short(
    group: Group, members: Sequence[Criterion], found: Mapping[str, Answer]
) -> Iterator[Reason]:
    """What could still be met of a group that lacks something; nothing when it has enough."""
    met, lacking = _parted(members, found)
    if met < _needed(group, met + len(lacking)):
        yield from lacking


def _could_suffice(group: Group, members: Sequence[Criterion], found: Mapping[str, Answer]) -> bool:
    """Whether the group would have enough if all that is unknown were met."""
    met, lacking = _parted(members, found)
    unknown = sum(reason.answer is Answer.UNKNOWN for reason in lacking)
    return met + unknown >= _needed(group, met + len(lacking))


def _parted(members: Sequence[Criterion], found: Mapping[str, Answer]) -> tuple[int, list[Reason]]:
    """How many are met, and what is not met or unknown."""
    met = sum(found[one.code] is Answer.MET for one in members)
    lacking = [
        Reason(one.code, found[one.code], one.group)
        for one in members
        if found[one.code] in (Answer.NOT_MET, Answer.UNKNOWN)
    ]
    return met, lacking


def _needed(group: Group, applicable: int) -> int:
    return min(group.needed, applicable)


def _in_force(thresholds: Sequence[Threshold], on: date) -> Threshold | None:
    for one in thresholds:
        if one.valid_from <= on and (one.valid_until is None or on < one.valid_until):
            return one
    return None


def _holds(comparison: Comparison, value: Decimal | int, threshold: Decimal | int) -> bool:
    match comparison:
        case Comparison.AT_LEAST:
            return value >= threshold
        case Comparison.MORE_THAN:
            return value > threshold
        case Comparison.AT_MOST:
            return value <= threshold
        case Comparison.LESS_THAN:
            return value < threshold
        case Comparison.IS:
            return value == threshold
