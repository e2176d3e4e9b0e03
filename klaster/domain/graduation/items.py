"""The lines of a deed as people sign them, and who the mitra are in the receiving cooperative."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.estate import Estate, Lot
from klaster.domain.graduation.journals import Contribution, Passing
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry, Unit
from klaster.domain.registry import commands as people
from klaster.domain.registry.models import Party
from klaster.rules.contracts.reform import Holding, value
from klaster.rules.entry import RUPIAH
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused

CASH, STOCK = "Kas bergulir", "Persediaan"
GROUP_CASH = "Tabungan kelompok, milik anggota"
IN_KIND = {"with_keeper": "pada pemelihara", "stock": "di tangan program"}
KINDS = {
    "qardh": "Piutang qardh",
    "murabahah": "Piutang murabahah",
    "pass_on": "Perguliran ternak",
    "livestock_share": "Gaduhan ternak",
    "profit_share": "Pembiayaan bagi hasil",
    "crop_share": "Bagi hasil panen",
    "salam": "Pembiayaan salam",
    "lease": "Sewa",
}


class MitraNotMember(Refused):
    code = "mitra_not_member"
    message = (
        "{count} mitra yang kontraknya akan diserahkan belum menjadi anggota {cooperative}: "
        "{names}. Terima mereka sebagai anggota dahulu."
    )


def parties_there(
    *,
    by: Actor,
    on: date,
    cooperative: Cooperative,
    estate: Estate,
    contributions: Sequence[Contribution],
) -> dict[UUID, UUID]:
    """Return the cooperative's own party for each party of an estate; groups are put on record.

    `by` acts for the cooperative. Raises `MitraNotMember` with those who are not members.
    """
    ids = {lot.party_id for lot in estate.lots}
    ids |= {party_id for _, party_id in estate.group_cash} | {one.party_id for one in contributions}
    organisation_id = estate.sector.organisation_id
    here = {
        party.id: party
        for party in Party.objects.filter(organisation_id=organisation_id, id__in=ids)
    }
    persons = {party.person_id: key for key, party in here.items() if party.person_id}
    members = cooperatives.members_by_person(cooperative, list(persons))
    missing = [here[key].name for person, key in persons.items() if person not in members]
    if missing:
        raise MitraNotMember(
            count=len(missing), cooperative=cooperative.name, names=", ".join(missing[:5])
        )
    groups = [party for party in here.values() if not party.person_id]
    enrolled = people.enrol_many(by=by, on=on, rows=[_as_group(party, on) for party in groups])
    return {key: members[person].party_id for person, key in persons.items()} | {
        party.id: there.id for party, there in zip(groups, enrolled, strict=True)
    }


def _as_group(party: Party, on: date) -> people.NewParty:
    return people.NewParty(
        id=derived_id(on, party.id, "cooperative"),
        kind=party.kind,
        name=party.name,
        village=party.village_id,
        since=on,
        is_illustration=party.is_illustration,
    )


def of_deed(deed: Deed, passing: Passing) -> list[DeedItem]:
    """Return the numbered items of a deed: lots first, then what the funds hold, then state C."""
    names = dict(Unit.objects.values_list("code", "name_id"))
    rows = [
        *(row for lot in passing.estate.lots for row in _of_lot(passing, lot, names)),
        *(row for parts in passing.estate.funds.values() for row in _of_fund(parts, names)),
        *_of_group_cash(passing.estate.group_cash),
        *(_of_contribution(one) for one in passing.contributions),
    ]
    return [
        DeedItem(
            id=passing.id_of("item", n),
            organisation_id=deed.organisation_id,
            deed=deed,
            n=n,
            **row,
        )
        for n, row in zip(count(1), rows, strict=False)
    ]


def _of_lot(passing: Passing, lot: Lot, names: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """What is counted gets a line each, the first of them with the value; else rupiah alone."""
    is_shared = lot.contract is None
    roles = {one.role for one in lot.holdings}
    controlled = is_shared or not roles.isdisjoint({"managed_asset", "with_keeper"})
    title = _title(lot)
    fair = passing.fair_value(lot) if is_shared else lot.value
    counted = [one for one in lot.holdings if one.unit != RUPIAH]
    common = {
        "state": DeedItem.State.CONTROLLED if controlled else DeedItem.State.PORTFOLIO,
        "party_id": lot.party_id,
        "contract_id": lot.contract_id,
    }
    for n, one in enumerate(counted):
        yield common | {
            "description": f"{title}: {names[one.unit]} {IN_KIND.get(one.role, '')}".strip(),
            "quantity": one.amount,
            "unit_id": one.unit,
            "book_value_rp": 0 if n else lot.value,
            "fair_value_rp": 0 if n else fair,
        }
    if not counted and lot.value:
        yield common | {
            "description": title,
            "quantity": abs(lot.value),
            "unit_id": RUPIAH,
            "book_value_rp": lot.value,
            "fair_value_rp": fair,
        }


def _title(lot: Lot) -> str:
    if lot.contract is not None:
        return f"{KINDS.get(lot.contract.kind, lot.contract.kind)} {lot.contract.number}"
    return lot.placement.description if lot.placement else ""


def _of_fund(holdings: Iterable[Holding], names: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for one in holdings:
        is_money = one.unit == RUPIAH
        worth = value([one])
        yield {
            "state": DeedItem.State.PORTFOLIO,
            "description": CASH if one.role == "fund_cash" else f"{STOCK}: {names[one.unit]}",
            "quantity": abs(one.amount),
            "unit_id": one.unit,
            "book_value_rp": worth if is_money else 0,
            "fair_value_rp": worth if is_money else 0,
        }


def _of_group_cash(cash: Mapping[tuple[UUID, UUID], int]) -> Iterator[dict[str, object]]:
    for (_, party_id), amount in cash.items():
        yield {
            "state": DeedItem.State.OWNED,
            "description": GROUP_CASH,
            "party_id": party_id,
            "quantity": amount,
            "unit_id": RUPIAH,
            "book_value_rp": 0,
            "fair_value_rp": amount,
        }


def _of_contribution(one: Contribution) -> dict[str, object]:
    return {
        "state": DeedItem.State.OWNED,
        "description": one.description,
        "party_id": one.party_id,
        "contract_id": one.contract_id,
        "quantity": one.quantity,
        "unit_id": one.unit,
        "condition": one.condition,
        "book_value_rp": 0,
        "fair_value_rp": one.fair_value,
    }


def entries_of(deeds: Sequence[Deed]) -> Iterator[ledger.EntryRead]:
    """Yield every entry that deeds posted, in both books."""
    for deed in deeds:
        for organisation_id in (deed.organisation_id, deed.receiver_id):
            ids = Entry.objects.filter(
                organisation_id=organisation_id, source__startswith=f"deed:{deed.id}:"
            ).values_list("id", flat=True)
            for entry_id in ids.order_by("id"):
                read = ledger.entry(organisation_id, entry_id)
                if read is not None:
                    yield read
