"""Passbooks of a cooperative's members as one tagged PDF, each with a code that proves it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.savings import queries, receipts
from klaster.domain.savings.queries import PassbookLine
from klaster.reports.passbooks import pages
from klaster.reports.passbooks.pages import Book, Row, plain
from klaster.rules import qr, savings
from klaster.rules.wording import date_text, number_text

COLUMNS: Mapping[str, Any] = {
    savings.PRINCIPAL: gettext_lazy("Pokok"),
    savings.MANDATORY: gettext_lazy("Wajib"),
    savings.VOLUNTARY: gettext_lazy("Sukarela"),
    savings.SPECIAL: gettext_lazy("Khusus"),
}
WHAT: Mapping[str, Any] = {
    "savings.paid_in": gettext_lazy("Setoran"),
    "savings.taken_out": gettext_lazy("Penarikan"),
    "savings.profit_shared": gettext_lazy("Bagi hasil"),
    "savings.left": gettext_lazy("Pembayaran kepada yang keluar"),
    "savings.inherited": gettext_lazy("Peralihan kepada ahli waris"),
    "surplus.shared": gettext_lazy("Bagian anggota"),
    "reversal": gettext_lazy("Pembatalan"),
}
SAYS_ALL = ("savings.profit_shared",)  # the memo only repeats the period, in another form
Saved = Mapping[str, int]


def pdf(cooperative: Cooperative, first: date, last: date, member: Member | None = None) -> bytes:
    """The passbooks of a period, of one member or of all who were members on its last day.

    The same books give the same bytes.
    """
    members = [member] if member else list(cooperatives.standing_members(cooperative, last))
    party = member.party_id if member else None
    opening = queries.balances(cooperative, date.fromordinal(first.toordinal() - 1))
    lines = queries.passbooks(cooperative, opening, first, last, party)
    saved = queries.balances(cooperative, last)
    kinds = _kinds(opening, saved, lines)
    nothing = dict.fromkeys(savings.ROLES, 0)
    texts: dict[Any, str] = {}
    words = _words(cooperative, first, last, kinds)

    def book(each: Member) -> Book:
        before, after = opening.get(each.party_id, nothing), saved.get(each.party_id, nothing)
        rows = [
            _balance_row(_("Saldo awal"), before, kinds),
            *_movements(lines.get(each.party_id, ()), before, kinds, texts),
            _balance_row(_("Saldo akhir"), after, kinds),
        ]
        name = plain(each.party.name)
        return Book(
            name=name,
            number=str(each.number),
            bookmark=f"{each.number}. {name}",
            code=qr.code(receipts.of_passbook(cooperative, each, after, last)),
            spoken=plain(_("Anggota nomor {number}").format(number=each.number)),
            rows=rows,
        )

    return pages.pdf(words, [book(each) for each in members], last)


def _words(cooperative: Cooperative, first: date, last: date, kinds: Sequence[str]) -> pages.Words:
    titles = (_("Tanggal"), _("Keterangan"), *(str(COLUMNS[kind]) for kind in kinds), _("Jumlah"))
    return pages.Words(
        letterhead=plain(cooperative.name),
        title=plain(_("Buku simpanan")),
        period=plain(
            _("{first} sampai {last}").format(first=date_text(first), last=date_text(last))
        ),
        scan=plain(_("Pindai untuk memeriksa saldo akhir")),
        columns=tuple(plain(title) for title in titles),
        page=plain(_("Anggota {number}, halaman {page} dari {pages}")),
    )


def _kinds(
    opening: Mapping[UUID, Saved],
    saved: Mapping[UUID, Saved],
    lines: Mapping[UUID, Sequence[PassbookLine]],
) -> list[str]:
    """The kinds that anybody has or had: a column for each."""
    seen = {kind for own in (*opening.values(), *saved.values()) for kind in own if own[kind]}
    seen |= {line.kind for own in lines.values() for line in own}
    return [kind for kind in savings.ROLES if kind in seen]


def _movements(
    lines: Sequence[PassbookLine], before: Saved, kinds: Sequence[str], texts: dict[Any, str]
) -> list[Row]:
    """A row for what happened alike on a day, with all that is there afterwards."""
    total, rows = sum(before.values()), []
    for (day, what, memo), same in groupby(lines, key=_alike):
        moved = dict.fromkeys(kinds, 0)
        for line in same:
            moved[line.kind] += line.amount
        total += sum(moved.values())
        amounts = tuple([_number(amount, texts) if amount else "" for amount in moved.values()])
        rows.append(
            Row(
                _said(day, texts, date_text),
                _said((what, memo), texts, _what),
                (*amounts, _number(total, texts)),
            )
        )
    return rows


def _alike(line: PassbookLine) -> tuple[date, str, str]:
    return line.on, line.what, line.memo


def _what(entry: tuple[str, str]) -> str:
    what, memo = entry
    said = str(WHAT.get(what, _("Pembukuan lain")))
    return plain(f"{said}: {memo}" if memo and what not in SAYS_ALL else said)


def _number(amount: int, texts: dict[Any, str]) -> str:
    return _said(amount, texts, number_text)


def _said(value: Any, texts: dict[Any, str], say: Callable[[Any], str]) -> str:
    """What was said of the same value before, or now: dates and amounts recur by the thousand."""
    said = texts.get(value)
    if said is None:
        said = texts[value] = say(value)
    return said


def _balance_row(what: str, saved: Saved, kinds: Sequence[str]) -> Row:
    amounts = [saved[kind] for kind in kinds]
    return Row("", plain(what), tuple(map(number_text, (*amounts, sum(amounts)))), is_strong=True)
