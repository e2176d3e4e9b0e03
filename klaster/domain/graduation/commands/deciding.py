"""What a committee decided on each mitra, and figures once published, put on record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.graduation import readiness as standing
from klaster.domain.graduation.models import Claim, Decision
from klaster.domain.graduation.readiness import Standing
from klaster.domain.programme.models import Programme
from klaster.rules.refusal import Refused
from klaster.rules.scoring import readiness, readiness_json


class OverriddenWithoutReason(Refused):
    code = "overridden_without_reason"
    message = (
        "Menurut aturan {rule} mitra ini {judged}; keputusan lain memerlukan alasan."
        " Tuliskan alasannya."
    )


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A committee's decision on one mitra.

    Where `rule` names adopted rules ("contoh_mitra_v1") the inputs are gathered, and a decision
    unlike what follows from them needs an `override_reason`. Otherwise it is free text, and
    `inputs` are kept as given.
    """

    id: UUID
    party_id: UUID
    outcome: str
    reason: str
    sat: str
    rule: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    override_reason: str = ""


@command("graduation.decide_many")
def decide_many(
    *, by: Actor, on: date, programme: Programme, rows: Sequence[NewDecision]
) -> list[Decision]:
    """Record decisions of a committee; the same ids again change nothing.

    Raises `OverriddenWithoutReason`.
    """
    known = set(
        Decision.objects.filter(
            organisation_id=by.organisation_id, id__any=[row.id for row in rows]
        ).values_list("id", flat=True)
    )
    judged = _judged(by, on, programme, [row for row in rows if row.id not in known])
    decisions = []
    for number, row in enumerate(rows, 1):
        found = judged.get(row.id)
        decision = Decision(
            id=row.id,
            organisation_id=by.organisation_id,
            programme=programme,
            party_id=row.party_id,
            on=on,
            outcome=row.outcome,
            reason=row.reason,
            sat=row.sat,
            rule=row.rule,
            inputs=dict(row.inputs),
        )
        if found is not None:
            _keep_judgement(decision, row, *found, number)
        decisions.append(decision)
    return Decision.objects.bulk_create(decisions, ignore_conflicts=True)


def _judged(
    by: Actor, on: date, programme: Programme, rows: Sequence[NewDecision]
) -> dict[UUID, tuple[readiness.RuleSet, Standing]]:
    """The rows whose criteria are adopted rules of mitra, with those and what follows from them."""
    by_rule: dict[str, list[NewDecision]] = defaultdict(list)
    for row in rows:
        by_rule[row.rule].append(row)
    found: dict[UUID, tuple[readiness.RuleSet, Standing]] = {}
    for name, adopted in standing.adopted(by.organisation_id, by_rule).items():
        rules = standing.content(adopted)
        if rules.level is readiness.Level.MITRA:
            parties = {row.party_id for row in by_rule[name]}
            judged = standing.standings(programme, rules, parties, on)
            found |= {row.id: (rules, judged[row.party_id]) for row in by_rule[name]}
    return found


def _keep_judgement(
    decision: Decision, row: NewDecision, rules: readiness.RuleSet, found: Standing, number: int
) -> None:
    """Keep rules and inputs as they are today; refuse to differ from them without a reason."""
    decision.rules = readiness_json.write(rules)
    decision.inputs = readiness_json.write_inputs(found.inputs)
    decision.judged = found.judgement.outcome.value
    is_ready = found.judgement.outcome is readiness.Outcome.READY
    if is_ready is (decision.outcome == Decision.Outcome.INDEPENDENT):
        return
    if not row.override_reason:
        raise OverriddenWithoutReason(
            rule=rules.name, judged=decision.get_judged_display().lower(), row=number,
            field="override_reason",
        )  # fmt: skip
    decision.override_reason = row.override_reason


@command("graduation.claim_many")
def claim_many(*, by: Actor, on: date, claims: Sequence[Claim]) -> list[Claim]:
    """Put published figures on the register of claims; the same ids again change nothing."""
    for claim in claims:
        claim.organisation_id = by.organisation_id
    return Claim.objects.bulk_create(claims, ignore_conflicts=True)
