"""The simulation of a pass-on: exact where it can be, drawn where it must be."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaster.rules import herd_chance
from klaster.rules.calc_herd import herd_json, read_herd
from klaster.rules.herd import expect, families_by_cycle, families_by_month
from klaster.rules.herd_chance import Chance, draw
from klaster.rules.refusal import BadField
from tests.golden import golden

SHEEP = {
    "females": 3,
    "owed": 3,
    "deadline_months": 24,
    "fertility": "0.4",
    "litter": ["0.6", "0.35", "0.05"],
    "mortality_before_weaning": "0.15",
    "mortality_adult": "0.06",
    "gestation_months": 5,
    "weaning_age": 3,
    "pass_age": 6,
    "maturity_age": 8,
}

CHANCES = st.integers(0, 100).map(lambda n: n / 100)
SOME = st.integers(1, 95).map(lambda n: n / 100)


@st.composite
def herds(draw_from, mortality=CHANCES):
    weaning = draw_from(st.integers(1, 4))
    passing = draw_from(st.integers(weaning, 6))
    single = draw_from(CHANCES)
    return replace(
        read_herd(SHEEP),
        females=draw_from(st.integers(1, 3)),
        owed=draw_from(st.integers(0, 4)),
        fertility=draw_from(SOME),
        litter=(single, 1 - single),
        mortality_before_weaning=draw_from(mortality),
        mortality_young=draw_from(mortality),
        mortality_adult=draw_from(mortality),
        gestation=draw_from(st.integers(1, 6)),
        rest=draw_from(st.integers(0, 4)),
        weaning_age=weaning,
        pass_age=passing,
        maturity_age=draw_from(st.integers(passing, 9)),
        sale_age=draw_from(st.integers(weaning, 9)),
        placed_age=draw_from(st.integers(0, 12)),
    )


def repaying_one(herd):
    """The obligation "repay one": one female back for each one placed."""
    herd = replace(herd, owed=herd.females)
    return herd, replace(herd, placed_age=herd.pass_age)


def cycles_of(herd, families=100, cycles=6):
    herd, later = repaying_one(herd)
    return families_by_cycle(expect(herd, 1), expect(later, 1), herd.females, families, cycles)


@settings(max_examples=50, deadline=None)
@given(herds(mortality=st.integers(2, 60).map(lambda n: n / 100)))
def test_repay_one_with_deaths_serves_fewer_families_each_cycle(herd):
    served = cycles_of(herd)
    assert all(later < before for before, later in pairwise(served))


@settings(max_examples=50, deadline=None)
@given(herds(mortality=st.just(0.0)))
def test_repay_one_without_deaths_serves_as_many_families_for_ever(herd):
    assert cycles_of(herd) == pytest.approx([100] * 6)


def test_deaths_before_weaning_alone_delay_but_lose_no_family():
    herd = replace(read_herd(SHEEP), mortality_adult=0.0, mortality_young=0.0)
    harsh = replace(herd, mortality_before_weaning=0.6)
    assert cycles_of(harsh) == pytest.approx([100] * 6)
    assert expect(harsh, 24).met[24] < expect(herd, 24).met[24]


@settings(max_examples=15, deadline=None)
@given(herds(), st.integers(0, 2**64 - 1))
def test_expectation_is_within_the_drawn_band(herd, seed):
    months, runs = 30, 200
    expected, drawn = expect(herd, months), draw(herd, months, runs, seed)
    for month in range(months + 1):
        for exact, band in (
            (expected.females, drawn.females),
            (expected.males, drawn.males),
            (expected.passed_on, drawn.passed_on),
        ):
            # Six standard errors; a herd's spread is at most about its size, plus one.
            allowed = 6 * (1 + band.high[month] - band.low[month]) / runs**0.5
            assert abs(exact[month] - band.mean[month]) <= allowed


def test_expectation_is_the_mean_of_many_families():
    herd = replace(read_herd(SHEEP), placed_age=2, sale_age=12)
    expected, drawn = expect(herd, 36), draw(herd, 36, 3000, seed=11)
    for month in range(37):
        assert expected.females[month] == pytest.approx(drawn.females.mean[month], abs=0.15)
        assert expected.males[month] == pytest.approx(drawn.males.mean[month], abs=0.1)
        assert expected.passed_on[month] == pytest.approx(drawn.passed_on.mean[month], abs=0.08)
    assert expected.met[24] == pytest.approx(drawn.met_by_deadline, abs=0.03)


@settings(max_examples=20, deadline=None)
@given(herds())
def test_chances_are_chances_and_grow_with_time(herd):
    expected = expect(herd, 40)
    for chances in (expected.met, expected.first_pass_on):
        assert all(0 <= chance <= 1 + 1e-9 for chance in chances)
        assert all(a <= b + 1e-9 for a, b in pairwise(chances))
    assert expected.passed_on[-1] <= expected.eventually_passed + 1e-9
    assert expected.eventually_passed <= herd.owed + 1e-9


@settings(max_examples=10, deadline=None)
@given(herds(), st.integers(0, 2**64 - 1))
def test_same_seed_gives_the_same_families(herd, seed):
    assert draw(herd, 30, 20, seed) == draw(herd, 30, 20, seed)


def test_other_seed_gives_other_families():
    herd = read_herd(SHEEP)
    assert draw(herd, 60, 50, 1) != draw(herd, 60, 50, 2)


def test_chance_is_splitmix64():
    chance = Chance(0)
    assert [chance.bits() for _ in range(3)] == [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
    ]


def test_certain_ewe_passes_on_by_the_calendar():
    """Conceives at once, five months, weaned and passed on at three: one lamb, month 8."""
    herd = replace(
        read_herd(SHEEP),
        females=1, owed=1, fertility=1.0, litter=(1.0,), female_share=1.0, pass_age=3,
        mortality_before_weaning=0.0, mortality_young=0.0, mortality_adult=0.0,
    )  # fmt: skip
    expected = expect(herd, 18)
    assert expected.met == (0.0,) * 8 + (1.0,) * 11
    # Months 0-4 the ewe, 5-7 with the lamb; it goes in 8; rest of 3 and 5 months: next in 13.
    assert expected.females == (1.0,) * 5 + (2.0,) * 3 + (1.0,) * 5 + (2.0,) * 6
    drawn = draw(herd, 18, 3, seed=5)
    assert drawn.first_pass_on == (8, 8, 8)
    assert drawn.females.mean == expected.females


def test_families_by_month_follow_the_passes():
    herd, later = repaying_one(replace(read_herd(SHEEP), mortality_adult=0.0))
    served = families_by_month(expect(herd, 60), expect(later, 60), herd.females, 10)
    assert served[0] == 10
    assert served == tuple(sorted(served))
    assert served[12] == pytest.approx(10 + 10 * expect(herd, 60).passed_on[12] / herd.females)


def test_simulation_reads_as_signed_off():
    result = herd_json({**SHEEP, "families": 10, "months": 36, "runs": 300, "seed": 7})
    lines = ["Simulasi perguliran domba, 10 keluarga, 3 induk, wajib 3 anak betina, 24 bulan", ""]
    lines += [f"{name}: {value}" for name, value in SHEEP.items()]
    lines += ["", "bulan  betina  jantan  digulirkan  peluang lunas  keluarga dilayani"]
    lines += [
        "{month:>5}{females:>8.2f}{males:>8.2f}{passed_on:>12.2f}{met:>15.3f}"
        "{families_served:>19.2f}".format(**row)
        for row in result["months"][::3]
    ]
    lines += [""] + [f"{name}: {value}" for name, value in result.items() if name != "months"]
    golden(Path(__file__).parent / "golden" / "herd.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"females": 0}, "females"),
        ({"females": None}, "females"),
        ({"females": "3"}, "females"),
        ({"owed": -1}, "owed"),
        ({"deadline_months": 241}, "deadline_months"),
        ({"fertility": "1.01"}, "fertility"),
        ({"fertility": -0.1}, "fertility"),
        ({"fertility": "nan"}, "fertility"),
        ({"fertility": float("nan")}, "fertility"),
        ({"fertility": float("inf")}, "fertility"),
        ({"fertility": 1e-300}, "fertility"),
        ({"fertility": True}, "fertility"),
        ({"litter": []}, "litter"),
        ({"litter": ["0.5", "0.4"]}, "litter"),
        ({"litter": ["0.5", "x"]}, "litter.2"),
        ({"litter": "0.5"}, "litter"),
        ({"mortality_adult": None}, "mortality_adult"),
        ({"mortality_young": "2"}, "mortality_young"),
        ({"gestation_months": 0}, "gestation_months"),
        ({"weaning_age": 9}, "maturity_age"),
        ({"pass_age": 9}, "pass_age"),
        ({"families": 100_000}, "families"),
        ({"months": 0}, "months"),
        ({"runs": 20_001}, "runs"),
        ({"runs": 20_000, "months": 240, "females": 100}, "runs"),
        ({"seed": -1}, "seed"),
    ],
)
def test_bad_input_names_its_field(changes, field):
    with pytest.raises(BadField) as refused:
        herd_json({**SHEEP, **changes})
    assert refused.value.data["field"] == field


def test_chances_may_be_text_or_numbers():
    as_numbers = {**SHEEP, "fertility": 0.4, "litter": [0.6, 0.35, 0.05]}
    assert herd_json({**as_numbers, "runs": 10}) == herd_json({**SHEEP, "runs": 10})


def test_without_runs_there_are_no_bands():
    result = herd_json({**SHEEP, "runs": 0})
    assert result["first_pass_on"]["band"] is None
    assert "females_band" not in result["months"][0]


def test_percentile_of_first_pass_is_unknown_where_too_few_pass():
    herd = replace(read_herd(SHEEP), mortality_adult=0.9, mortality_young=0.9)
    assert herd_chance.draw(herd, 24, 100, 1).first_pass_on[2] is None
