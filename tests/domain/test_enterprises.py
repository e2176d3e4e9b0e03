"""What the mitra's own books promise: plain lines, margins that add up, nothing twice."""

from datetime import date
from decimal import Decimal

import pytest

from klaster.domain.enterprises import commands as enterprises
from klaster.domain.enterprises import queries
from klaster.domain.enterprises.models import Enterprise, Record
from klaster.rules.refusal import BadField
from tests.conftest import id_of
from tests.domain.world import QARDH, World, build

STARTED = date(2011, 3, 1)
PLANTED, REAPED = date(2011, 4, 1), date(2011, 7, 20)


@pytest.fixture
def world(by) -> World:
    return build(by)


@pytest.fixture
def field(world) -> Enterprise:
    row = enterprises.NewEnterprise(
        id_of("field"), world.party("Ani"), "crop", "Sawah Cibadak", STARTED
    )
    (there,) = enterprises.start_many(by=world.by, on=STARTED, rows=[row])
    enterprises.open_cycles(
        by=world.by, on=STARTED,
        rows=[enterprises.NewCycle(
            id_of("mt1"), there.id, "MT I 2011", PLANTED, REAPED, 5_000, is_irrigated=True
        )],
    )  # fmt: skip
    return there


def line(n: int, what: str, amount: int = 0, quantity=None, unit=None, on=REAPED):
    return enterprises.NewRecord(id_of("line", n), id_of("mt1"), on, what, amount, quantity, unit)


SEASON = [
    line(1, "money_out", 1_800_000, on=PLANTED),
    line(2, "harvest", 0, 1_200, "RICE_KG"),
    line(3, "money_in", 5_000_000, 1_000, "RICE_KG"),
    line(4, "own_use", 1_000_000, 200, "RICE_KG"),
]


def season(world, field):
    (result,) = queries.results(world.by.organisation_id, [field.id], REAPED)
    return result


def test_margin_is_sold_and_eaten_less_paid(world, field):
    enterprises.record_many(by=world.by, on=REAPED, rows=SEASON)
    result = season(world, field)
    assert (result.turnover, result.margin, result.harvest_kg) == (6_000_000, 4_200_000, 1_200)


def test_lines_after_the_day_do_not_count(world, field):
    enterprises.record_many(by=world.by, on=REAPED, rows=SEASON)
    (early,) = queries.results(world.by.organisation_id, [field.id], PLANTED)
    assert early.margin == -1_800_000


def test_lines_sent_twice_are_written_once(world, field):
    enterprises.record_many(by=world.by, on=REAPED, rows=SEASON)
    enterprises.record_many(by=world.by, on=REAPED, rows=SEASON)
    assert Record.objects.count() == 4


def test_zakat_is_advised_on_a_harvest_above_the_nisab(world, field):
    enterprises.record_many(by=world.by, on=REAPED, rows=SEASON)
    advice = queries.zakat(season(world, field), price_per_kg=5_000)
    assert (advice.pct, advice.due_kg, advice.due_rupiah) == (5, 60, 300_000)


def test_a_bad_line_is_named_and_nothing_is_written(world, field):
    rows = [*SEASON, line(5, "money_in", 5, on=date(2011, 12, 1))]
    with pytest.raises(enterprises.OutsideCycle, match="1 Desember 2011") as refused:
        enterprises.record_many(by=world.by, on=REAPED, rows=rows)
    assert refused.value.data["row"] == 5
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("bad", "names"),
    [
        (line(9, "gift", 5), "what"),
        (line(9, "money_in"), "amount"),
        (line(9, "money_in", -5), "amount"),
        (line(9, "harvest", 0, 5), "unit"),
        (line(9, "harvest", 0, 5, "KARUNG"), "unit"),
    ],
)
def test_a_bad_field_is_named(world, field, bad, names):
    with pytest.raises(BadField, match=names):
        enterprises.record_many(by=world.by, on=REAPED, rows=[bad])


def test_return_is_margin_against_what_was_placed(world, field):
    loan = world.sign("qardh", "QH-1", STARTED, QARDH, "Ani")
    world.record(loan, "disbursed", STARTED, 1_000_000)
    enterprises.record_many(by=world.by, on=REAPED, rows=SEASON)
    ani, budi = queries.returns(
        world.by.organisation_id, [world.party("Ani"), world.party("Budi")], REAPED
    )
    assert (ani.margin, ani.placed, ani.pct) == (4_200_000, 1_000_000, Decimal("420.0"))
    assert (budi.placed, budi.pct) == (0, None)


def test_an_enterprise_pauses_changes_and_ends_with_its_reasons(world, field):
    def turn(n, what, on, **more):
        return enterprises.turn(
            by=world.by, on=on, id=id_of("turn", n), enterprise=field.id, what=what,
            reason="banjir", **more,
        )  # fmt: skip

    turn(1, "paused", date(2011, 8, 1))
    turn(2, "resumed", date(2011, 9, 1))
    turn(3, "changed", date(2011, 10, 1), kind="trade")
    turn(4, "ended", date(2012, 1, 1))
    turn(4, "ended", date(2012, 1, 1))
    field.refresh_from_db()
    assert (field.kind, field.paused_since, field.ended_on) == ("trade", None, date(2012, 1, 1))
    assert field.end_reason == "banjir"
    with pytest.raises(enterprises.EnterpriseEnded):
        turn(5, "paused", date(2012, 2, 1))
    assert field.turns.count() == 4


def test_a_cycle_has_one_name_within_its_enterprise(world, field):
    twin = enterprises.NewCycle(id_of("mt1b"), field.id, "MT I 2011", PLANTED)
    with pytest.raises(enterprises.CycleTaken):
        enterprises.open_cycles(by=world.by, on=STARTED, rows=[twin])


def test_another_organisations_cycle_is_not_found(world, field):
    with pytest.raises(enterprises.NoSuchCycle):
        enterprises.record_many(
            by=world.by, on=REAPED,
            rows=[enterprises.NewRecord(id_of("x"), id_of("elsewhere"), REAPED, "money_in", 5)],
        )  # fmt: skip
