"""hledger (strict) and Beancount accept the exported journal, and their balances are ours."""

import os
import shutil
import subprocess
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core.data import Transaction
from django.core.management import call_command

from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import journal, posting, queries
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Account, Book
from tests.conftest import id_of
from tests.ledger.world import LAST_DAY, MOVES, OPENED, Move, build

needs_hledger = pytest.mark.skipif(
    shutil.which("hledger") is None and os.environ.get("CI") != "true",
    reason="hledger is not installed",
)


@pytest.fixture
def world(db):
    """Seven kinds of moves over two funds, two units and five months, two of them closed."""
    world = build()
    for n in range(120):
        on = date(2011, 1 + n // 24, 1 + n % 24)
        size = 40 if n % len(MOVES) < 2 else 3
        move = Move(
            n, MOVES[n % len(MOVES)], n % 2, n % 3, ("IDR", "SHEEP_F")[n % 5 == 0], size, on
        )
        entry = world.entry(move)
        memo = f'Setoran "{n}"; kelompok \\ {n}\n| =5 IDR  ; x'
        try:
            ledger.post_many(
                by=world.by, on=OPENED,
                entries=[NewEntry(entry.id, entry.book, "test", on, entry.lines, memo)],
            )  # fmt: skip
        except posting.NotEnough:
            continue
    mixed = [
        Line(world.funds[0].id, Side("stock"), Side("acquired"), 12, "GOAT_F"),
        Line(world.funds[0].id, Side("goods_stock"), Side("fund_received"), 1_714_661_978),
    ]
    ledger.post(
        by=world.by, on=OPENED, id=id_of("mixed"), book=world.book, kind="gift",
        lines=mixed,
    )  # fmt: skip
    for month in (1, 2):
        ledger.close_period(by=world.by, on=OPENED, book=world.book, month=date(2011, month, 1))
    other = ledger.open_book(
        by=world.by, on=OPENED, id=id_of("amil"), code="amil_2", name="Amil", chart="psak409"
    )
    fund = ledger.open_fund(
        by=world.by, on=OPENED, id=id_of("amil fund"), book=other, code="zakat", name="Z",
        kind="amil",
    )  # fmt: skip
    ledger.post(
        by=world.by, on=OPENED, id=id_of("amil entry"), book=other, kind="gift",
        lines=[Line(fund.id, Side("fund_cash"), Side("fund_received"), 9)],
    )  # fmt: skip
    return world


def ours():
    """{(account as the journal names it, unit): balance}, and that it adds up to what we report."""
    held = Counter()
    for book in Book.objects.all():
        names = journal.account_names(book)
        rows = queries.rows(
            "select account_id, unit_id, balance from ledger_balances(%(o)s, %(b)s, %(until)s)",
            {"o": book.organisation_id, "b": book.id, "until": LAST_DAY},
        )
        by_line = Counter()
        codes = dict(Account.objects.values_list("id", "line__code"))
        for account, unit, balance in rows:
            held[names[account], unit] += balance
            by_line[codes[account], unit] += balance
        reported = Counter()
        for row in queries.trial_balance(book, LAST_DAY):
            reported[row.code, row.unit] += row.balance
        assert by_line == reported
    return {key: amount for key, amount in held.items() if amount}


def export(tmp_path, form):
    path = tmp_path / f"books.{form}"
    call_command("export", "journal", "--format", form, "--output", str(path))
    return path


@needs_hledger
def test_hledger_accepts_the_journal_strictly_and_agrees(world, tmp_path):
    path = export(tmp_path, "hledger")
    run(["hledger", "check", "--strict", "-f", path])
    listed = run(
        ["hledger", "balance", "-f", path, "--flat", "--no-total", "--layout", "tidy", "-O", "csv"]
    )
    theirs = {}
    for row in listed.splitlines()[1:]:
        account, *_period, unit, amount = (part.strip('"') for part in row.split('","'))
        if Decimal(amount):
            theirs[account.strip('"'), unit] = int(amount)
    assert theirs == ours()
    assert len(theirs) > 15


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_beancount_accepts_the_journal_and_agrees(world, tmp_path):
    path = export(tmp_path, "beancount")
    entries, errors, _options = loader.load_file(str(path))
    assert errors == []
    theirs = Counter()
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                theirs[posting.account, posting.units.currency] += posting.units.number
    assert {key: amount for key, amount in theirs.items() if amount} == ours()


@needs_hledger
def test_a_wrong_amount_breaks_an_assertion(world, tmp_path):
    path = export(tmp_path, "hledger")
    text = path.read_text()
    path.write_text(text.replace(" 40 ", " 41 ").replace(" -40 ", " -41 "))
    done = subprocess.run(["hledger", "check", "-f", path], capture_output=True, check=False)
    assert done.returncode != 0


def test_each_place_has_a_name_of_its_own(world):
    names = Counter()
    for book in Book.objects.all():
        places = {
            (account.pool.fund_id, account.line_id, account.party_id, account.contract_id):
            journal.account_names(book)[account.id]
            for account in Account.objects.filter(pool__book=book).select_related("pool")
        }  # fmt: skip
        names.update(places.values())
    assert set(names.values()) == {1}
