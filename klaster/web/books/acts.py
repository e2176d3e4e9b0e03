"""What is done with books by a form: money in, costs, closing months and opening them again."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.closing import commands as closing
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.commands import Line, Side
from klaster.domain.ledger.models import Book, Entry, Fund, Period
from klaster.domain.programme.models import BudgetLine
from klaster.rules.calendar import add_months
from klaster.rules.refusal import BadField
from klaster.web.shared import inputs, words
from klaster.web.shared.acting import ActForm
from klaster.web.shared.visits import Visit

MOST_MONTHS = 120
CHARTS = [("psak409", _("PSAK 409 (zakat, infak)")), ("isak335", _("ISAK 335 (nirlaba)"))]
BY_HAND = frozenset({"donation", "fund_received", *BudgetLine.Kind.values})  # kinds of entries


class OfBook(ActForm):
    """An act on a book of the organisation, for who sees all of it."""

    subject_model = Book
    subject: Book

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Book]:
        """All books, or none for who sees a part of the organisation."""
        own = Book.objects.filter(organisation_id=visit.organisation.id)
        return own if visit.reach.is_whole else own.none()


class OfProgrammeBook(OfBook):
    """An act on a programme's book; a cooperative's month and vouchers have pages of their own."""

    @classmethod
    def is_offered(cls, visit: Visit, subject: Book) -> bool:
        """For the book of a programme; looked up once a visit, as many forms ask."""
        if not hasattr(visit, "cooperative_book"):
            own = cooperatives.of_organisation(visit.organisation.id)
            visit.cooperative_book = own.book_id if own else None  # type: ignore[attr-defined]
        return bool(visit.cooperative_book != subject.id)  # type: ignore[attr-defined]


class Money(OfProgrammeBook):
    """Money that comes into or leaves a fund of the book."""

    fund = inputs.Row(Fund, label=_("Dana"), rows=lambda _visit: ~Q(kind=Fund.Kind.GROUP_CASH))
    amount = inputs.Rupiah(label=_("Jumlah"))
    number = inputs.Words(label=_("Nomor bukti"), longest=40)
    memo = inputs.Words(label=_("Keterangan"), longest=200)

    def prepare(self) -> None:
        """Only funds of this book."""
        field: Any = self.fields["fund"]
        field.queryset = field.queryset.filter(book=self.subject)

    def post(self, by: Actor, on: date, kind: str, source: str, debit: str, credit: str) -> str:
        """Post it; the number of the voucher cannot be used twice."""
        given = self.cleaned_data
        line = Line(given["fund"].id, Side(debit), Side(credit), given["amount"])
        ledger.post(
            by=by, on=on, id=given["id"], book=self.subject, kind=kind, lines=[line],
            memo=given["memo"], source=f"{source}:{given['number']}",
        )  # fmt: skip
        return reverse("entry", args=[given["id"]])


class Receive(Money):
    """A donation comes in."""

    act = "ledger.post_many"
    code = "ledger.receive"
    title = _("Terima dana")

    def do(self, by: Actor, on: date) -> str:
        """Post the receipt."""
        return self.post(by, on, "fund_received", "fund_received", "fund_cash", "fund_received")


class Spend(Money):
    """A cost of the programme."""

    act = "ledger.post_many"
    code = "ledger.spend"
    title = _("Catat biaya program")
    about = _("Aset untuk mitra dicatat lewat pembelian dan akad, bukan di sini.")
    kind = forms.ChoiceField(label=_("Untuk apa"))
    field_order = ("on", "fund", "kind")

    def prepare(self) -> None:
        """The kinds of the budget, but assets."""
        super().prepare()
        field: Any = self.fields["kind"]
        field.choices = [
            (code, label)
            for code, label in BudgetLine.Kind.choices
            if code != BudgetLine.Kind.ASSETS
        ]

    def do(self, by: Actor, on: date) -> str:
        """Post the cost under what the budget calls it."""
        kind = self.cleaned_data["kind"]
        return self.post(by, on, kind, "cost", "programme_cost", "fund_cash")


class OpenFund(OfProgrammeBook):
    """A fund of its own in a book: zakat, infak, a grant."""

    act = "ledger.open_fund"
    title = _("Buka dana baru")
    about = _("Setiap dana dibukukan terpisah dan tidak dapat dicampur.")
    code_ = forms.SlugField(label=_("Kode"), max_length=40)
    name = inputs.Words(label=_("Nama"), longest=100)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Fund.Kind.choices)

    def do(self, by: Actor, on: date) -> str:
        """Open it."""
        given = self.cleaned_data
        ledger.open_fund(
            by=by, on=on, id=given["id"], book=self.subject, code=given["code_"],
            name=given["name"], kind=given["kind"],
        )  # fmt: skip
        return reverse("trial_balance", args=[self.subject.code])


class OpenBook(ActForm):
    """A book of its own, for a programme that is to have one."""

    act = "ledger.open_book"
    area = "books"
    title = _("Buka buku baru")
    about = _("Satu buku per program; dibuka pada hari pertamanya.")
    short = forms.SlugField(label=_("Kode"), max_length=40)
    name = inputs.Words(label=_("Nama"), longest=100)
    chart = forms.ChoiceField(label=_("Standar akuntansi"), choices=CHARTS)

    def do(self, by: Actor, on: date) -> str:
        """Open it."""
        given = self.cleaned_data
        own = Book.objects.filter(organisation_id=by.organisation_id, code=given["short"])
        if own.exclude(id=given["id"]).exists():
            raise BadField(field="short", reason="sudah dipakai; pilih yang lain")
        ledger.open_book(
            by=by, on=on, id=given["id"], code=given["short"], name=given["name"],
            chart=given["chart"],
        )  # fmt: skip
        return reverse("trial_balance", args=[given["short"]])


class CloseBooks(OfProgrammeBook):
    """Months are closed and sealed."""

    act = "closing.close_books"
    title = _("Tutup bulan")
    about = _("Penyusutan dibukukan, kendali diperiksa, lalu setiap bulan disegel.")
    until = forms.ChoiceField(label=_("Sampai dengan"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Book) -> bool:
        """While a month that is over is open."""
        return super().is_offered(visit, subject) and bool(_open_months(subject, visit.on))

    def prepare(self) -> None:
        """The months that are over and open."""
        field: Any = self.fields["until"]
        field.choices = _open_months(self.subject, self.visit.on)
        self.fields["on"].widget = forms.HiddenInput()

    def do(self, by: Actor, on: date) -> str:
        """Close them."""
        until = date.fromisoformat(self.cleaned_data["until"])
        closing.close_books(by=by, on=on, book=self.subject, until=until)
        return reverse("seals", args=[self.subject.code])


class Reopen(OfBook):
    """A closed month is opened again, for a reason that stays on record."""

    act = "ledger.reopen_period"
    title = _("Buka kembali bulan")
    about = _("Bulan itu dan semua sesudahnya terbuka lagi; segel lama tetap dapat diperiksa.")
    month = forms.ChoiceField(label=_("Mulai bulan"))
    reason = inputs.Words(label=_("Alasan"), longest=200)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Book) -> bool:
        """While a month is closed and its year not approved."""
        return _closed(subject).exists()

    def prepare(self) -> None:
        """The closed months, the last first."""
        field: Any = self.fields["month"]
        months = _closed(self.subject).order_by("-month").values_list("month", flat=True)
        field.choices = [(day.isoformat(), words.month(day)) for day in months[:MOST_MONTHS]]
        self.fields["on"].widget = forms.HiddenInput()

    def do(self, by: Actor, on: date) -> str:
        """Open it."""
        given = self.cleaned_data
        month = date.fromisoformat(given["month"])
        ledger.reopen_period(by=by, on=on, book=self.subject, month=month, reason=given["reason"])
        return reverse("seals", args=[self.subject.code])


class ReverseEntry(ActForm):
    """An entry written by hand is taken back by its mirror."""

    act = "ledger.reverse"
    title = _("Batalkan jurnal")
    about = _("Jurnal pembalik dibuat pada tanggal ini; keduanya tetap terlihat.")
    subject_model = Entry
    subject: Entry
    reason = inputs.Words(label=_("Alasan"), longest=200)

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Entry]:
        """All entries, or none for who sees a part of the organisation."""
        own = Entry.objects.filter(organisation_id=visit.organisation.id).select_related("book")
        return own if visit.reach.is_whole else own.none()

    @classmethod
    def is_offered(cls, visit: Visit, subject: Entry) -> bool:
        """For receipts and costs; what a contract or voucher posted is undone where it was done."""
        by_hand = subject.kind in BY_HAND
        taken_back = Entry.objects.filter(
            organisation_id=subject.organisation_id, reverses_id=subject.id
        )
        return by_hand and subject.reverses_id is None and not taken_back.exists()

    def do(self, by: Actor, on: date) -> str:
        """Post the mirror."""
        given = self.cleaned_data
        ledger.reverse(by=by, on=on, id=given["id"], entry=self.subject.id, reason=given["reason"])
        return reverse("entry", args=[given["id"]])


def _closed(book: Book) -> QuerySet[Period]:
    return Period.objects.filter(
        organisation_id=book.organisation_id,
        book=book,
        status=Period.Status.CLOSED,
        is_final=False,
    )


def _open_months(book: Book, on: date) -> list[tuple[str, str]]:
    """The months that are open and over on a day, in order."""
    found: list[tuple[str, str]] = []
    month = ledger_read.first_open_month(book)
    while add_months(month, 1) <= on and len(found) < MOST_MONTHS:
        found.append((month.isoformat(), words.month(month)))
        month = add_months(month, 1)
    return found


FORMS = (OpenBook, Receive, Spend, OpenFund, CloseBooks, Reopen, ReverseEntry)
