"""One entry at a time, against the bare commit and against three peers; then many at a time."""

import subprocess
import sys

from bench import books, measure
from bench.measure import ROOT, Result
from klaster.domain.access.acts import new_id
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Book, Entry, Fund, Transfer
from klaster.project import database

NAME = "klaster_bench"
PEERS = ROOT / "var" / "bench" / "peers"
PACKAGES = ("Django~=5.2.0", "psycopg[binary]", "django-hordak==2.0.0", "django-ledger==0.8.5")


def run(is_quick: bool) -> list[Result]:
    """Floor, ours and peers in turns, so that all meet the same machine."""
    seconds, rounds = (1, 1) if is_quick else (4, 3)
    books.fresh(NAME)
    results = []
    for number in (1, 8):
        pairs = [
            (measure.floor(NAME, number, seconds), measure.poster(NAME, "in", number, seconds))
            for _ in range(rounds)
        ]
        commits, ours = max(pairs, key=lambda pair: pair[1] / pair[0])
        results += [
            Result(f"bare commit, {number} client(s)", commits, "per s"),
            Result(f"post, {number} client(s)", ours, "per s"),
            Result(f"post / bare commit, {number} client(s)", ours / commits, "×", 0.30),
        ]
    ours = results[1].value
    results.append(Result("post out of cash", measure.poster(NAME, "out", 1, seconds), "per s"))
    results += _peers(seconds)
    results += _many(ours, is_quick)
    return results


def _peers(seconds: float) -> list[Result]:
    if not (PEERS / "bin" / "python").exists():
        _install()
    results = []
    for peer, bar in (("orm", None), ("django-hordak", 2.0), ("django-ledger", 10.0)):
        name = f"klaster_bench_{peer.replace('-', '_')}"
        database.drop_database(name)
        database.create_database(name)
        command = [str(PEERS / "bin" / "python"), str(ROOT / "bench/peers/run.py")]
        rate = measure.clients(
            [*command, peer, str(seconds)], 1, seconds, measure.environment(name)
        )
        ours = measure.poster(NAME, "in", 1, seconds)
        results.append(Result(f"{peer}, 1 client", rate, "per s"))
        results.append(Result(f"post / {peer}", ours / rate, "×", bar))
        database.drop_database(name)
    return results


def _install() -> None:
    subprocess.run([sys.executable, "-m", "uv", "venv", "-q", PEERS], check=True)
    target = ["--python", str(PEERS / "bin" / "python")]
    install = [sys.executable, "-m", "uv", "pip", "install", "-q", *target]
    subprocess.run([*install, *PACKAGES], check=True)


def _entries(book: Book, fund: Fund, number: int) -> list[NewEntry]:
    line = Line(fund.id, Side("fund_cash"), Side("fund_received"), 5)
    return [NewEntry(new_id(), book, "bench", books.DAY, [line]) for _ in range(number)]


def _many(single: float, is_quick: bool) -> list[Result]:
    by, book, fund = books.known()
    hundreds = 10 if is_quick else 60

    def in_hundreds() -> None:
        for _ in range(hundreds):
            ledger.post_many(by=by, on=books.DAY, entries=_entries(book, fund, 100))

    span = measure.best(in_hundreds)
    many = 100 * hundreds / span
    chunk = 2_000
    bulk = chunk / measure.best(
        lambda: ledger.post_many(by=by, on=books.DAY, entries=_entries(book, fund, chunk))
    )
    orm = chunk / measure.best(lambda: _bulk_create(by, book, chunk))
    return [
        Result("post_many, 100 per call", many, "entries per s"),
        Result("post_many, 100 per call / post", many / single, "×", 8.0),
        Result("import, 2,000 per call", bulk, "entries per s"),
        Result("ORM bulk_create of entries and transfers", orm, "entries per s"),
        Result("import / ORM bulk_create", bulk / orm, "×", 5.0),
        _bytes_per_entry(2_000 if is_quick else 50_000),
    ]


def _bulk_create(by, book, number: int) -> None:
    """What the ORM does with the same rows, as the owner, and without any of the checks."""
    known = Transfer.objects.select_related("pool").first()
    month = books.DAY.replace(day=1)
    entries = [
        Entry(
            id=new_id(), organisation_id=by.organisation_id, book=book, event_date=books.DAY,
            posting_date=books.DAY, month=month, kind="bench", actor_id=by.user_id,
        )
        for _ in range(number)
    ]  # fmt: skip
    Entry.objects.using("owner").bulk_create(entries)
    Transfer.objects.using("owner").bulk_create(
        Transfer(
            entry_id=entry.id, organisation_id=by.organisation_id, n=1, amount=5,
            posting_date=books.DAY, pool_id=known.pool_id, debit_id=known.debit_id,
            credit_id=known.credit_id,
        )
        for entry in entries
    )  # fmt: skip


def _bytes_per_entry(number: int) -> Result:
    size = (
        "select pg_total_relation_size('ledger_entry') + pg_total_relation_size('ledger_transfer')"
    )
    books.fresh(NAME)
    by, book, fund = books.known()
    for _ in range(number // 100):
        ledger.post_many(by=by, on=books.DAY, entries=_entries(book, fund, 100))
    with database.connect(NAME) as connection:
        (total,) = connection.execute(size).fetchone()
    return Result("bytes per one-line entry, rows and indexes", total / number, "bytes", 400, False)
