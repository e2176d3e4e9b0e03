"""Each mitra says what is still owed, before it is handed over; kept beside what the book says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts.models import Contract
from klaster.domain.graduation import confirmations
from klaster.domain.graduation.models import Confirmation
from klaster.domain.programme.commands.refusals import NotFound, ProgrammeNotRunning
from klaster.domain.programme.models import Programme
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import date_text


class ConfirmedThatDay(Refused):
    code = "confirmed_that_day"
    message = (
        "Piutang {number} sudah dikonfirmasi pada {day}. Bila mitra mengubah pernyataannya,"
        " catat konfirmasi baru pada harinya."
    )


@dataclass(frozen=True, slots=True)
class NewConfirmation:
    """What the mitra of a contract acknowledges owing on a day, in rupiah; 0: nothing any more.

    `evidence` names the signed paper or the witness, or says why the mitra disputes the book.
    """

    id: UUID
    contract_id: UUID
    on: date
    acknowledged_rp: int
    evidence: str


@command("graduation.confirm_many")
def confirm_many(*, by: Actor, on: date, rows: Sequence[NewConfirmation]) -> list[Confirmation]:
    """Record what mitra say they owe, all or none, each beside what the book says of that day.

    The same ids again change nothing. Raises `NotFound`, `BadField`, `ProgrammeNotRunning`,
    `ConfirmedThatDay`, `SentBefore`.
    """
    contracts = _contracts(by, rows)
    known = set(
        Confirmation.objects.filter(
            organisation_id=by.organisation_id, id__any=[row.id for row in rows]
        ).values_list("id", flat=True)
    )
    programmes: dict[UUID, UUID] = {}
    for number, row in enumerate(rows, 1):
        programme = _programme(contracts[row.contract_id], number)
        programmes[row.contract_id] = programme.id
        _require_sound(on, contracts[row.contract_id], row, number)
        if row.id not in known:
            _require_running(programme, number)
    _require_first_that_day(by, contracts, rows)
    days: dict[date, list[Contract]] = defaultdict(list)
    for row in rows:
        if row.id not in known:
            days[row.on].append(contracts[row.contract_id])
    books = {day: confirmations.book_says(those, day) for day, those in days.items()}
    return once.add_many(
        [
            Confirmation(
                id=row.id,
                organisation_id=by.organisation_id,
                programme_id=programmes[row.contract_id],
                contract_id=row.contract_id,
                party_id=contracts[row.contract_id].party_id,
                on=row.on,
                acknowledged_rp=row.acknowledged_rp,
                book_rp=books.get(row.on, {}).get(row.contract_id, 0),
                evidence=row.evidence,
            )
            for row in rows
        ],
        later=("book_rp",),
    )


def _contracts(by: Actor, rows: Sequence[NewConfirmation]) -> dict[UUID, Contract]:
    ids = {row.contract_id for row in rows}
    found = Contract.objects.select_related("programme", "book").filter(
        organisation_id=by.organisation_id, id__any=list(ids)
    )
    contracts = {one.id: one for one in found}
    for missing in ids - contracts.keys():
        raise NotFound(what=Contract._meta.verbose_name, id=missing)
    return contracts


def _programme(contract: Contract, number: int) -> Programme:
    if contract.programme is None:
        raise BadField(field="contract", reason="akad ini bukan akad sebuah program", row=number)
    return contract.programme


def _require_sound(on: date, contract: Contract, row: NewConfirmation, number: int) -> None:
    if row.on > on:
        raise BadField(field="on", reason="hari ini belum tiba", row=number)
    if row.on < contract.signed_on:
        raise BadField(
            field="on", reason="mendahului akadnya ({day})", day=date_text(contract.signed_on),
            row=number,
        )  # fmt: skip
    if row.acknowledged_rp < 0:
        raise BadField(field="acknowledged_rp", reason="tidak boleh kurang dari nol", row=number)
    if not row.evidence.strip():
        raise BadField(
            field="evidence",
            reason="sebutkan surat yang ditandatangani atau saksinya, atau mengapa berbeda",
            row=number,
        )


def _require_running(programme: Programme, number: int) -> None:
    """What was handed over is confirmed to the cooperative, not to the institution any more."""
    if programme.status != Programme.Status.RUNNING:
        raise ProgrammeNotRunning(programme=programme.name, row=number)


def _require_first_that_day(
    by: Actor, contracts: Mapping[UUID, Contract], rows: Sequence[NewConfirmation]
) -> None:
    """Two ids for one contract and day, on record or sent together, are two different claims."""
    taken = {
        (one.contract_id, one.on): one.id
        for one in Confirmation.objects.filter(
            organisation_id=by.organisation_id, contract_id__in=list(contracts)
        )
    }
    for number, row in enumerate(rows, 1):
        if taken.setdefault((row.contract_id, row.on), row.id) != row.id:
            raise ConfirmedThatDay(
                number=contracts[row.contract_id].number, day=date_text(row.on), row=number
            )
