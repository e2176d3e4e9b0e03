"""Refusals that several commands of the registry share, and the checks that raise them."""

from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.registry.models import Party
from klaster.rules.refusal import Refused


class NoSuchParty(Refused):
    code = "no_such_party"
    message = "Data {party} tidak ada di lembaga Anda. Cari kembali namanya."


class NotAGroup(Refused):
    code = "not_a_group"
    message = "{party} bukan kelompok atau rumah tangga, sehingga tidak dapat beranggota."


class NoSuchBond(Refused):
    code = "no_such_bond"
    message = "Catatan ini tidak ada di lembaga Anda. Muat ulang halamannya."


class EndsBeforeItBegins(Refused):
    code = "ends_before_it_begins"
    message = "Tanggal berakhir {end} mendahului tanggal mulai {start}. Periksa tanggalnya."


class AlreadyMerged(Refused):
    code = "already_merged"
    message = "{party} sudah digabungkan ke data lain. Batalkan penggabungan itu lebih dahulu."


class ReasonMissing(Refused):
    code = "reason_missing"
    message = "Tuliskan alasannya."


def party_of(by: Actor, id: UUID, *, lock: bool = False) -> Party:
    """Return the actor's own party, locked if it will be changed. Raises `NoSuchParty`."""
    parties = Party.objects.filter(organisation_id=by.organisation_id, id=id)
    party = (parties.select_for_update() if lock else parties).first()
    if party is None:
        raise NoSuchParty(party=id)
    return party


def require_reason(reason: str) -> None:
    """Raise `ReasonMissing` for a reason of blanks."""
    if not reason.strip():
        raise ReasonMissing
