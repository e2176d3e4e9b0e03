"""What is handed to the ledger, and the one SQL call that posts it.

Values in, rows of `ledger_post` out; refusals of the function come back as named classes. Used by
`ledger.commands` only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from weakref import WeakSet

import psycopg.errors
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

from klaster.domain.access.acts import Actor, new_id
from klaster.domain.ledger import charts
from klaster.domain.ledger.models import Book
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import Refused


class SubAccountMissing(Refused):
    code = "sub_account_missing"
    message = "Akun {line} harus menyebut {what}."


class FundNotInBook(Refused):
    code = "fund_not_in_book"
    message = "Dana {fund} tidak ada dalam buku ini, atau satuannya tidak dikenal."


class EntryConflict(Refused):
    code = "entry_conflict"
    message = "Jurnal {entry} sudah tercatat dengan isi yang lain. Periksa sebelum mengirim ulang."


class NotEnough(Refused):
    code = "not_enough"
    message = "Saldo {line} tidak cukup untuk dikeluarkan. Catat dahulu pemasukannya."


class BeforeOpening(Refused):
    code = "before_opening"
    message = "Tanggal kejadian lebih awal daripada pembukaan buku."


class SourcePostedAlready(Refused):
    code = "source_posted_already"
    message = "Dokumen sumber ini sudah pernah dibukukan: {detail}"


class ReversedAlready(Refused):
    code = "reversed_already"
    message = "Jurnal ini sudah pernah dibalik; satu jurnal hanya dapat dibalik sekali."


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a line: a role (or chart code), and the party and contract it is kept for.

    Party and contract that the chart line does not keep apart are left out of the account.
    """

    role: str
    party: UUID | None = None
    contract: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`amount` (> 0, smallest step of `unit`) of a fund moves from `credit` to `debit`."""

    fund: UUID
    debit: Side
    credit: Side
    amount: int
    unit: str = RUPIAH


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One event to post: `on` is the day it happened."""

    id: UUID
    book: Book
    kind: str
    on: date
    lines: Sequence[Line]
    memo: str = ""
    source: str | None = None
    reverses: UUID | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of an entry: where it counts, and whether it was there before this call."""

    id: UUID
    posting_date: date
    existed: bool


_STATEMENT = b"ledger_post"
_CALL = b"""
select posting_date, existed
  from ledger_post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                   $19, $20, $21, $22, $23, $24, $25, $26)
