"""Putting contracts on record with their terms and schedule, one or tens of thousands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts import history
from klaster.domain.contracts.commands.refusals import require_parties
from klaster.domain.contracts.models import Contract, Instalment, Terms
from klaster.domain.ledger.models import Fund
from klaster.domain.ledger.queries import funds_of
from klaster.domain.programme.models import Programme, Sector
from klaster.rules.contracts import KINDS, conventional
from klaster.rules.contracts.kind import Instalment as Row
from klaster.rules.refusal import BadField, Refused

SHARIA_CHART = "psak409"
_BATCH = 5_000


class NumberTaken(Refused):
    code = "number_taken"
    message = "Nomor kontrak {number} sudah dipakai. Pakai nomor lain."


class NotInShariaBook(Refused):
    code = "not_in_sharia_book"
    message = "Pinjaman konvensional tidak dapat dibuat dalam buku {book}. Pilih akad lain."


@dataclass(frozen=True, slots=True)
class NewContract:
    """A contract to sign; its id is made by the sender.

    `terms` is the JSON of the kind's `read_terms`. The book is that of `fund`. `signed_on` None
    means the day of the command. The programme is that of the sector, where one is given.
    """

    id: UUID
    number: str
    kind: str
    party: UUID
    fund: UUID
    terms: Mapping[str, Any]
    signed_on: date | None = None
    group: UUID | None = None
    sector: UUID | None = None
    programme: UUID | None = None
    approved_by: str = ""


@command("contracts.sign")
def sign(*, by: Actor, on: date, new: NewContract) -> Contract:
    """Sign one contract; nothing moves yet.

    Raises `BadField` for bad terms, `NoSuchParty`, `NoSuchFund`, `NumberTaken`, `SentBefore`.
    """
    (contract,) = _enter(by, on, [new])
    return contract


@command("contracts.sign_many")
def sign_many(*, by: Actor, on: date, rows: Sequence[NewContract]) -> list[Contract]:
    """Sign contracts, all or none, in a number of queries that grows with rows / 5,000.

    Raises as `sign` does; the refusal's `data["row"]` is the number of the row, from 1.
    """
    return _enter(by, on, rows)


def _enter(by: Actor, on: date, rows: Sequence[NewContract]) -> list[Contract]:
    """Add the contracts with version 1 of their terms and its instalments, as part of a command."""
    require_parties(
        by.organisation_id, (each for row in rows for each in (row.party, row.group) if each)
    )
    funds = funds_of(by.organisation_id, (row.fund for row in rows))
    programmes = _programmes(by, rows)
    drafts = []
    for number, row in enumerate(rows, 1):
        try:
            drafts.append(_draft(by, on, row, funds[row.fund], programmes))
        except Refused as refused:
            refused.data["row"] = number
            raise
    _require_free_numbers(by, [contract for contract, _, _ in drafts])
    contracts = once.add_many(
        [contract for contract, _, _ in drafts], later=("status", "closed_on")
    )
    once.add_many([terms for _, terms, _ in drafts])
    once.add_many(
        [each for contract, terms, rows in drafts for each in instalments(contract, terms, rows)]
    )
    return contracts


def terms_row(
    contract: Contract, version: int, data: Mapping[str, Any], on: date, event: UUID | None
) -> Terms:
    """A version of a contract's terms as a row, not yet stored."""
    return Terms(
        id=history.terms_id(contract, version),
        organisation_id=contract.organisation_id,
        contract=contract,
        version=version,
        rules_version=KINDS[contract.kind].terms_version,
        data=dict(data),
        valid_from=on,
        event_id=event,
    )


def instalments(contract: Contract, terms: Terms, rows: Sequence[Row]) -> Iterator[Instalment]:
    """The schedule of a version as rows, not yet stored."""
    for row in rows:
        yield Instalment(
            id=history.instalment_id(contract, terms.version, row.n),
            organisation_id=contract.organisation_id,
            contract_id=contract.id,
            terms_id=terms.id,
            n=row.n,
            due_date=row.due_date,
            principal=row.principal,
            margin=row.margin,
        )


def _draft(
    by: Actor, on: date, row: NewContract, fund: Fund, programmes: Mapping[UUID, UUID]
) -> tuple[Contract, Terms, Sequence[Row]]:
    kind = KINDS.get(row.kind)
    if kind is None:
        raise BadField(field="kind", reason="pilih salah satu: {choices}", choices=", ".join(KINDS))
    if not row.number.strip() or len(row.number) > 40:
        raise BadField(field="number", reason="harus diisi, paling panjang 40 huruf")
    if row.kind == conventional.KIND.code and fund.book.chart == SHARIA_CHART:
        raise NotInShariaBook(book=fund.book.name)
    if row.terms.get("decimals"):
        raise BadField(field="decimals", reason="rupiah tidak memakai angka di belakang koma")
    terms = kind.read_terms(row.terms)
    contract = Contract(
        id=row.id,
        organisation_id=by.organisation_id,
        number=row.number.strip(),
        kind=row.kind,
        programme_id=programmes[row.sector] if row.sector else row.programme,
        sector_id=row.sector,
        party_id=row.party,
        group_id=row.group,
        book=fund.book,
        fund=fund,
        signed_on=row.signed_on or on,
        approved_by=row.approved_by,
    )
    version = terms_row(contract, 1, row.terms, contract.signed_on, None)
    return contract, version, kind.schedule(terms)


def _programmes(by: Actor, rows: Sequence[NewContract]) -> dict[UUID, UUID]:
    """The programme of each sector named; sectors and programmes must be the actor's own."""
    wanted = {row.sector for row in rows if row.sector}
    found = Sector.objects.filter(organisation_id=by.organisation_id, id__in=wanted)
    programmes = dict(found.values_list("id", "programme_id"))
    if wanted - programmes.keys():
        raise BadField(field="sector", reason="sektor tidak ada di lembaga Anda")
    named = {row.programme for row in rows if row.programme}
    own = Programme.objects.filter(organisation_id=by.organisation_id, id__in=named)
    if own.count() < len(named):
        raise BadField(field="programme", reason="program tidak ada di lembaga Anda")
    return programmes


def _require_free_numbers(by: Actor, contracts: Sequence[Contract]) -> None:
    by_number: dict[str, UUID] = {}
    for contract in contracts:
        if by_number.setdefault(contract.number, contract.id) != contract.id:
            raise NumberTaken(number=contract.number)
    numbers = list(by_number)
    for start in range(0, len(numbers), _BATCH):
        taken = Contract.objects.filter(
            organisation_id=by.organisation_id, number__in=numbers[start : start + _BATCH]
        )
        for number, holder in taken.values_list("number", "id"):
            if by_number[number] != holder:
                raise NumberTaken(number=number)
