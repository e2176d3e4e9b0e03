"""A process that posts until it is killed: `python posting_process.py <log> <first> <last>`.

The number of each entry is written to the log, and flushed to disk, once it is acknowledged.
Entry n has always the same id and content, so whatever is not in the log can be sent again.
"""

import os
import sys
from datetime import date
from uuid import UUID

from klaster.rules.identity import derived_id

DAY = date(2011, 3, 4)


def entry_id(n: int) -> UUID:
    return derived_id(DAY, "crash", n)


def main(log: str, first: int, last: int) -> None:
    import django

    django.setup()
    from klaster.domain.access import policy
    from klaster.domain.access.acts import Actor
    from klaster.domain.access.models import User
    from klaster.domain.ledger import commands as ledger
    from klaster.domain.ledger.commands import Line, Side
    from klaster.domain.ledger.models import Book, Fund

    book, fund, user = Book.objects.get(), Fund.objects.first(), User.objects.get()
    by = Actor(user.id, book.organisation_id, frozenset(policy.ROLES), "test")
    handle = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    for n in range(first, last):
        ledger.post(
            by=by, on=DAY, id=entry_id(n), book=book, kind="test",
            lines=[
                Line(fund.id, Side("fund_cash"), Side("fund_received"), n + 1),
                Line(fund.id, Side("fund_distributed"), Side("fund_cash"), 1),
            ],
        )  # fmt: skip
        os.write(handle, f"{n}\n".encode())
        os.fsync(handle)


def prepare() -> None:
    """Make the books that `main` posts to, in a new database."""
    import django

    django.setup()
    from django.core.management import call_command

    from klaster.project import database
    from tests.ledger.world import build

    database.create_database("klaster")
    call_command("migrate", verbosity=0)
    build()


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    else:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
