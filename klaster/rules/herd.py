"""What a livestock pass-on can be expected to do, before the contract is signed.

The exact expectation, month by month; `herd_chance` draws the bands around it, `calc_herd` reads
and writes JSON. Numbers here are chances and averages (float), never amounts of value.

The model. One family is given `females` that owe `owed` female offspring. Every female offspring
that reaches `pass_age` is passed on until all owed are passed; later ones stay and breed. An open
(not pregnant, not resting) mature female conceives in a month with chance `fertility`, gives
birth `gestation` months later and rests `rest` months. Males are sold at `sale_age`. Sires are
assumed to be at hand and are not counted. A month's survivors first live through it, then age.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

Chances = tuple[float, ...]  # at k: chance of exactly k offspring; the last place: k or more


@dataclass(frozen=True, slots=True)
class Herd:
    """One family's herd and obligation. Ages and durations in months, chances from 0 to 1.

    `litter[n-1]`: chance that n are born (they add to 1). `mortality_before_weaning` is over the
    whole time to weaning, `mortality_young` (weaning to maturity) and `mortality_adult` are yearly.
    weaning_age <= pass_age <= maturity_age; placed females are `placed_age` old at the start.
    """

    females: int
    owed: int
    deadline: int
    fertility: float
    litter: tuple[float, ...]
    mortality_before_weaning: float
    mortality_young: float
    mortality_adult: float
    gestation: int
    rest: int
    weaning_age: int
    pass_age: int
    maturity_age: int
    sale_age: int
    placed_age: int
    female_share: float = 0.5

    @property
    def kept_before_weaning(self) -> float:
        """Chance of living through one month before weaning."""
        return float((1 - self.mortality_before_weaning) ** (1 / max(self.weaning_age, 1)))

    @property
    def kept_young(self) -> float:
        """Chance of living through one month between weaning and maturity."""
        return float((1 - self.mortality_young) ** (1 / 12))

    @property
    def kept_adult(self) -> float:
        """Chance of living through one month when mature."""
        return float((1 - self.mortality_adult) ** (1 / 12))

    def kept_at(self, age: int) -> float:
        """Chance that an animal of `age` months lives through the month."""
        if age < self.weaning_age:
            return self.kept_before_weaning
        return self.kept_young if age < self.maturity_age else self.kept_adult

    def kept_between(self, start: int, end: int) -> float:
        """Chance of living from age `start` to age `end`."""
        chance = 1.0
        for age in range(start, end):
            chance *= self.kept_at(age)
        return chance


@dataclass(frozen=True, slots=True)
class Expectation:
    """One family's future; the tuples run by month from 0 (the placement).

    `females` and `males` count all animals with the family, young ones too. `passed_on` is the
    expected number passed on so far, `first_pass_on` and `met` the chance that the first, and all,
    have been. `eventually_passed` is what `passed_on` goes to when nobody watches the calendar.
    """

    females: tuple[float, ...]
    males: tuple[float, ...]
    passed_on: tuple[float, ...]
    first_pass_on: tuple[float, ...]
    met: tuple[float, ...]
    eventually_passed: float


def expect(herd: Herd, months: int) -> Expectation:
    """The exact expectation over `months`.

    Exact though the obligation ends at a count: before it ends only placed females have given
    offspring that count, so their number has a distribution that can be carried along whole;
    after it, every animal breeds independently and averages add.
    """
    births, placed = _life_of_placed(herd, months)
    distributions = [
        counted(herd, chances) for chances in _offspring_by_month(herd, months, herd.owed)
    ]
    met = tuple(chances[-1] for chances in distributions)
    passed_on = tuple(_mean(chances) for chances in distributions)
    per_birth = sum(n * chance for n, chance in enumerate(herd.litter, 1))
    raised = herd.kept_between(0, herd.pass_age) * herd.female_share * per_birth
    passing = [0.0, *(later - now for now, later in pairwise(passed_on))]
    staying = [
        max(0.0, (births[t - herd.pass_age] * raised if t >= herd.pass_age else 0.0) - passing[t])
        for t in range(months + 1)
    ]
    grown, grown_births = _life_of_staying(herd, staying)
    born = [(a + b) * per_birth for a, b in zip(births, grown_births, strict=True)]
    young = _window(herd, [b * per_birth * herd.female_share for b in births], herd.pass_age)
    return Expectation(
        females=tuple(map(sum, zip(placed, grown, young, strict=True))),
        males=tuple(_window(herd, [b * (1 - herd.female_share) for b in born], herd.sale_age)),
        passed_on=passed_on,
        first_pass_on=tuple(
            max(0.0, 1 - chances[0]) if herd.owed else 1.0 for chances in distributions
        ),
        met=met,
        eventually_passed=_mean(counted(herd, _offspring_ever(herd, herd.owed))),
    )


def families_by_cycle(
    first: Expectation, next_: Expectation, females: int, families: int, cycles: int
) -> tuple[float, ...]:
    """Families served in each cycle when every keeper goes on until the obligation is met.

    `first` expects for the placed animals, `next_` for young ones just passed on; a next family
    is served with as many `females` as the first. Only deaths of dams that still owe, and of
    young before they breed, reduce the number; late offspring are late, not lost.
    """
    served = [float(families)]
    for cycle in range(1, cycles):
        before = first if cycle == 1 else next_
        served.append(served[-1] * before.eventually_passed / females)
    return tuple(served)


def families_by_month(
    first: Expectation, next_: Expectation, females: int, families: int
) -> tuple[float, ...]:
    """Families served so far, by month: each animal passed on serves `1 / females` of a family."""
    months = len(first.passed_on)
    gone_first = _steps(first.passed_on)
    gone_next = _steps(next_.passed_on)
    placed = [float(families)]  # families first served in each month
    for month in range(1, months):
        heads = families * gone_first[month]
        heads += sum(placed[start] * gone_next[month - start] for start in range(1, month))
        placed.append(heads / females)
    served, so_far = [], 0.0
    for number in placed:
        so_far += number
        served.append(so_far)
    return tuple(served)


def counted(herd: Herd, per_dam: Chances) -> Chances:
    """Chances of the family's count when each of its females has `per_dam`, capped alike."""
    return _power(per_dam, herd.females)


