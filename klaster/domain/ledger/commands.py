"""All writes of the ledger: books and funds are opened, entries posted and reversed, months closed.

Quantities of value, in any unit, are written nowhere else.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from klaster.domain.access.acts import Actor, command, new_id, require
from klaster.domain.ledger import charts, models, posting, queries, seals
from klaster.domain.ledger.posting import Line, NewEntry, Posted, Side
from klaster.rules.refusal import Refused

__all__ = ["Line", "NewEntry", "Posted", "Side", "post", "post_many"]


class NothingToReverse(Refused):
    code = "nothing_to_reverse"
    message = "Jurnal {entry} tidak ditemukan di lembaga ini."


class ReasonMissing(Refused):
    code = "reason_missing"
    message = "Tuliskan alasannya."


class MonthNotNext(Refused):
    code = "month_not_next"
    message = "Bulan {month} belum dapat ditutup. Tutup dahulu bulan {first}."


class MonthNotClosed(Refused):
    code = "month_not_closed"
    message = "Bulan {month} tidak sedang ditutup."


class YearApproved(Refused):
    code = "year_approved"
    message = (
        "Bulan {month} termasuk tahun buku yang laporannya sudah disahkan; tidak dapat dibuka "
        "lagi. Koreksi dibukukan di bulan berjalan."
    )


class ControlsRed(Refused):
    code = "controls_red"
    message = "Bulan belum dapat ditutup. Perbaiki dahulu: {problems}"


def load_charts() -> None:
    """Bring units and chart lines up to date with the files shipped; run at every migrate."""
    models.Unit.objects.bulk_create(
        [models.Unit(**row) for row in charts.units().values()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "decimals", "name_id", "name_en"],
    )
    fields = [field.name for field in models.ChartLine._meta.fields if field.name != "id"]
    models.ChartLine.objects.bulk_create(
        [
            models.ChartLine(id=line.id, **{name: getattr(line, name) for name in fields})
            for chart in charts.CHARTS
            for line in charts.rows(chart)
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
    )


@command("ledger.open_book")
def open_book(
    *, by: Actor, on: date, id: UUID, code: str, name: str, chart: str, fiscal_year_start: int = 1
) -> models.Book:
    """Open a set of books of the actor's organisation from `on`; the same id again is the same."""
    charts.rows(chart)
    book, _ = models.Book.objects.get_or_create(
        id=id,
        organisation_id=by.organisation_id,
        defaults={
            "code": code,
            "name": name,
            "chart": chart,
            "opened_on": on,
            "fiscal_year_start": fiscal_year_start,
        },
    )
    return book


@command("ledger.open_fund")
def open_fund(
    *, by: Actor, on: date, id: UUID, book: models.Book, code: str, name: str, kind: str
) -> models.Fund:
    """Open a self-balancing fund inside a book; the same id again is the same."""
    fund, _ = models.Fund.objects.get_or_create(
        id=id,
        organisation_id=book.organisation_id,
        defaults={"book": book, "code": code, "name": name, "kind": kind},
    )
    return fund


def post(
    *,
    by: Actor,
    on: date,
    id: UUID,
    book: models.Book,
    kind: str,
    lines: Sequence[Line],
    memo: str = "",
    source: str | None = None,
) -> Posted:
    """Post one event that happened `on`; the same id with the same content answers as before.

    Raises `EntryConflict` (same id, other content), `NotEnough` (a floor-zero account would fall
    below zero), `FundNotInBook`, `SubAccountMissing`, `BeforeOpening`, `SourcePostedAlready`.
    """
    entry = NewEntry(id, book, kind, on, lines, memo, source)
    return post_many(by=by, on=on, entries=[entry])[0]


def post_many(*, by: Actor, on: date, entries: Sequence[NewEntry]) -> list[Posted]:
    """Post entries, in any books, all or none, by one SQL call; raises as `post` does.

    Written without `command`: the SQL function writes the audit line in the same round trip.
    """
    if not entries:
        return []
    if by.act:
        return posting.send(entries, by, on, act=None)
    require(by, "ledger.post_many")
    return posting.send(entries, by, on, act="ledger.post_many")


@command("ledger.reverse")
def reverse(*, by: Actor, on: date, id: UUID, entry: UUID, reason: str) -> Posted:
    """Undo an entry by one that moves everything back on `on`; the reason is its memo."""
    return _reverse(by, on, {entry: id}, reason)[0]


