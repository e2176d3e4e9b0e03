"""Official numbers (NIK, KK): recording them sealed, showing one in clear, renewing the ciphers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import BinaryField
from django.db.models.functions import Substr

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.places.models import Area
from klaster.domain.registry import secrecy
from klaster.domain.registry.commands.refusals import party_of, require_reason
from klaster.domain.registry.models import Disclosure, Identity, Party
from klaster.rules import nik
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

_BATCH = 5_000
_LONGEST = 40
_KINDS = frozenset(Identity.Kind.values)


class NumberUnknown(Refused):
    code = "number_unknown"
    message = "{kind} {party} belum tercatat."


@command("registry.record_number")
def record_number(*, by: Actor, on: date, party_id: UUID, kind: str, number: str) -> Identity:
    """Record or replace a party's NIK or KK number; the row's `warnings` say what looks wrong.

    Raises `NoSuchParty`, `BadField`; a strange number is recorded all the same.
    """
    party = party_of(by, party_id, lock=True)
    identity = _sealed(by, on, party, kind, number, _subdistricts())
    held = Identity.objects.filter(organisation_id=by.organisation_id, party_id=party_id, kind=kind)
    if held.update(cipher=identity.cipher, lookup=identity.lookup, warnings=identity.warnings):
        return held.get()
    identity.save(force_insert=True)
    return identity


@command("registry.unmask")
def unmask(*, by: Actor, on: date, id: UUID, party_id: UUID, kind: str, reason: str) -> str:
    """Return a number in clear, once it is on record who saw it and why (`Disclosure` `id`).

    Raises `NoSuchParty`, `ReasonMissing`, `NumberUnknown`.
    """
    require_reason(reason)
    party = party_of(by, party_id)
    identity = Identity.objects.filter(
        organisation_id=by.organisation_id, party_id=party_id, kind=kind
    ).first()
    if identity is None:
        raise NumberUnknown(kind=kind.upper(), party=party.name)
    once.add(
        Disclosure(
            id=id,
            organisation_id=by.organisation_id,
            party=party,
            kind=kind,
            reason=reason,
            shown_to=by.user_id,
            on=on,
        )
    )
    return _number(identity)


@command("registry.renew_ciphers")
def renew_ciphers(*, by: Actor, on: date) -> int:
    """Seal up to 5,000 numbers of the organisation anew that an old key sealed; return how many.

    Repeat until it returns 0; then the old key may leave the settings.
    """
    key_id = Substr("cipher", 1, secrecy.KEY_ID_LENGTH, output_field=BinaryField())
    numbers = Identity.objects.filter(organisation_id=by.organisation_id)
    old = numbers.annotate(key_id=key_id).exclude(key_id=secrecy.current_key_id())
    renewed = list(old.select_for_update()[:_BATCH])
    for identity in renewed:
        number = _number(identity)
        identity.cipher = secrecy.seal(identity.party_id, identity.kind, number)
        identity.lookup = secrecy.lookup(by.organisation_id, identity.kind, number)
    numbers.bulk_update(renewed, ["cipher", "lookup"], batch_size=_BATCH)
    return len(renewed)


def add_many(by: Actor, on: date, rows: Sequence[tuple[Party, str, str]]) -> None:
    """Record numbers of parties just enrolled: (party, kind, number). Part of a command."""
    if not rows:
        return
    known = _subdistricts()
    sent = [_sealed(by, on, party, kind, number, known) for party, kind, number in rows]
    kept = once.add_many(sent, later=("cipher", "lookup", "warnings"))
    for new, old in zip(sent, kept, strict=True):
        if old is not new and _number(old) != _number(new):
            raise once.SentBefore(what=new.get_kind_display(), fields="number")


def _number(identity: Identity) -> str:
    return secrecy.reveal(identity.party_id, identity.kind, identity.cipher)


def _sealed(
    by: Actor, on: date, party: Party, kind: str, number: str, known: frozenset[str]
) -> Identity:
    number = number.strip()
    if kind not in _KINDS:
        raise BadField(field="kind", reason="pilih NIK atau KK.")
    if not number or len(number) > _LONGEST:
        raise BadField(field=kind, reason="nomor kosong atau terlalu panjang.")
    if kind == Identity.Kind.NIK:
        warnings = nik.check(
            number, on=on, birth_date=party.birth_date, sex=party.sex, subdistricts=known
        )
    else:
        warnings = nik.check_household(number, on=on, subdistricts=known)
    return Identity(
        id=derived_id(party.known_since, party.id, "number", kind),
        organisation_id=by.organisation_id,
        party_id=party.id,
        kind=kind,
        cipher=secrecy.seal(party.id, kind, number),
        lookup=secrecy.lookup(by.organisation_id, kind, number),
        warnings=list(warnings),
    )


def _subdistricts() -> frozenset[str]:
    codes = Area.objects.filter(level=Area.Level.SUBDISTRICT).values_list("code", flat=True)
    return frozenset(codes)