def _cycle(herd: Herd, at: list[float], kept: float) -> tuple[list[float], float]:
    """One month on for mature females `at` each place of the cycle; also how many give birth.

    Places: 0 open, then months pregnant, then months resting; the place after the last is 0.
    """
    length = herd.gestation + herd.rest
    after = [0.0] * length
    after[0] = at[0] * kept * (1 - herd.fertility)
    births = 0.0
    for place, number in enumerate(at):
        moving = number * kept * (herd.fertility if place == 0 else 1.0)
        if place + 1 == herd.gestation:
            births = moving
        after[(place + 1) % length] += moving
    return after, births


def _life_of_placed(herd: Herd, months: int) -> tuple[list[float], list[float]]:
    """Expected births by, and number of, the placed females, by month."""
    growing = max(0, herd.maturity_age - herd.placed_age)
    at = [0.0] * (herd.gestation + herd.rest)
    alive = float(herd.females)
    births, number = [0.0], [alive]
    for month in range(1, months + 1):
        born = 0.0
        if month <= growing:
            alive *= herd.kept_at(herd.placed_age + month - 1)
            if month == growing:
                at[0] = alive
        else:
            if month == 1:
                at[0] = alive
            at, born = _cycle(herd, at, herd.kept_adult)
            alive = sum(at)
        births.append(born)
        number.append(alive)
    return births, number


def _life_of_staying(herd: Herd, arriving: list[float]) -> tuple[list[float], list[float]]:
    """Expected number of, and births by, females that stay: `arriving` at pass age by month.

    Their own daughters arrive in turn (all stay) and are counted from birth.
    """
    per_birth = sum(n * chance for n, chance in enumerate(herd.litter, 1)) * herd.female_share
    young = [0.0] * herd.maturity_age  # by age; from birth for daughters, from pass age for others
    at = [0.0] * (herd.gestation + herd.rest)
    number, births = [], []
    for month, arrived in enumerate(arriving):
        born = 0.0
        if month:
            at, born = _cycle(herd, at, herd.kept_adult)
            survivors = [n * herd.kept_at(age) for age, n in enumerate(young)]
            at[0] += survivors[-1] if survivors else 0.0
            young = [born * per_birth, *survivors[:-1]]
        if herd.pass_age < herd.maturity_age:
            young[herd.pass_age] += arrived
        else:
            at[0] += arrived
        number.append(sum(young) + sum(at))
        births.append(born)
    return number, births


def _window(herd: Herd, born: list[float], until: int) -> list[float]:
    """Number alive and younger than `until`, by month, of those `born` by month."""
    kept = [herd.kept_between(0, age) for age in range(until)]
    return [
        sum(born[month - age] * kept[age] for age in range(min(until, month + 1)))
        for month in range(len(born))
    ]


