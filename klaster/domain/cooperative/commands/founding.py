"""Founding a cooperative, its recognition as a legal entity, and who holds its offices.

The actor acts for the cooperative's own organisation. The exit calls these for the receiving
cooperatives; afterwards the cooperative lives by them.
"""

from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import queries
from klaster.domain.cooperative.models import Cooperative, Officer
from klaster.domain.ledger import commands as ledger
from klaster.domain.registry.models import Party
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

# Founders of a primary cooperative at least: UU 25/1992 art. 6 (1), as changed by UU Cipta Kerja
# (UU 11/2020, in force from 2 November 2020).
FOUNDERS_LEAST = ((date(2020, 11, 2), 9), (date(1992, 10, 21), 20))
CHART = "sakep"


class TooFewFounders(Refused):
    code = "too_few_founders"
    message = "Koperasi baru punya {count} anggota; pengesahan memerlukan sedikitnya {least}."


class NotAMember(Refused):
    code = "not_a_member"
    message = "{name} bukan anggota koperasi ini pada tanggal itu."


@command("cooperative.form")
def form(*, by: Actor, on: date, id: UUID, name: str, sector: str) -> Cooperative:
    """Found the cooperative of the actor's organisation, with its book and its rolling fund.

    The rolling fund is the business unit that will carry what an asset reform brings; the same id
    again is the same cooperative.
    """
    known = Cooperative.objects.filter(organisation_id=by.organisation_id, id=id).first()
    if known is not None:
        return known
    book = ledger.open_book(
        by=by, on=on, id=derived_id(on, id, "book"), code="koperasi", name=name, chart=CHART
    )
    fund = ledger.open_fund(
        by=by,
        on=on,
        id=derived_id(on, id, "rolling"),
        book=book,
        code="bergulir",
        name="Unit usaha bergulir",
        kind="business_unit",
    )
    return Cooperative.objects.create(
        id=id,
        organisation_id=by.organisation_id,
        name=name,
        sector=sector,
        formed_on=on,
        book=book,
        rolling_fund=fund,
    )


@command("cooperative.recognise")
def recognise(*, by: Actor, on: date, cooperative: Cooperative, number: str) -> Cooperative:
    """Record that the cooperative is a legal entity from `on`; raises `TooFewFounders`."""
    count = queries.standing_members(cooperative).count()
    least = next(number for since, number in FOUNDERS_LEAST if since <= on)
    if count < least:
        raise TooFewFounders(count=count, least=least)
    Cooperative.objects.filter(
        organisation_id=cooperative.organisation_id, id=cooperative.id
    ).update(legal_on=on, legal_number=number)
    cooperative.legal_on, cooperative.legal_number = on, number
    return cooperative


@command("cooperative.appoint")
def appoint(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    party: Party,
    office: str,
    until: date | None = None,
) -> Officer:
    """Give an office from `on`; `until` is the first day no longer, None while it goes on.

    The same id again is the same term. Raises `NotAMember`, except for the sharia board.
    """
    is_member = queries.standing_members(cooperative, on).filter(party=party).exists()
    if office != Officer.Office.SHARIA_BOARD and not is_member:
        raise NotAMember(name=party.name)
    officer = Officer(
        id=id,
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        party=party,
        office=office,
        valid_from=on,
        valid_until=until,
    )
    return once.add(officer, later=["valid_until"])


@command("cooperative.end_office")
def end_office(*, by: Actor, on: date, officer: Officer) -> Officer:
    """End a term: `on` is the first day no longer. Raises `BadField` before it began."""
    if on < officer.valid_from:
        raise BadField(field="on", reason="sebelum masa jabatan dimulai")
    Officer.objects.filter(organisation_id=by.organisation_id, id=officer.id).update(valid_until=on)
    officer.valid_until = on
    return officer
