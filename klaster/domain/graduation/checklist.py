"""What must be in order before a programme leaves: books, receivables, receivers, people.

Each line answers in plain words what to do; `commands.exit_programme` refuses while any remains.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from klaster.domain.contracts import queries as contracts
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Officer
from klaster.domain.graduation import confirmations
from klaster.domain.graduation.estate import Estate
from klaster.domain.graduation.models import Decision
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book
from klaster.domain.programme import queries as enrolled
from klaster.domain.programme.models import Programme, Stage
from klaster.rules.wording import date_text, money_text, month_text

MOST_NAMES = 10  # of mitra in one line
NEEDED_OFFICES = (Officer.Office.CHAIR, Officer.Office.SECRETARY, Officer.Office.TREASURER)


class Signed(Protocol):
    """What the check-list needs to know of a deed."""

    @property
    def cooperative(self) -> Cooperative:
        """The receiver."""


def problems(
    programme: Programme,
    book: Book,
    on: date,
    estates: Mapping[UUID, Estate],
    deeds: Sequence[Signed],
) -> list[str]:
    """Return what still stands in the way, in plain words; empty when the programme may leave."""
    return [
        *_books(book, on),
        *_floors(book, on),
        *_positions(programme, book, on),
        *(line for deed in deeds for line in _receiver(deed.cooperative, on)),
        *_values(estates.values()),
        *_unconfirmed(estates.values(), on),
    ]


def warnings(programme: Programme, on: date, estates: Mapping[UUID, Estate]) -> list[str]:
    """Return what the two sides should know before they sign, and may sign all the same.

    Mitra about whom nobody decided: the deed hands over what they hold, but not as independent.
    Receivables that their mitra dispute: the deed hands over what the book says, and the two
    sides settle the rest.
    """
    return [*_undecided(programme, on), *_disputed(estates.values(), on)]


def _undecided(programme: Programme, on: date) -> Iterator[str]:
    decided = Decision.objects.filter(
        organisation_id=programme.organisation_id, programme=programme, on__lte=on
    )
    known = set(decided.values_list("party_id", flat=True))
    undecided = {
        one.party_id: one.name
        for one in enrolled.mitra(programme.organisation_id, programme.id, on)
        if one.stage not in (Stage.CANDIDATE, Stage.ELIGIBLE, Stage.LEFT)
        and one.party_id not in known
    }
    if undecided:
        names = _listed(sorted(undecided.values()))
        yield f"{len(undecided)} mitra belum diputuskan kemandiriannya: {names}"


def _disputed(estates: Iterable[Estate], on: date) -> Iterator[str]:
    said = [
        f"{one.contract.party.name} ({one.contract.number}) mengakui "
        f"{money_text(one.confirmation.acknowledged_rp)}, menurut buku "
        f"{money_text(one.confirmation.book_rp)} per {date_text(one.confirmation.on)}"
        for one in confirmations.receivables(estates, on)
        if one.confirmation and not one.confirmation.agrees
    ]
    if said:
        yield f"{len(said)} piutang belum disepakati jumlahnya: {'; '.join(said)}"


def _unconfirmed(estates: Iterable[Estate], on: date) -> Iterator[str]:
    lacking = [
        f"{one.contract.party.name} ({one.contract.number})"
        for one in confirmations.receivables(estates, on)
        if one.confirmation is None
    ]
    if lacking:
        since = date_text(confirmations.counts_since(on))
        yield (
            f"minta konfirmasi {len(lacking)} piutang dari mitranya, sejak {since}: "
            f"{_listed(lacking)}"
        )


def _listed(names: Sequence[str]) -> str:
    """The first names of many."""
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")


def _books(book: Book, on: date) -> Iterator[str]:
    open_month = ledger.first_open_month(book)
    if open_month < on.replace(day=1):
        month = month_text(open_month)
        yield f"tutup buku sampai bulan sebelum penyerahan (masih terbuka: {month})"


def _floors(book: Book, on: date) -> Iterator[str]:
    for name, unit, amount in ledger.below_floor(book, on):
        yield f"{name} ({unit}) minus {-amount}"


def _positions(programme: Programme, book: Book, on: date) -> Iterator[str]:
    for number, what in contracts.out_of_step(programme, book, on):
        yield f"kontrak {number} tidak cocok dengan buku besar: {what}"


def _receiver(cooperative: Cooperative, on: date) -> Iterator[str]:
    held = {officer.office for officer in cooperatives.officers(cooperative, on)}
    lacking = [office.label for office in NEEDED_OFFICES if office not in held]
    if lacking:
        yield f"{cooperative.name} belum mempunyai {', '.join(map(str, lacking))}"
    if cooperative.formed_on > on:
        yield f"{cooperative.name} baru dibentuk setelah tanggal penyerahan"


def _values(estates: Iterable[Estate]) -> Iterator[str]:
    for held in estates:
        for lot in held.lots:
            if lot.value < 0:
                number = lot.contract.number if lot.contract else "aset bersama"
                yield f"nilai {number} di sektor {held.sector.name} negatif"
