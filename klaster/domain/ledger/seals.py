"""The seals of closed months: computed, chained, and checked against the lines as they stand."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.ledger import models, queries


@dataclass(frozen=True, slots=True)
class Digest:
    """What a month's seal is: its digest and what each entry contributes."""

    digest: str
    entry_ids: list[UUID]
    entry_digests: list[int]


@dataclass(frozen=True, slots=True)
class SealBreach:
    """A sealed month that no longer gives its seal; `entry` is the first that differs, if any."""

    book: str
    month: date
    entry: UUID | None
    what: str


def last(book: models.Book, before: date) -> str:
    """Return the digest of the last whole seal before a month, or "" where there is none."""
    return (
        models.Seal.objects.filter(
            organisation_id=book.organisation_id,
            period__book=book,
            period__month__lt=before,
            is_broken=False,
        )
        .order_by("-period__month")
        .values_list("digest", flat=True)
        .first()
        or ""
    )


def digest(book: models.Book, month: date, previous: str) -> Digest:
    """Return the digest of a month as its lines stand now."""
    ((text, ids, digests),) = queries.rows(
        "select digest, entry_ids, entry_digests"
        " from ledger_digest(%(organisation)s, %(book)s, %(month)s, %(previous)s)",
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "month": month,
            "previous": previous,
        },
    )
    return Digest(text, ids, digests)


def breaches(book: models.Book) -> list[SealBreach]:
    """Recompute every whole seal of a book and return those that no longer hold, in order."""
    found: list[SealBreach] = []
    previous = ""
    seals = (
        models.Seal.objects.filter(
            organisation_id=book.organisation_id, period__book=book, is_broken=False
        )
        .select_related("period")
        .order_by("period__month")
    )
    for seal in seals:
        now = digest(book, seal.period.month, previous)
        if (now.digest, seal.previous) != (seal.digest, previous):
            found.append(_breach(book, seal, now))
        previous = seal.digest
    return found


def _breach(book: models.Book, seal: models.Seal, now: Digest) -> SealBreach:
    sealed = dict(zip(seal.entry_ids, seal.entry_digests, strict=True))
    current = dict(zip(now.entry_ids, now.entry_digests, strict=True))
    for entry in sorted(sealed.keys() | current.keys()):
        if sealed.get(entry) != current.get(entry):
            what = (
                "dihapus"
                if entry not in current
                else "ditambahkan"
                if entry not in sealed
                else "diubah"
            )
            return SealBreach(book.code, seal.period.month, entry, what)
    return SealBreach(book.code, seal.period.month, None, "segel sebelumnya diubah")
