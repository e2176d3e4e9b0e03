"""The surveys of the story: before, each year, at the exit, and after it. All answers are made up.

Some are missing, as they are in life: who was away, who would not be asked about worship.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from klaster.demo.cast import EXIT, Mitra, is_held
from klaster.demo.following import Found
from klaster.demo.households import NEEDS, Household, household, price_indices, rounded
from klaster.demo.ledger import SEED, Story
from klaster.demo.places import DISTRICT
from klaster.workbook.registers.surveys import SHEETS

BEFORE, YEARLY, AT_EXIT, AFTER = "sebelum program", "tahunan", "pelepasan", "setelah program"
YEARS = (date(2011, 12, 5), date(2012, 12, 3))
LAST_ASKED = EXIT - timedelta(days=40)
LATER = (12, 24, 36)  # months after the exit at which the household is asked again
AWAY, NO_WORSHIP = 0.05, 0.12  # the part that is not asked in a round, and not about worship
SOURCE = "contoh buatan; ganti dengan survei atau angka resmi"


def ask(story: Story, mitra: Sequence[Mitra]) -> list[Household]:
    """Tell the surveys until the exit; return the households, whose later years follow."""
    chance = Random(SEED + 2)
    _lines(story)
    households = [household(chance, one) for one in mitra]
    for home in households:
        one = home.mitra
        asked_of_worship = chance.random() > NO_WORSHIP
        if asked_of_worship:
            story.add(
                "Persetujuan", mitra=one.code, keperluan="ibadah dan keagamaan", tanggal=one.since,
                bukti="formulir persetujuan (contoh)",
            )  # fmt: skip
        before = one.since + timedelta(days=chance.randrange(1, 9))
        _tell(story, "feasibility", one, before, BEFORE, _feasible(chance, home, before))
        for when, stage in _whens(one, before):
            if stage != BEFORE and chance.random() < AWAY:
                continue
            on = when + timedelta(days=chance.randrange(0, 12))
            _asked(story, chance, home, on, stage, asked_of_worship)
    return households


def ask_after(story: Story, households: Sequence[Household], found: Sequence[Found]) -> None:
    """Tell what households said at later rounds, of those who were found."""
    chance = Random(SEED + 4)
    homes = {home.mitra.code: home for home in households}
    for each in found:
        if each.business and each.month in LATER and chance.random() > AWAY:
            answers = _economy(chance, homes[each.mitra.code], each.on)
            _tell(story, "household_economy", each.mitra, each.on, AFTER, answers)


def _lines(story: Story) -> None:
    for since, amount in NEEDS:
        story.add(
            "Garis kemiskinan", jenis="survei kebutuhan", wilayah=DISTRICT,
            berlaku=since, jumlah=amount, sumber=SOURCE,
        )  # fmt: skip
    for month, index in price_indices():
        story.add("Indeks harga", bulan=month, indeks=index, sumber=SOURCE)


def _whens(one: Mitra, before: date) -> list[tuple[date, str]]:
    """When a mitra is asked: at the start, in each year of the programme, at its end."""
    whens = [(before, BEFORE), *((day, YEARLY) for day in YEARS), (LAST_ASKED, AT_EXIT)]
    return [(day, stage) for day, stage in whens if one.until is None or day < one.until]


def _asked(
    story: Story, chance: Random, home: Household, on: date, stage: str, is_of_worship: bool
) -> None:
    one = home.mitra
    economy = _economy(chance, home, on)
    _tell(story, "household_economy", one, on, stage, economy)
    if stage != BEFORE:
        _tell(story, "outlook", one, on, stage, _outlook(chance, home))
    if stage in (BEFORE, AT_EXIT):
        income = sum(economy[f"income_{part}"] for part in ("business", "wage", "other"))
        worship = _worship(chance, stage) if is_of_worship else {}
        material = {"household_size": home.size, "income": income}
        _tell(story, "cibest", one, on, stage, material | worship)
        _tell(story, "ppi_indonesia_2010", one, on, stage, _ppi(chance, home, stage))
    if stage == AT_EXIT:
        _tell(story, "independence", one, on, stage, _independent(chance, home))


def _feasible(chance: Random, home: Household, on: date) -> dict[str, Any]:
    income = home.income(chance, on)
    return {
        "household_size": home.size,
        "house_ownership": chance.choice(("own", "own", "own", "family", "rented")),
        "income": income,
        "spending": rounded(income * chance.uniform(0.85, 1.05)),
        "has_business": "tidak",
        "willing_group": "ya",
        "willing_repay": "ya",
    }


def _economy(chance: Random, home: Household, on: date) -> dict[str, Any]:
    income = home.income(chance, on)
    own = rounded(income * chance.uniform(0.55, 0.9))
    wage = rounded((income - own) * chance.uniform(0.5, 1))
    spent = rounded(income * chance.uniform(0.8, 1.02))
    food = rounded(spent * chance.uniform(0.5, 0.68))
    return {
        "household_size": home.size,
        "income_business": own,
        "income_wage": wage,
        "income_other": income - own - wage,
        "spending_food": food,
        "spending_other": spent - food,
        "assets_value": rounded(income * chance.uniform(2, 7)),
        "savings_value": rounded(max(income - spent, 0) * chance.uniform(0.5, 6)),
        "debts_value": rounded(income * chance.uniform(0, 1.5)),
    }


def _worship(chance: Random, stage: str) -> dict[str, str]:
    levels = "333444455" if stage == BEFORE else "3444445555"
    return {f"s{n}": chance.choice(levels) for n in range(1, 6)}


def _outlook(chance: Random, home: Household) -> dict[str, str]:
    levels = "12333" if is_held(home.mitra) else "233444445"
    names = ("confidence", "initiative", "saving_habit", "leadership", "helping")
    return {name: chance.choice(levels) for name in names}


_PPI: Mapping[str, tuple[str, str]] = {  # the letters to draw from, before and at the exit
    "q2": ("ABBC", "ACCC"), "q3": ("AABBBC", "AABBBC"), "q4": ("BCCDE", "CCDDE"),
    "q5": ("AAB", "AABBB"), "q6": ("AAAB", "AABBC"), "q7": ("AAAB", "ABBB"), "q8": ("AAAB", "AABB"),
    "q9": ("AAAB", "AABB"), "q10": ("AAAB", "AABB"),
}  # fmt: skip


def _ppi(chance: Random, home: Household, stage: str) -> dict[str, str]:
    answers = {"q1": "FEDCBA"[min(home.size, 6) - 1]}
    for question, letters in _PPI.items():
        answers[question] = chance.choice(letters[stage == AT_EXIT])
    return answers


def _independent(chance: Random, home: Household) -> dict[str, str]:
    is_behind = is_held(home.mitra)
    saves = "tidak" if is_behind and chance.random() < 0.5 else "ya"
    answers = {
        "work": "casual" if is_behind else chance.choice(("one", "one", "more")),
        "saves": saves,
        "covers_needs": "tidak" if is_behind else "ya",
    }
    if saves == "ya":
        answers["savings_purpose"] = chance.choice(("daily", "emergency", "investment"))
    return answers


def _tell(
    story: Story, code: str, one: Mitra, on: date, stage: str, answers: Mapping[str, Any]
) -> None:
    story.add(SHEETS[code], mitra=one.code, tanggal=on, tahap=stage, **answers)
