"""Monte-Carlo bands around `herd.expect`: many families, each drawn animal by animal.

Chance is passed in as a seed; the same seed gives the same families on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from klaster.rules.herd import Herd

_MASK = (1 << 64) - 1


class Chance:
    """SplitMix64 (Steele, Lea and Flood, 2014), a small sequence of numbers from one seed.

    Seed 0 begins with 16294208416658607535 (0xE220A8397B1DCDAF).
    """

    def __init__(self, seed: int) -> None:
        self.state = seed & _MASK

    def bits(self) -> int:
        """The next 64 bits."""
        self.state = state = (self.state + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        return state ^ (state >> 31)

    def happens(self, chance: float) -> bool:
        """True with the given chance."""
        return (self.bits() >> 11) * 2.0**-53 < chance

    def repeats(self, chance: float) -> int:
        """How often in a row something of this chance happens before it does not (geometric)."""
        if chance >= 1:
            return _FOR_EVER
        if chance <= 0:
            return 0
        return min(_FOR_EVER, int(log(((self.bits() >> 11) + 1) * 2.0**-53) / log(chance)))


_FOR_EVER = 10**6  # months; beyond any horizon


@dataclass(frozen=True, slots=True)
class Family:
    """What became of one drawn family: counts by month, and the months of its passes, in order."""

    females: tuple[int, ...]
    males: tuple[int, ...]
    passes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Of many drawn families, by month: the 5th and 95th percentile and the mean."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    mean: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Bands by month and, over all families, how the obligation went.

    `first_pass_on`: the 5th, 50th and 95th percentile of its month, None where the share of
    families that passed on within the horizon does not reach that far.
    """

    females: Band
    males: Band
    passed_on: Band
    first_pass_on: tuple[int | None, int | None, int | None]
    met_by_deadline: float


def draw(herd: Herd, months: int, runs: int, seed: int) -> Drawn:
    """`runs` (>= 1) families over `months`, and what is common to 90 % of them."""
    chance = Chance(seed)
    families = [draw_family(herd, months, chance) for _ in range(runs)]
    firsts = sorted(family.passes[0] for family in families if family.passes)
    met = sum(
        sum(month <= herd.deadline for month in family.passes) >= herd.owed for family in families
    )
    return Drawn(
        females=_band([family.females for family in families]),
        males=_band([family.males for family in families]),
        passed_on=_band([_so_far(family.passes, months) for family in families]),
        first_pass_on=(
            _at(firsts, runs * 5 // 100),
            _at(firsts, runs * 50 // 100),
            _at(firsts, runs * 95 // 100),
        ),
        met_by_deadline=met / runs,
    )


def draw_family(herd: Herd, months: int, chance: Chance) -> Family:
    """One family, drawn by the model that `herd` describes."""
    females, males = [0] * (months + 2), [0] * (months + 2)
    grown: list[int] = []  # months in which a daughter of a placed female reached the pass age
    births: list[int] = []
    for _ in range(herd.females):
        births += _live(herd, 0, herd.placed_age, months, females, chance)
    for month in births:
        _bear(herd, month, months, (females, males), grown, chance)
    grown.sort()
    passes, staying = grown[: herd.owed], grown[herd.owed :]
    while staying:
        month = staying.pop()
        for birth in _live(herd, month, herd.pass_age, months, females, chance):
            _bear(herd, birth, months, (females, males), staying, chance)
    return Family(_running(females, months), _running(males, months), tuple(passes))


def _live(
    herd: Herd, start: int, age: int, months: int, count: list[int], chance: Chance
) -> list[int]:
    """A female from month `start`; enters her life in `count`, answers the months of her births."""
    life, _ = _lifetime(herd, age, months + 1 - start, chance)
    end = start + life
    _enter(count, start, end, months)
    births = []
    open_from = start + max(0, herd.maturity_age - age)
    while open_from < min(end, months):
        birth = open_from + chance.repeats(1 - herd.fertility) + herd.gestation
        if birth >= end or birth > months:
            break
        births.append(birth)
        open_from = birth + herd.rest
    return births


def _bear(
    herd: Herd,
    month: int,
    months: int,
    counts: tuple[list[int], list[int]],
    grown: list[int],
    chance: Chance,
) -> None:
    """One litter: counts each while young, and adds the month each daughter is of pass age."""
    females, males = counts
    point = (chance.bits() >> 11) * 2.0**-53
    size = 1
    for part in herd.litter[:-1]:
        point -= part
        if point < 0:
            break
        size += 1
    for _ in range(size):
        if not chance.happens(herd.female_share):
            life, _ = _lifetime(herd, 0, herd.sale_age, chance)
            _enter(males, month, month + life, months)
            continue
        life, is_alive = _lifetime(herd, 0, herd.pass_age, chance)
        _enter(females, month, month + life, months)
        if is_alive and month + life <= months:
            grown.append(month + life)


def _lifetime(herd: Herd, age: int, longest: int, chance: Chance) -> tuple[int, bool]:
    """How many months an animal of `age` is there, at most `longest`, and if it then lives."""
    lived = 0
    for kept, until in (
        (herd.kept_before_weaning, herd.weaning_age),
        (herd.kept_young, herd.maturity_age),
        (herd.kept_adult, _FOR_EVER),
    ):
        left = min(until - age, longest) - lived
        if left > 0:
            survived = chance.repeats(kept)
            if survived < left:
                return lived + survived + 1, False
            lived += left
    return lived, True


def _enter(count: list[int], start: int, end: int, months: int) -> None:
    if start <= months:
        count[start] += 1
        count[min(end, months + 1)] -= 1


def _running(changes: Sequence[int], months: int) -> tuple[int, ...]:
    total, by_month = 0, []
    for change in changes[: months + 1]:
        total += change
        by_month.append(total)
    return tuple(by_month)


def _so_far(passes: Sequence[int], months: int) -> tuple[int, ...]:
    changes = [0] * (months + 1)
    for month in passes:
        changes[month] += 1
    return _running(changes, months)


def _band(rows: Sequence[Sequence[int]]) -> Band:
    low, high, mean = [], [], []
    for column in zip(*rows, strict=True):
        ordered = sorted(column)
        low.append(ordered[len(ordered) * 5 // 100])
        high.append(ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)])
        mean.append(sum(ordered) / len(ordered))
    return Band(tuple(low), tuple(high), tuple(mean))


def _at(ordered: Sequence[int], place: int) -> int | None:
    return ordered[place] if place < len(ordered) else None
