"""Many tellers at once: no member's savings are paid out beyond what is there, none twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection

from klaster.domain.ledger.posting import NotEnough
from klaster.domain.savings import commands as savings
from klaster.domain.savings import queries
from klaster.rules.identity import derived_id
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED

JUNE = date(2014, 6, 30)
TELLERS, EACH, AMOUNT = 8, 10, 10_000


def test_eight_tellers_cannot_take_out_more_than_was_saved(own_database, django_db_blocker) -> None:
    """500,000 saved, eighty withdrawals of 10,000 asked for at once: fifty are paid."""
    with django_db_blocker.unblock():
        world = cooperative_world.found()
        world.save("Ani", "sukarela", 500_000, FOUNDED)
        world.save("Budi", "sukarela", 5_000_000, FOUNDED)
        start = threading.Barrier(TELLERS)

        def teller(number: int) -> int:
            start.wait()
            paid = 0
            for n in range(EACH):
                try:
                    savings.withdraw(
                        by=world.by, on=JUNE, id=derived_id(JUNE, "teller", number, n),
                        cooperative=world.cooperative, member=world.members["Ani"].id,
                        amount=AMOUNT,
                    )  # fmt: skip
                    paid += 1
                except NotEnough:
                    continue
            connection.close()
            return paid

        with ThreadPoolExecutor(TELLERS) as pool:
            paid = sum(pool.map(teller, range(TELLERS)))
        saved = queries.balances(world.cooperative, JUNE)
        assert paid == 50
        assert world.members["Ani"].party_id not in saved
        assert saved[world.members["Budi"].party_id]["sukarela"] == 5_000_000
