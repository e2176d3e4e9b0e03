"""`klaster calc herd`: JSON values in, the simulation of a livestock pass-on as JSON values out.

Also called by the simulator page before a contract is signed.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from klaster.rules import herd_chance, reading
from klaster.rules.herd import (
    Expectation,
    Herd,
    expect,
    families_by_cycle,
    families_by_month,
)
from klaster.rules.refusal import BadField

MONTHS = 240
HEAD_PER_FAMILY = 100
HEAD = 100_000
RUNS = 20_000
DRAWN_HEAD_MONTHS = 5_000_000  # what may be drawn while somebody waits: a few seconds
CYCLES = 12
LITTER = 6


def herd_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The simulation of `values`; see `read_herd` for the keys that describe the herd.

    Further keys: families (1), months (the deadline), cycles (5), runs (1000), seed (1).
    Heads are averages per family rounded to thousandths, chances to ten-thousandths.
    Raises `BadField`, which names the key and the reason.
    """
    herd = read_herd(values)
    families = reading.read_int(values, "families", 1, HEAD // herd.females, default=1)
    months = max(
        herd.deadline, reading.read_int(values, "months", 1, MONTHS, default=herd.deadline)
    )
    cycles = reading.read_int(values, "cycles", 1, CYCLES, default=5)
    runs = reading.read_int(values, "runs", 0, RUNS, default=1000)
    seed = reading.read_int(values, "seed", 0, 2**63 - 1, default=1)

    first = expect(herd, months)
    next_ = expect(_of_next_family(herd), months)
    served = families_by_month(first, next_, herd.females, families)
    drawn = None
    if runs:
        if runs * (sum(first.females) + sum(first.males) + months) > DRAWN_HEAD_MONTHS:
            raise BadField(
                field="runs", reason="terlalu banyak untuk kawanan ini; kurangi runs atau months"
            )
        drawn = herd_chance.draw(herd, months, runs, seed)
    cycle_families = families_by_cycle(first, next_, herd.females, families, cycles)
    return {
        "months": [_month(m, first, served, drawn) for m in range(months + 1)],
        "first_pass_on": {
            "half_by_month": _first_month_at(first.first_pass_on, 0.5),
            "band": list(drawn.first_pass_on) if drawn else None,
        },
        "met_by_deadline": {
            "deadline_months": herd.deadline,
            "chance": round(first.met[herd.deadline], 4),
            "drawn": round(drawn.met_by_deadline, 4) if drawn else None,
        },
        "passed_on_per_family": {
            "by_deadline": round(first.passed_on[herd.deadline], 3),
            "eventually": round(first.eventually_passed, 3),
        },
        "families_by_cycle": [round(number, 3) for number in cycle_families],
        "runs": runs,
        "seed": seed,
    }


def read_herd(values: Mapping[str, Any]) -> Herd:
    """A `Herd` from JSON values; months are whole numbers, chances "0.25" or 0.25.

    Required: females, owed, deadline_months, fertility, litter (list of chances of 1, 2, …),
    mortality_before_weaning, mortality_adult, gestation_months, weaning_age, maturity_age.
    Optional: mortality_young (as adult), rest_months (weaning_age), pass_age (weaning_age),
    sale_age (maturity_age), placed_age (maturity_age), female_share (0.5).
    """
    mortality_adult = _chance(values, "mortality_adult")
    weaning_age = reading.read_int(values, "weaning_age", 1, MONTHS)
    maturity_age = reading.read_int(values, "maturity_age", weaning_age, MONTHS)
    return Herd(
        females=reading.read_int(values, "females", 1, HEAD_PER_FAMILY),
        owed=reading.read_int(values, "owed", 0, HEAD_PER_FAMILY),
        deadline=reading.read_int(values, "deadline_months", 1, MONTHS),
        fertility=_chance(values, "fertility"),
        litter=_litter(values),
        mortality_before_weaning=_chance(values, "mortality_before_weaning"),
        mortality_young=_chance(values, "mortality_young", mortality_adult),
        mortality_adult=mortality_adult,
        gestation=reading.read_int(values, "gestation_months", 1, MONTHS),
        rest=reading.read_int(values, "rest_months", 0, MONTHS, default=weaning_age),
        weaning_age=weaning_age,
        pass_age=reading.read_int(values, "pass_age", weaning_age, maturity_age, weaning_age),
        maturity_age=maturity_age,
        sale_age=reading.read_int(values, "sale_age", weaning_age, MONTHS, default=maturity_age),
        placed_age=reading.read_int(values, "placed_age", 0, MONTHS, default=maturity_age),
        female_share=_chance(values, "female_share", 0.5),
    )


def _of_next_family(herd: Herd) -> Herd:
    """The same obligation, begun with animals as young as they are passed on."""
    return replace(herd, placed_age=herd.pass_age)


def _month(
    month: int,
    first: Expectation,
    served: tuple[float, ...],
    drawn: herd_chance.Drawn | None,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "month": month,
        "females": round(first.females[month], 3),
        "males": round(first.males[month], 3),
        "passed_on": round(first.passed_on[month], 3),
        "met": round(first.met[month], 4),
        "families_served": round(served[month], 3),
    }
    if drawn:
        row["females_band"] = [drawn.females.low[month], drawn.females.high[month]]
        row["males_band"] = [drawn.males.low[month], drawn.males.high[month]]
        row["passed_on_band"] = [drawn.passed_on.low[month], drawn.passed_on.high[month]]
    return row


def _first_month_at(chances: tuple[float, ...], least: float) -> int | None:
    return next((month for month, chance in enumerate(chances) if chance >= least), None)


def _exact(value: object, name: str) -> Decimal:
    """A chance as exact number; JSON numbers come as float and are read as they were written."""
    written = format(Decimal(repr(value)), "f") if isinstance(value, float) else value
    return reading.read_decimal({name: written}, name, 0, 1)


def _chance(values: Mapping[str, Any], name: str, default: float | None = None) -> float:
    value = values.get(name)
    if value is None and default is not None:
        return default
    return float(_exact(value, name))


def _litter(values: Mapping[str, Any]) -> tuple[float, ...]:
    parts = reading.read_list(values, "litter", most=LITTER)
    chances = [_exact(part, f"litter.{n}") for n, part in enumerate(parts, 1)]
    if sum(chances) != 1:
        raise BadField(field="litter", reason="peluang lahir 1, 2, … ekor harus berjumlah tepat 1")
    return tuple(float(chance) for chance in chances)
