"""`klaster close-period`: check, close and seal the next open month of a book."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import books
from klaster.cli.base import Command as Base
from klaster.domain.access import queries as access
from klaster.domain.access.models import User
from klaster.domain.closing import commands as closing
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries
from klaster.rules.refusal import BadField, Refused


class NoSuchUser(Refused):
    code = "no_such_user"
    message = "Pengguna {user} tidak dikenal. Periksa nama penggunanya."


class Command(Base):
    help = gettext_lazy("Menutup dan menyegel bulan terbuka berikutnya dari satu buku.")

    def add_arguments(self, parser: CommandParser) -> None:
        books.add_choice(parser)
        parser.add_argument("--month", help=gettext("TTTT-BB; tanpa ini: bulan berikutnya"))
        parser.add_argument("--user", required=True, help=gettext("siapa yang menutup"))

    def handle(
        self,
        *args: Any,
        organisation: str | None,
        book: str | None,
        month: str | None,
        user: str,
        **options: Any,
    ) -> None:
        the_book = books.the_one(organisation, book)
        known = User.objects.filter(username=user).first()
        if known is None:
            raise NoSuchUser(user=user)
        on = timezone.localdate()
        first = queries.first_open_month(the_book)
        wanted = _month(month) if month else first
        if wanted != first:
            raise ledger.MonthNotNext(month=f"{wanted:%Y-%m}", first=f"{first:%Y-%m}")
        by = access.actor(known, the_book.organisation_id, on, channel="cli")
        (seal,) = closing.close_books(by=by, on=on, book=the_book, until=wanted)
        text = gettext("{book} {month} ditutup; segel {digest}")
        self.stdout.write(
            text.format(book=the_book.code, month=f"{wanted:%Y-%m}", digest=seal.digest)
        )


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
    except ValueError:
        raise BadField(field="--month", reason="tulis seperti 2014-03") from None
