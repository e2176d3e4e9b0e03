"""The lines of a deed as people sign them, and who the mitra are in the receiving cooperative."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.assets import queries as assets
from klaster.domain.assets.commands.shared import SHARED
from klaster.domain.assets.models import Placement
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation import confirmations
from klaster.domain.graduation.estate import Estate, Lot
from klaster.domain.graduation.journals import Contribution, Passing
from klaster.domain.graduation.models import Confirmation, Deed, DeedItem
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry, Unit
from klaster.domain.registry import commands as people
from klaster.domain.registry.models import Party
from klaster.rules.contracts.reform import Holding, value
from klaster.rules.entry import RUPIAH
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused

STOCK = "Persediaan"
FUNDS = {
    "fund_cash": "Kas bergulir",
    "goods_stock": "Nilai persediaan barang",
    "produce_stock": "Nilai persediaan hasil panen",
    "risk_pool": "Cadangan risiko ternak (kewajiban)",
}
GROUP_CASH = "Tabungan kelompok, milik anggota"
KINDS = {
    "qardh": "Piutang qardh",
    "murabahah": "Piutang murabahah",
    "pass_on": "Perguliran",
    "livestock_share": "Gaduhan",
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


def members_there(
    *, cooperative: Cooperative, estate: Estate, contributions: Sequence[Contribution]
) -> dict[UUID, UUID]:
    """Return the cooperative's own party for each person of an estate, by the id here.

    Raises `MitraNotMember` with those who are not members. Those whom lots came from earlier, and
    who are members, are among them.
    """
    needed = _needed(estate, contributions)
    earlier = {lot.party_id for lot in assets.origins(estate.sector.organisation_id, _own(estate))}
    known = Party.objects.filter(
        organisation_id=estate.sector.organisation_id,
        id__in=needed | earlier,
        person_id__isnull=False,
    )
    persons = {party.person_id: party for party in known if party.person_id}
    members = cooperatives.members_by_person(cooperative, list(persons))
    missing = [
        party.name
        for person, party in persons.items()
        if person not in members and party.id in needed
    ]
    if missing:
        raise MitraNotMember(
            count=len(missing), cooperative=cooperative.name, names=", ".join(missing[:5])
        )
    return {persons[person].id: member.party_id for person, member in members.items()}


def groups_there(
    *, by: Actor, on: date, estate: Estate, contributions: Sequence[Contribution]
) -> dict[UUID, UUID]:
    """Put the groups of an estate on record in the cooperative (`by`); return them by ids here."""
    groups = list(
        Party.objects.filter(
            organisation_id=estate.sector.organisation_id,
            id__in=_needed(estate, contributions),
            person_id=None,
        ).order_by("id")
    )
    enrolled = people.enrol_many(by=by, on=on, rows=[_as_group(party, on) for party in groups])
    return {party.id: there.id for party, there in zip(groups, enrolled, strict=True)}


def _needed(estate: Estate, contributions: Sequence[Contribution]) -> set[UUID]:
    """Whoever holds, saves, brings or waits for something, and the groups they are in."""
    groups = {lot.contract.group_id for lot in estate.lots if lot.contract}
    return {
        *(lot.party_id for lot in estate.lots),
        *(group_id for group_id in groups if group_id),
        *(party_id for _, party_id in estate.group_cash),
        *(one.party_id for one in contributions),
        *(family.group_id for family in estate.queue),
        *(family.party_id for family in estate.queue),
    }


def _own(estate: Estate) -> list[Placement]:
    return [placement for lot in estate.lots for placement in lot.placements]


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
    """Return the numbered items of a deed: lots by mitra, what the funds hold, then state C."""
    words = _Words(
        units=dict(Unit.objects.values_list("code", "name_id")),
        names=dict(
            Party.objects.filter(
                organisation_id=deed.organisation_id, id__in=list(passing.parties)
            ).values_list("id", "name")
        ),
        marks=_marks(passing),
        said=confirmations.last(
            [lot.contract for lot in passing.estate.lots if lot.contract], passing.on
        ),
    )
    estate = passing.estate
    lots = sorted(
        estate.lots,
        key=lambda lot: (_state(lot), words.names[lot.party_id], lot.contract_id),
    )
    saved = sorted(estate.group_cash.items(), key=lambda one: (words.names[one[0][1]], one[0]))
    rows = [
        *(row for lot in lots for row in _of_lot(passing, lot, words)),
        *(row for parts in estate.funds.values() for row in _of_fund(parts, words)),
        *(_of_group_cash(party_id, amount) for (_, party_id), amount in saved),
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


@dataclass(frozen=True, slots=True)
class _Words:
    """What items say in words: names of units and parties, marks of tagged animals, what is owed.

    `marks` are by contract and unit; contract None: in the programme's own pool. `said` is what
    mitra last acknowledged, by contract.
    """

    units: Mapping[str, str]
    names: Mapping[UUID, str]
    marks: Mapping[tuple[UUID | None, str], list[dict[str, str | None]]]
    said: Mapping[UUID, Confirmation]


def _marks(passing: Passing) -> dict[tuple[UUID | None, str], list[dict[str, str | None]]]:
    contract_of = {
        each.id: lot.contract_id for lot in passing.estate.lots for each in lot.placements
    }
    marks: dict[tuple[UUID | None, str], list[dict[str, str | None]]] = defaultdict(list)
    for animal in assets.alive(passing.estate.sector.organisation_id, list(contract_of)):
        key = contract_of.get(animal.placement_id) if animal.placement_id else None
        born = animal.born_on.isoformat() if animal.born_on else None
        marks[key, animal.unit_id].append({"tag": animal.tag, "born_on": born})
    return marks


def _of_lot(passing: Passing, lot: Lot, words: _Words) -> Iterator[dict[str, object]]:
    """What is counted gets a line each, the first of them with the value; else rupiah alone."""
    is_shared = lot.contract is None
    title = _title(lot)
    fair = passing.fair_value(lot) if is_shared else lot.value
    counted = [one for one in lot.holdings if one.unit != RUPIAH]
    common = {
        "state": _state(lot),
        "party_id": lot.party_id,
        "contract_id": lot.contract_id,
        "contract_number": lot.contract.number if lot.contract else "",
        "akad": lot.contract.kind if lot.contract else SHARED,
    }
    for n, one in enumerate(counted):
        yield common | {
            "description": title if is_shared else f"{title}: {words.units[one.unit]}",
            "quantity": one.amount,
            "unit_id": one.unit,
            "marks": words.marks.get((lot.contract_id, one.unit), []),
            "book_value_rp": 0 if n else lot.value,
            "fair_value_rp": 0 if n else fair,
        }
    if not counted and lot.value:
        said = words.said.get(lot.contract_id)
        yield common | {
            "description": title,
            "confirmed_on": said.on if said else None,
            "acknowledged_rp": said.acknowledged_rp if said else None,
            "quantity": abs(lot.value),
            "unit_id": RUPIAH,
            "book_value_rp": lot.value,
            "fair_value_rp": fair,
        }


def _state(lot: Lot) -> DeedItem.State:
    roles = {one.role for one in lot.holdings}
    if lot.contract is None or not roles.isdisjoint({"managed_asset", "with_keeper"}):
        return DeedItem.State.CONTROLLED
    return DeedItem.State.PORTFOLIO


def _title(lot: Lot) -> str:
    if lot.contract is not None:
        return KINDS.get(lot.contract.kind, lot.contract.kind)
    return lot.placements[0].description


def _of_fund(holdings: Iterable[Holding], words: _Words) -> Iterator[dict[str, object]]:
    for one in holdings:
        is_money = one.unit == RUPIAH
        worth = value([one])
        yield {
            "state": DeedItem.State.PORTFOLIO,
            "description": FUNDS.get(one.role) or f"{STOCK}: {words.units[one.unit]}",
            "quantity": abs(one.amount),
            "unit_id": one.unit,
            "marks": words.marks.get((None, one.unit), []) if one.role == "stock" else [],
            "book_value_rp": worth if is_money else 0,
            "fair_value_rp": worth if is_money else 0,
        }


def _of_group_cash(party_id: UUID, amount: int) -> dict[str, object]:
    return {
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
            yield from ledger.entries(organisation_id, ids).values()
