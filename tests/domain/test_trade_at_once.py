"""Many sellers at once: nobody sells what is not there, and no rupiah of its cost is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from klaster.domain.trade import commands as trade
from klaster.domain.trade.models import Deal
from klaster.rules.moving_average import Stock
from tests.domain import cooperative_world
from tests.domain.shop import Shop, on

SELLERS, EACH = 4, 5


def test_four_sellers_cannot_sell_more_than_lies_there(own_database, django_db_blocker) -> None:
    """Thirteen sacks, twenty sales of one asked for at once: thirteen are made, in turn."""
    with django_db_blocker.unblock():
        shop = Shop(cooperative_world.found(plan=(0, 0)))
        shop.buy("a", on(2), 13, 1_000_000)
        start = threading.Barrier(SELLERS)

        def sell(number: int) -> int:
            start.wait()
            sold = 0
            for n in range(EACH):
                try:
                    shop.sell(f"{number} {n}", on(3), 1, 100_000)
                    sold += 1
                except trade.NotInStock:
                    continue
            connection.close()
            return sold

        with ThreadPoolExecutor(SELLERS) as pool:
            assert sum(pool.map(sell, range(SELLERS))) == 13
        assert shop.stock() == Stock()
        assert shop.balances()["5402"] == 1_000_000
        numbers = list(Deal.objects.order_by("n").values_list("n", flat=True))
        assert numbers == list(range(1, 15))
        shop.check()
