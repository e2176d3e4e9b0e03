"""A client that posts one entry at a time through `ledger.commands.post`, and counts them.

`python -m bench.poster <database> <in|out> <seconds>`: says "ready", waits for a line, posts,
and prints how many entries it made.
"""

import sys
import time
from collections.abc import Callable

from bench import books


def main(name: str, direction: str, seconds: float) -> None:
    """Post for some seconds, after thirty entries to warm up."""
    books.use(name)
    post = poster(direction)
    for _ in range(30):
        post()
    print("ready", flush=True)
    sys.stdin.readline()
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        post()
        count += 1
    print(count, flush=True)


def poster(direction: str) -> Callable[[], object]:
    """Return what posts one entry: a donation into cash ("in"), or a grant out of it ("out")."""
    from klaster.domain.access.acts import new_id
    from klaster.domain.ledger import commands as ledger
    from klaster.domain.ledger.commands import Line, Side

    by, book, fund = books.known()
    cash = Side("fund_cash")
    if direction == "in":
        line = Line(fund.id, debit=cash, credit=Side("fund_received"), amount=5)
    else:
        line = Line(fund.id, debit=Side("fund_distributed"), credit=cash, amount=1)
    return lambda: ledger.post(
        by=by, on=books.DAY, id=new_id(), book=book, kind="bench", lines=[line]
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