def _raised(herd: Herd, cap: int) -> Chances:
    """Chances of how many daughters of one litter reach the pass age."""
    one = herd.female_share * herd.kept_between(0, herd.pass_age)
    single = (1 - one, one, *(0.0,) * (cap - 1)) if cap else (1.0,)
    total = [0.0] * (cap + 1)
    daughters = _none(cap)
    for chance in herd.litter:
        daughters = _convolve(daughters, single)
        for k, value in enumerate(daughters):
            total[k] += chance * value
    return tuple(total)


def _offspring_by_month(herd: Herd, months: int, cap: int) -> Iterator[Chances]:
    """For one placed female: chances of her daughters that reached the pass age, by month."""
    litter = _raised(herd, cap)
    growing = max(0, herd.maturity_age - herd.placed_age)
    kept = herd.kept_adult
    grown = herd.kept_between(herd.placed_age, herd.maturity_age)
    at: list[list[float]] = [[0.0] * (cap + 1) for _ in range(herd.gestation + herd.rest)]
    at[0][0] = grown
    dead = [1 - grown] + [0.0] * cap
    for month in range(months + 1):
        if month < herd.pass_age + growing + 1:
            yield _none(cap)
            continue
        total = [number * (1 - kept) for number in _sum(at)]
        dead = [a + b for a, b in zip(dead, total, strict=True)]
        columns = [_cycle(herd, [place[k] for place in at], kept) for k in range(cap + 1)]
        at = [[columns[k][0][place] for k in range(cap + 1)] for place in range(len(at))]
        births = tuple(column[1] for column in columns)
        newborn = _convolve(births, litter)
        mothers = at[herd.gestation % len(at)]
        for k in range(cap + 1):
            mothers[k] += newborn[k] - births[k]
        yield tuple(a + b for a, b in zip(dead, _sum(at), strict=True))


def _offspring_ever(herd: Herd, cap: int) -> Chances:
    """For one placed female: chances of her daughters that ever reach the pass age.

    A mature open female gives birth before dying with chance q; the number of daughters D is
    nothing, or a litter L and, if she lives through the rest, D again:
    D = (1 - q) + q L ((1 - r) + r D), solved from count 0 upwards.
    """
    kept, fertility = herd.kept_adult, herd.fertility
    litter = _raised(herd, cap)
    if not (kept and fertility and cap and any(litter[1:])):
        return _none(cap)
    conceives = kept * fertility / (1 - kept + kept * fertility)
    births = conceives * kept ** (herd.gestation - 1)
    rests = kept**herd.rest
    ever = [0.0] * (cap + 1)
    for k in range(cap):
        again = sum(ever[j] * litter[k - j] for j in range(k))
        value = births * ((1 - rests) * litter[k] + rests * again) + (0.0 if k else 1 - births)
        ever[k] = value / (1 - births * rests * litter[0])
    ever[cap] = max(0.0, 1 - sum(ever))
    grown = herd.kept_between(herd.placed_age, herd.maturity_age)
    return (1 - grown + grown * ever[0], *(grown * chance for chance in ever[1:]))


def _sum(at: list[list[float]]) -> list[float]:
    return [sum(column) for column in zip(*at, strict=True)]


def _none(cap: int) -> Chances:
    """The count is nought for certain."""
    return (1.0, *(0.0,) * cap)


def _convolve(a: Chances, b: Chances) -> Chances:
    """Chances of the sum of two counts; what goes beyond the last place stays in it."""
    cap = len(a) - 1
    total = [0.0] * cap
    for i, left in enumerate(a[:-1]):
        if left:
            for k, right in enumerate(b[: cap - i], i):
                total[k] += left * right
    return (*total, max(0.0, sum(a) * sum(b) - sum(total)))


def _power(chances: Chances, times: int) -> Chances:
    """Chances of the sum of `times` (>= 1) counts."""
    if times == 1:
        return chances
    half = _power(chances, times // 2)
    whole = _convolve(half, half)
    return _convolve(whole, chances) if times % 2 else whole


def _mean(chances: Chances) -> float:
    return sum(k * chance for k, chance in enumerate(chances))


def _steps(cumulative: tuple[float, ...]) -> list[float]:
    return [cumulative[0], *(later - now for now, later in pairwise(cumulative))]
