"""Many desks at once on one contract: each event is judged after the ones before it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connections

from klaster.domain.access.models import Organisation
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Event
from klaster.rules.refusal import Refused
from tests.conftest import actor_of, id_of
from tests.domain.world import LATER, QARDH, build

SIGNED = date(2011, 3, 1)
WRITERS = 8


def test_a_debt_is_paid_once_however_many_pay_it(own_database):
    institution = Organisation.objects.create(
        id=id_of("together"), code="lembaga", name="Lembaga", kind="institution"
    )
    world = build(actor_of(institution))
    qardh = world.sign("qardh", "QH-1", SIGNED, QARDH)
    world.record(qardh, "disbursed", SIGNED, 1_000_000)

    def pay(n: int) -> str:
        try:
            contracts.repay(
                by=world.by, on=date(2011, 4, 1), id=id_of("pay", n), contract=qardh.id,
                amount=300_000,
            )  # fmt: skip
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "paid"

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = sorted(pool.map(pay, range(WRITERS)))
    assert answers == ["paid"] * 3 + ["pays_more_than_owed"] * 5
    assert world.held("receivable") == 100_000
    numbers = Event.objects.filter(contract=qardh).order_by("n").values_list("n", flat=True)
    assert list(numbers) == [1, 2, 3, 4]
    assert queries.differences(world.book, LATER) == []


def test_the_same_payment_from_two_phones_counts_once(own_database):
    institution = Organisation.objects.create(
        id=id_of("together"), code="lembaga", name="Lembaga", kind="institution"
    )
    world = build(actor_of(institution))
    qardh = world.sign("qardh", "QH-1", SIGNED, QARDH)
    world.record(qardh, "disbursed", SIGNED, 1_000_000)

    def send(_: int) -> int:
        try:
            event = contracts.repay(
                by=world.by, on=date(2011, 4, 1), id=id_of("pay"), contract=qardh.id, amount=70_000
            )
            return event.n
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        assert set(pool.map(send, range(WRITERS))) == {2}
    assert world.held("receivable") == 930_000