"""
_prepared_by: WeakSet[psycopg.Connection] = WeakSet()


def _place(chart: str, side: Side) -> tuple[str, UUID | None, UUID | None]:
    line = charts.find(chart, side.role)
    if line.needs_party and side.party is None:
        raise SubAccountMissing(line=line.name_id, what="mitra atau pihak")
    if line.needs_contract and side.contract is None:
        raise SubAccountMissing(line=line.name_id, what="kontrak")
    return (
        line.id,
        side.party if line.needs_party else None,
        side.contract if line.needs_contract else None,
    )


# PostgreSQL arrays as text, for keys, words, and what needs no quotes. The driver's own way would
# cost an import more than the function does.
def _keys(values: Iterable[UUID | None]) -> str:
    return "{" + ",".join(["null" if key is None else key.hex for key in values]) + "}"


def _words(values: Iterable[str | None]) -> str:
    return "{" + ",".join(["null" if word is None else _quoted(word) for word in values]) + "}"


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(values: Iterable[int | date]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


_COLUMNS: tuple[Callable[[Any], str], ...] = (
    _keys, _keys, _keys, _plain, _words, _words, _words, _keys,
    _plain, _plain, _keys, _words, _words, _keys, _keys, _words, _keys, _keys, _plain,
)  # fmt: skip


def _arrays(entries: Sequence[NewEntry]) -> list[str]:
    """Return the nineteen arrays of `ledger_post`: eight by entry, eleven by line."""
    by_entry: list[tuple[Any, ...]] = []
    by_line: list[tuple[Any, ...]] = []
    for position, entry in enumerate(entries, 1):
        book = entry.book
        by_entry.append(
            (entry.id, book.organisation_id, book.id, entry.on, entry.kind, entry.memo,
             entry.source, entry.reverses)
        )  # fmt: skip
        for number, line in enumerate(entry.lines, 1):
            by_line.append(
                (position, number, line.fund, line.unit, *_place(book.chart, line.debit),
                 *_place(book.chart, line.credit), line.amount)
            )  # fmt: skip
    columns = (*zip(*by_entry, strict=True), *zip(*by_line, strict=True))
    return [write(values) for write, values in zip(_COLUMNS, columns, strict=True)]


def send(entries: Sequence[NewEntry], by: Actor, on: date, act: str | None) -> list[Posted]:
    """Post the entries by one SQL call, with the audit line of `act` unless it is None.

    Returns one answer per entry, in the order given; the same entry twice is answered twice.
    """
    distinct: dict[UUID, NewEntry] = {}
    for entry in entries:
        assert entry.lines, "an entry moves something"
        if distinct.setdefault(entry.id, entry) != entry:
            raise EntryConflict(entry=entry.id)
    audit = (
        (new_id(), by.organisation_id, act, on, by.channel, by.request_id) if act else (None,) * 6
    )
    in_order = [distinct[key] for key in sorted(distinct)]
    try:
        rows = _call([*_arrays(in_order), by.user_id, *audit])
    except Error as error:
        _refuse(error)
        raise
    answers = {entry.id: Posted(entry.id, *row) for entry, row in zip(in_order, rows, strict=True)}
    return [answers[entry.id] for entry in entries]


def _call(arguments: list[Any]) -> list[tuple[date, bool]]:
    """Call `ledger_post`; within a transaction a refusal undoes this call alone."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.in_atomic_block:
        with transaction.atomic():
            return _rows(database, arguments)
    return _rows(database, arguments)


def _rows(database: BaseDatabaseWrapper, arguments: list[Any]) -> list[tuple[date, bool]]:
    """Execute a statement that each connection prepares once, without a cursor.

    The way through Django's and the driver's cursors costs half as much as the function itself
    (bench/README.md).
    """
    database.ensure_connection()
    session = database.connection
    sent = [None if value is None else str(value).encode() for value in arguments]
    if database.queries_logged:
        database.queries_log.append({"sql": _CALL.decode(), "time": ""})
    with database.wrap_database_errors:
        if session not in _prepared_by:
            _checked(session.pgconn.prepare(_STATEMENT, _CALL), ExecStatus.COMMAND_OK)
            _prepared_by.add(session)
        answer = session.pgconn.exec_prepared(_STATEMENT, sent)
        _checked(answer, ExecStatus.TUPLES_OK)
    reader = Transformer(session)
    reader.set_pgresult(answer)
    return reader.load_rows(0, answer.ntuples, tuple)


def _checked(result: PGresult, expected: ExecStatus) -> None:
    """Raise the driver's error for a result that is not what was expected."""
    if result.status != expected:
        raise psycopg.errors.error_from_result(result)


_REFUSALS = {
    "KL001": lambda diag: FundNotInBook(fund=diag.message_primary),
    "KL002": lambda diag: EntryConflict(entry=diag.message_primary),
    "KL003": lambda diag: NotEnough(
        line=charts.find(*diag.message_primary.split(":")).name_id,
        party=diag.message_detail or None,
    ),
    "KL004": lambda _diag: BeforeOpening(),
}


def _refuse(error: Error) -> None:
    """Raise the named refusal that a database error stands for, if it is one."""
    cause = error.__cause__
    if isinstance(cause, psycopg.Error) and cause.sqlstate in _REFUSALS:
        raise _REFUSALS[cause.sqlstate](cause.diag) from None
    if isinstance(cause, psycopg.errors.UniqueViolation):
        if cause.diag.constraint_name == "source_posts_once":
            raise SourcePostedAlready(detail=cause.diag.message_detail) from None
        if cause.diag.constraint_name == "entry_reversed_once":
            raise ReversedAlready() from None
