"""Who is ready for independence by the adopted rules, and past decisions judged again.

Reads only. Inputs come from `inputs` and `cooperative_inputs`, the judging from `rules.scoring`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation import cooperative_inputs, inputs
from klaster.domain.graduation.models import Decision, RuleSet
from klaster.domain.programme.models import Programme
from klaster.rules.scoring import readiness, readiness_json

SOURCES = {readiness.Level.MITRA: inputs.MITRA, readiness.Level.GROUP: inputs.GROUP}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one mitra, group or cooperative stands by a rule set on a day."""

    inputs: readiness.Inputs
    judgement: readiness.Judgement


def adopted(organisation_id: UUID, names: Iterable[str]) -> dict[str, RuleSet]:
    """Return the adopted rule sets by name ("contoh_mitra_v1"); unknown names are left out."""
    wanted = set(names)
    if not wanted:
        return {}
    found = RuleSet.objects.filter(organisation_id=organisation_id)
    return {str(each): each for each in found if str(each) in wanted}


def in_force(organisation_id: UUID, level: str, on: date) -> RuleSet | None:
    """Return the rules of a level that were adopted last by a day; None before any were."""
    return (
        RuleSet.objects.filter(organisation_id=organisation_id, level=level, valid_from__lte=on)
        .order_by("-valid_from", "-version", "code")
        .first()
    )


def content(rules: RuleSet) -> readiness.RuleSet:
    """Return what an adopted rule set says."""
    return readiness_json.read(rules.content)


def names(level: readiness.Level) -> Mapping[str, str]:
    """Return the inputs that rules of a level may ask for, in words; surveys are beside them."""
    if level is readiness.Level.COOPERATIVE:
        return cooperative_inputs.NAMES
    return {name: said for each in SOURCES[level] for name, said in each.inputs.items()}


def standings(
    programme: Programme, rules: readiness.RuleSet, parties: Iterable[UUID], on: date
) -> dict[UUID, Standing]:
    """Judge mitra or groups (their parties) of a programme on a day, in a few queries for all."""
    asked = inputs.Asked(programme, tuple(parties), on, rules.spiritual_gates)
    found = inputs.gather(SOURCES[rules.level], asked, rules.inputs)
    return {party: _standing(rules, values, on) for party, values in found.items()}


def of_cooperative(cooperative: Cooperative, rules: readiness.RuleSet, on: date) -> Standing:
    """Judge a cooperative by its own books on a day."""
    known = cooperative_inputs.gather(cooperative, on)
    return _standing(rules, {name: known.get(name) for name in sorted(rules.inputs)}, on)


def reproduce(decision: Decision) -> readiness.Judgement | None:
    """Judge a decision again from what it keeps: its rules, inputs and day; None without rules."""
    if not decision.rules:
        return None
    rules = readiness_json.read(decision.rules)
    return _standing(rules, readiness_json.read_inputs(decision.inputs), decision.on).judgement


def _standing(rules: readiness.RuleSet, values: readiness.Inputs, on: date) -> Standing:
    return Standing(values, readiness.judge(rules, readiness.answers(rules, values, on)))
