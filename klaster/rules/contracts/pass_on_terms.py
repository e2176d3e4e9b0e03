"""The terms of a livestock pass-on, and where one stands while its history is folded.

What the events of such a contract do stands in `pass_on`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from klaster.rules import reading
from klaster.rules.contracts import folding, heads
from klaster.rules.contracts.heads import Heads
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.refusal import BadField

GROUP, CLUSTER, COOPERATIVE = "group", "cluster", "cooperative"  # whose queue is next

ALL_COUNT, ONE_PER_LITTER = "all_count", "one_per_litter"  # of twins, how many may be passed on
STILL_OWED, WAIVED_EACH = "still_owed", "waived"  # offspring that dies before weaning
OBLIGATION_MET, FIRST_PASS_ON = "obligation_met", "first_pass_on"  # what frees the dam

WAIVED, REPLACE, SHARED, INSURED, CHARGED = "waived", "replace", "shared", "insured", "charged"
CONSEQUENCES = (WAIVED, REPLACE, SHARED, INSURED, CHARGED)

# Used for a cause the contract does not name.
USUAL_LOSSES = {
    heads.NATURAL_DEATH: WAIVED,
    heads.DISEASE: WAIVED,
    heads.FORCE_MAJEURE: WAIVED,
    heads.THEFT: SHARED,
    heads.NEGLIGENCE: REPLACE,
    heads.UNREPORTED_SALE: CHARGED,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is placed, what is owed for it, and what a loss leads to.

    `base_value` and `cash_price` (per head owed; 0: no cash instead) in the currency's smallest
    step. An offspring may be passed on when it is weaned and has the minimum age or the minimum
    weight (0: not asked for). `either_sex`: one of the other sex counts too. `losses` says for
    each cause who bears a placed animal; of a `shared` loss the keeper bears `keeper_pct`.
    """

    species: str
    females: int
    males: int
    base_value: int
    owed_females: int
    owed_males: int
    deadline_months: int
    losses: Mapping[str, str]
    common: Common
    either_sex: bool = False
    min_age_months: int = 0
    min_weight_kg: Decimal = Decimal(0)
    cash_price: int = 0
    keeper_pct: int = 50
    to: str = GROUP
    twins: str = ALL_COUNT
    death_before_weaning: str = STILL_OWED
    dam_freed_by: str = OBLIGATION_MET


@dataclass(slots=True)
class Keeping(folding.Standing):
    """What the keeper holds and owes: heads by age, the claim in rupiah, what is to be replaced.

    `owned` are animals whose title passed before the end. `passed` counts offspring passed on.
    """

    placed: Heads = field(default_factory=Heads)
    unweaned: Heads = field(default_factory=Heads)
    weaned: Heads = field(default_factory=Heads)
    owned: Heads = field(default_factory=Heads)
    owed: Heads = field(default_factory=Heads)
    to_replace: Heads = field(default_factory=Heads)
    value: int = 0
    receivable: int = 0
    litters: int = 0
    passed: int = 0

    @property
    def in_custody(self) -> Heads:
        """All animals in the keeper's hands whose title has not passed."""
        held = Heads()
        for part in (self.placed, self.unweaned, self.weaned):
            held.add(part)
        return held


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON; raises `BadField` naming the field."""
    common = read_common(values)
    placed = heads.read(values)
    owed_females = reading.read_int(values, "owed_females", 0, heads.MOST, default=0)
    owed_males = reading.read_int(values, "owed_males", 0, heads.MOST, default=0)
    if not owed_females + owed_males:
        raise BadField(field="owed_females", reason="sebutkan jumlah anak yang wajib digulirkan")
    return Terms(
        species=reading.read_choice(values, "species", heads.SPECIES),
        females=placed.females,
        males=placed.males,
        base_value=reading.read_money(values, "base_value", common.decimals),
        owed_females=owed_females,
        owed_males=owed_males,
        deadline_months=reading.read_int(values, "deadline_months", 1, 240),
        losses=_read_losses(values),
        common=common,
        either_sex=reading.read_flag(values, "either_sex", default=False),
        min_age_months=reading.read_int(values, "min_age_months", 0, 240, default=0),
        min_weight_kg=reading.read_decimal(values, "min_weight_kg", 0, 2000, default=Decimal(0)),
        cash_price=reading.read_money(values, "cash_price", common.decimals, default=0),
        keeper_pct=reading.read_int(values, "keeper_pct", 0, 100, default=50),
        to=reading.read_choice(values, "to", (GROUP, CLUSTER, COOPERATIVE), default=GROUP),
        twins=reading.read_choice(values, "twins", (ALL_COUNT, ONE_PER_LITTER), default=ALL_COUNT),
        death_before_weaning=reading.read_choice(
            values, "death_before_weaning", (STILL_OWED, WAIVED_EACH), default=STILL_OWED
        ),
        dam_freed_by=reading.read_choice(
            values, "dam_freed_by", (OBLIGATION_MET, FIRST_PASS_ON), default=OBLIGATION_MET
        ),
    )


def new_keeping(terms: Terms) -> Keeping:
    """The standing at signing: all owed, nothing placed."""
    return Keeping(owed=Heads(terms.owed_females, terms.owed_males))


def _read_losses(values: Mapping[str, Any]) -> Mapping[str, str]:
    given = values.get("losses")
    if given is None:
        return USUAL_LOSSES
    given = reading.as_mapping(given, "losses")
    with reading.within("losses"):
        for cause in given:
            if cause not in heads.CAUSES:
                raise BadField(
                    field=str(cause),
                    reason="sebab tidak dikenal; pilih {choices}",
                    choices=", ".join(heads.CAUSES),
                )
        return {
            cause: reading.read_choice(given, cause, CONSEQUENCES, default=usual)
            for cause, usual in USUAL_LOSSES.items()
        }
