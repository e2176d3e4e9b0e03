"""Which books a command is about, from `--organisation` and `--book`."""

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from klaster.domain.ledger.models import Book
from klaster.rules.refusal import Refused


class NoSuchBook(Refused):
    code = "no_such_book"
    message = "Tidak ada buku {book} di lembaga {organisation}. Yang ada: {known}."


class BookUnclear(Refused):
    code = "book_unclear"
    message = "Sebutkan satu buku dengan --organisation dan --book. Yang cocok: {known}."


def add_choice(parser: CommandParser) -> None:
    """Let the command be told an organisation and a book; without them it means all."""
    parser.add_argument("--organisation", help=gettext("kode lembaga"))
    parser.add_argument("--book", help=gettext("kode buku"))


def chosen(organisation: str | None, book: str | None) -> list[Book]:
    """Return the books with these codes, by organisation and code; raises `NoSuchBook`."""
    every = Book.objects.select_related("organisation").order_by("organisation__code", "code")
    found = every
    if organisation:
        found = found.filter(organisation__code=organisation)
    if book:
        found = found.filter(code=book)
    books = list(found)
    if not books:
        raise NoSuchBook(
            book=book or "-", organisation=organisation or "-", known=_names(list(every))
        )
    return books


def the_one(organisation: str | None, book: str | None) -> Book:
    """Return the only book with these codes; raises `NoSuchBook`, `BookUnclear`."""
    books = chosen(organisation, book)
    if len(books) > 1:
        raise BookUnclear(known=_names(books))
    return books[0]


def _names(books: list[Book]) -> str:
    return ", ".join(f"{book.organisation.code}/{book.code}" for book in books) or "-"