@command("ledger.reverse_many")
def reverse_many(*, by: Actor, on: date, ids: Mapping[UUID, UUID], reason: str) -> list[Posted]:
    """Undo entries, all or none, in a few queries; `ids` names the reversal of each entry."""
    return _reverse(by, on, ids, reason)


def _reverse(by: Actor, on: date, ids: Mapping[UUID, UUID], reason: str) -> list[Posted]:
    if not reason.strip():
        raise ReasonMissing()
    originals = queries.entries(by.organisation_id, ids)
    for missing in ids.keys() - originals.keys():
        raise NothingToReverse(entry=missing)
    backs = [
        NewEntry(
            ids[entry.id],
            entry.book,
            "reversal",
            on,
            [
                Line(
                    move.fund,
                    debit=move.credit,
                    credit=move.debit,
                    amount=move.amount,
                    unit=move.unit,
                )
                for move in reversed(entry.lines)
            ],
            reason,
            reverses=entry.id,
        )
        for entry in originals.values()
    ]
    return posting.send(backs, by, on, act=None)


def _last_day(month: date) -> date:
    first_of_next = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(first_of_next.toordinal() - 1)


@command("ledger.close_period")
def close_period(*, by: Actor, on: date, book: models.Book, month: date) -> models.Seal:
    """Close and seal the next open month of a book: controls, checkpoints, seal.

    Raises `MonthNotNext` when an earlier month is open, `ControlsRed` when a control of the book
    fails. Postings under way are waited for; later ones count in the next month.
    """
    month = month.replace(day=1)
    first = queries.first_open_month(book)
    if month != first:
        raise MonthNotNext(month=f"{month:%Y-%m}", first=f"{first:%Y-%m}")
    period, _ = models.Period.objects.get_or_create(
        organisation_id=book.organisation_id,
        book=book,
        month=month,
        defaults={"id": new_id()},
    )
    models.Period.objects.select_for_update().get(
        id=period.id, organisation_id=book.organisation_id
    )
    below = queries.below_floor(book, _last_day(month))
    if below:
        raise ControlsRed(
            problems="; ".join(f"{name} {-lack} {unit}" for name, unit, lack in below)
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger_write_checkpoints(%s, %s, %s)", [book.organisation_id, book.id, month]
        )
    models.Period.objects.filter(id=period.id, organisation_id=book.organisation_id).update(
        status=models.Period.Status.CLOSED
    )
    previous = seals.last(book, before=month)
    sealed = seals.digest(book, month, previous)
    return models.Seal.objects.create(
        id=new_id(),
        organisation_id=book.organisation_id,
        period=period,
        previous=previous,
        digest=sealed.digest,
        entry_ids=sealed.entry_ids,
        entry_digests=sealed.entry_digests,
    )


@command("ledger.reopen_period")
def reopen_period(*, by: Actor, on: date, book: models.Book, month: date, reason: str) -> int:
    """Open a closed month and all after it again; say how many. Their seals stay, marked broken.

    Checkpoints count only while their month is closed; closing again writes them anew. Raises
    `YearApproved` for a final month.
    """
    if not reason.strip():
        raise ReasonMissing()
    month = month.replace(day=1)
    periods = models.Period.objects.select_for_update().filter(
        organisation_id=book.organisation_id,
        book=book,
        month__gte=month,
        status=models.Period.Status.CLOSED,
    )
    found = list(periods.order_by("month"))
    if not found:
        raise MonthNotClosed(month=f"{month:%Y-%m}")
    if found[0].is_final:
        raise YearApproved(month=f"{month:%Y-%m}")
    ids = [period.id for period in found]
    models.Seal.objects.filter(organisation_id=book.organisation_id, period_id__in=ids).update(
        is_broken=True
    )
    return models.Period.objects.filter(organisation_id=book.organisation_id, id__in=ids).update(
        status=models.Period.Status.OPEN, reopened_because=reason
    )


@command("ledger.make_final")
def make_final(*, by: Actor, on: date, book: models.Book, until: date) -> int:
    """Keep every month up to that of `until` closed for good; say how many became final.

    Raises `MonthNotNext` when one of them is still open.
    """
    month = until.replace(day=1)
    first = queries.first_open_month(book)
    if first <= month:
        raise MonthNotNext(month=f"{month:%Y-%m}", first=f"{first:%Y-%m}")
    return models.Period.objects.filter(
        organisation_id=book.organisation_id, book=book, month__lte=month, is_final=False
    ).update(is_final=True)
