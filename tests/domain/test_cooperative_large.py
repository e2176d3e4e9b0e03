"""What ending a month and proposing a surplus ask of the database does not grow with members."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.ledger import commands as ledger
from klaster.domain.savings.models import Due, ProfitShare
from klaster.domain.surplus.models import Share
from klaster.rules.calendar import add_months
from tests.domain import cooperative_world
from tests.domain import cooperative_year as year
from tests.domain.cooperative_world import FOUNDED, World


def founded(members: int) -> World:
    """Everybody saves, and the month before its end earns what is then shared."""
    code = f"kop-{members}"
    world = cooperative_world.found(code, [f"Anggota {n}" for n in range(members)])
    year.adopt(world)
    for name in world.members:
        world.save(name, "pokok", 100_000, FOUNDED)
        world.save(name, "sukarela", 25_000, FOUNDED)
    fund = world.cooperative.rolling_fund_id
    for debit, credit in (("goods_stock", "fund_cash"), ("fund_cash", "margin_income")):
        line = ledger.Line(fund, ledger.Side(debit), ledger.Side(credit), 400_000)
        ledger.post(
            by=world.by, on=FOUNDED, id=world.id(debit), book=world.cooperative.book, kind="test",
            lines=[line],
        )  # fmt: skip
    return world


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def end(world: World, months: int) -> None:
    year.end(world, add_months(FOUNDED, months) - timedelta(days=1))


@pytest.fixture
def worlds(db: None) -> list[World]:
    return [founded(5), founded(50)]


def test_a_month_end_asks_no_more_for_fifty_members_than_for_five(worlds) -> None:
    few, many = (queries_of(lambda world=world: end(world, 1)) for world in worlds)
    assert few == many <= 90
    for world, members in zip(worlds, (5, 50), strict=True):
        own = {"organisation_id": world.by.organisation_id}
        assert Due.objects.filter(**own).count() == 2 * members
        assert ProfitShare.objects.get(**own).amount > 0


def test_a_proposal_asks_no_more_for_fifty_members_than_for_five(worlds) -> None:
    for world in worlds:
        for months in range(1, 13):
            end(world, months)
    few, many = (queries_of(lambda world=world: year.propose(world)) for world in worlds)
    assert few == many <= 30
    assert [
        Share.objects.filter(organisation_id=world.by.organisation_id, total__gt=0).count()
        for world in worlds
    ] == [5, 50]
