"""Refusals that several commands of contracts share, and the look-ups that raise them."""

from collections.abc import Iterable
from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.contracts.history import batches
from klaster.domain.contracts.models import Contract
from klaster.domain.registry.models import Party
from klaster.rules.refusal import Refused


class NoSuchContract(Refused):
    code = "no_such_contract"
    message = "Kontrak {contract} tidak ada di lembaga Anda. Cari kembali nomornya."


class NoSuchParty(Refused):
    code = "no_such_party"
    message = "Data {party} tidak ada di lembaga Anda. Daftarkan mitranya dahulu."


class ReasonMissing(Refused):
    code = "reason_missing"
    message = "Tuliskan alasannya."


def require_parties(organisation_id: UUID, ids: Iterable[UUID]) -> None:
    """Raise `NoSuchParty` for the first id that is no party of the organisation."""
    for batch in batches(ids):
        known = set(
            Party.objects.filter(organisation_id=organisation_id, id__in=batch).values_list(
                "id", flat=True
            )
        )
        for each in batch:
            if each not in known:
                raise NoSuchParty(party=each)


def locked(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Contract]:
    """Return the actor's own contracts with their books, locked in the order of their ids.

    Raises `NoSuchContract`.
    """
    contracts: dict[UUID, Contract] = {}
    for batch in batches(ids):
        found = (
            Contract.objects.select_related("book")
            .select_for_update(of=("self",))
            .filter(organisation_id=by.organisation_id, id__in=batch)
            .order_by("id")
        )
        contracts |= {contract.id: contract for contract in found}
        for each in batch:
            if each not in contracts:
                raise NoSuchContract(contract=each)
    return contracts
