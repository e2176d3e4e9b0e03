"""The books that are measured: one institution, one book, one fund, in a database of its own."""

import os
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaster.project.settings")
import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from klaster.domain.access import policy  # noqa: E402
from klaster.domain.access.acts import Actor, new_id  # noqa: E402
from klaster.domain.access.models import Organisation, User  # noqa: E402
from klaster.domain.ledger import commands as ledger  # noqa: E402
from klaster.domain.ledger.commands import Line, Side  # noqa: E402
from klaster.domain.ledger.models import Book, Fund  # noqa: E402
from klaster.project import database  # noqa: E402

DAY = date(2024, 3, 4)


def use(name: str) -> None:
    """Point both of Django's connections at a database."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def empty(name: str) -> None:
    """Make the database anew, with nothing in it."""
    use("postgres")
    database.drop_database(name)
    database.create_database(name)
    use(name)
    call_command("migrate", verbosity=0)


def fresh(name: str) -> None:
    """Make the database anew, with the books and plenty of cash in them."""
    empty(name)
    by = add_organisation("bench")
    book = Book.objects.get()
    fund = Fund.objects.get()
    plenty = Line(fund.id, Side("fund_cash"), Side("fund_received"), 10**12)
    ledger.post(by=by, on=DAY, id=new_id(), book=book, kind="bench", lines=[plenty])


def add_organisation(code: str) -> Actor:
    """Add an institution with a book and a fund; return an actor of it who may do anything."""
    organisation = Organisation.objects.create(
        id=new_id(), code=code, name=code, kind="institution"
    )
    user = User.objects.create(id=new_id(), username=code, full_name=code)
    by = Actor(user.id, organisation.id, frozenset(policy.ROLES), channel="bench")
    book = ledger.open_book(
        by=by, on=date(1960, 1, 1), id=new_id(), code="bench", name=code, chart="psak409"
    )
    ledger.open_fund(
        by=by, on=DAY, id=new_id(), book=book, code="zakat", name="Zakat", kind="zakat"
    )
    return by


def known() -> tuple[Any, Any, Any]:
    """Return the actor, the book and the fund that `fresh` made."""
    book, user = Book.objects.get(code="bench"), User.objects.get(username="bench")
    by = Actor(user.id, book.organisation_id, frozenset(policy.ROLES), channel="bench")
    return by, book, Fund.objects.get(book=book)
