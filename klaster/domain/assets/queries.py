"""Reading assets: herd identity, lineage and its multiplier, idle stock, the queue, the register.

Head come from the ledger; lots say where they came from.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from klaster.domain.assets.models import Animal, Placement, Waiting
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book
from klaster.rules import lineage


@dataclass(frozen=True, slots=True)
class HerdRow:
    """One unit with one party under one contract (both None: in the programme's own hands).

    opening + born + arrived - left - sold - gone = closing, in head. `arrived` and `left` are
    moves from and to other places, purchases and hand-overs included; `gone` are deaths, thefts,
    losses and slaughter.
    """

    party: UUID | None
    contract: UUID | None
    unit: str
    opening: int
    born: int
    arrived: int
    left: int
    sold: int
    gone: int
    closing: int

    @property
    def is_whole(self) -> bool:
        """Whether the identity holds."""
        came = self.opening + self.born + self.arrived
        return came - self.left - self.sold - self.gone == self.closing


@dataclass(frozen=True, slots=True)
class Lineage:
    """How far what was first placed has reached by a day."""

    generations: Mapping[Hashable, int]
    families: int
    multiplier: Fraction
    turns_per_year: Fraction


@dataclass(frozen=True, slots=True)
class Miscount:
    """Head of a unit that the ledger counts under a contract, and the live ones with a tag."""

    contract: UUID
    unit: str
    head: int
    tagged: int


@dataclass(frozen=True, slots=True)
class Idle:
    """Stock in the programme's hands: how much, and since when nothing of it has moved."""

    fund: UUID
    unit: str
    quantity: int
    since: date


_HERD = """
with place as (
    select account.id, account.party_id, account.contract_id, pool.unit_id
      from ledger_pool pool
      join ledger_account account
        on account.organisation_id = pool.organisation_id and account.pool_id = pool.id
      join ledger_chartline line on line.id = account.line_id
      join ledger_unit unit on unit.code = pool.unit_id and unit.kind = 'animal'
     where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
       and line.role in ('stock', 'with_keeper', 'owned_by_keeper')
),
moved as (
    select place.party_id, place.contract_id, place.unit_id, transfer.posting_date,
           transfer.amount as came, 0 as went, other.line_id
      from place
      join ledger_transfer transfer on transfer.debit_id = place.id
      join ledger_account other
        on other.id = transfer.credit_id and other.organisation_id = %(organisation)s
     where transfer.posting_date <= %(until)s
    union all
    select place.party_id, place.contract_id, place.unit_id, transfer.posting_date,
           0, transfer.amount, other.line_id
      from place
      join ledger_transfer transfer on transfer.credit_id = place.id
      join ledger_account other
        on other.id = transfer.debit_id and other.organisation_id = %(organisation)s
     where transfer.posting_date <= %(until)s
),
named as (
    select moved.*, line.role, moved.posting_date < %(since)s as is_before
      from moved
      join ledger_chartline line on line.id = moved.line_id
)
select party_id, contract_id, unit_id,
       coalesce(sum(came - went) filter (where is_before), 0)::bigint,
       coalesce(sum(came - went) filter (where not is_before and role = 'born'), 0)::bigint,
       coalesce(sum(came) filter (where not is_before and role <> 'born'), 0)::bigint,
       coalesce(sum(went) filter (where not is_before and role not in
           ('born', 'sold', 'died', 'stolen', 'lost', 'slaughtered')), 0)::bigint,
       coalesce(sum(went) filter (where not is_before and role = 'sold'), 0)::bigint,
       coalesce(sum(went) filter (where not is_before and role in
           ('died', 'stolen', 'lost', 'slaughtered')), 0)::bigint,
       sum(came - went)::bigint
  from named
 group by party_id, contract_id, unit_id
 order by party_id nulls first, contract_id, unit_id
"""


def herd(book: Book, since: date, until: date) -> list[HerdRow]:
    """The herd identity of a book between two days, one row per place, contract and unit."""
    with connection.cursor() as cursor:
        cursor.execute(
            _HERD,
            {
                "organisation": book.organisation_id,
                "book": book.id,
                "since": since,
                "until": until,
            },
        )
        return [HerdRow(*row) for row in cursor.fetchall()]


def miscounted(book: Book, until: date) -> list[Miscount]:
    """Control 3: contracts that keep tagged animals whose number is not the head of the ledger."""
    tagged_by: dict[tuple[UUID, str], int] = {}
    animals = Animal.objects.filter(
        organisation_id=book.organisation_id, placement__fund__book=book, tagged_on__lte=until
    )
    for contract, unit, left_on in animals.values_list(
        "placement__contract_id", "unit_id", "left_on"
    ):
        is_alive = left_on is None or left_on > until
        tagged_by[contract, unit] = tagged_by.get((contract, unit), 0) + is_alive
    held: dict[tuple[UUID, str], int] = {}
    for part in ledger.sub_balances(book, ["with_keeper", "owned_by_keeper"], until):
        if part.contract is not None:
            key = (part.contract, part.unit)
            held[key] = held.get(key, 0) + part.balance
    return [
        Miscount(*key, head=held.get(key, 0), tagged=number)
        for key, number in sorted(tagged_by.items())
        if held.get(key, 0) != number
    ]


def register(organisation_id: UUID, until: date) -> QuerySet[Placement]:
    """Every lot placed by a day, the latest first; records that were taken back are left out."""
    return (
        Placement.objects.filter(organisation_id=organisation_id, placed_on__lte=until)
        .exclude(end=Placement.End.UNDONE)
        .select_related("party", "fund", "came_from")
        .order_by("-placed_on", "id")
    )


def origins(organisation_id: UUID, lots: Collection[Placement]) -> list[Placement]:
    """The lots that some lots descend from, those lots left out; one query for each generation."""
    known = {lot.id for lot in lots}
    wanted = {lot.came_from_id for lot in lots if lot.came_from_id} - known
    found: list[Placement] = []
    while wanted:
        generation = list(
            Placement.objects.filter(organisation_id=organisation_id, id__in=wanted).order_by("id")
        )
        found += generation
        known |= wanted
        wanted = {lot.came_from_id for lot in generation if lot.came_from_id} - known
    return found


def lineage_of(organisation_id: UUID, akad: str, units: Sequence[str], until: date) -> Lineage:
    """Generations, families reached, multiplier and turns of the lots of some units by a day."""
    lots = [
        lineage.Placement(lot, origin, party, placed_on, quantity)
        for lot, origin, party, placed_on, quantity in register(organisation_id, until)
        .filter(akad=akad, unit_id__in=units)
        .values_list("id", "came_from_id", "party_id", "placed_on", "quantity")
    ]
    known = {lot.id for lot in lots}
    # A lot may descend from one of another unit: a ram lamb from a ewe. Then its line starts here.
    lots = [
        lot
        if lot.parent is None or lot.parent in known
        else lineage.Placement(lot.id, None, lot.family, lot.on, lot.head)
        for lot in lots
    ]
    return Lineage(
        generations=lineage.generations(lots),
        families=len({lot.family for lot in lots}),
        multiplier=lineage.multiplier(lots),
        turns_per_year=lineage.turns_per_year(lots, until),
    )


_IDLE = """
select balance.fund_id, balance.unit_id, balance.balance,
       (select max(transfer.posting_date)
          from ledger_account account
          join ledger_transfer transfer
            on transfer.debit_id = account.id or transfer.credit_id = account.id
         where account.organisation_id = %(organisation)s and account.line_id = balance.line_id
           and account.pool_id = pool.id and transfer.posting_date <= %(until)s)
  from ledger_balances(%(organisation)s, %(book)s, %(until)s) balance
  join ledger_chartline line on line.id = balance.line_id and line.role = 'stock'
  join ledger_pool pool
    on pool.organisation_id = %(organisation)s and pool.fund_id = balance.fund_id
   and pool.unit_id = balance.unit_id
 where balance.balance > 0
 order by balance.fund_id, balance.unit_id
"""


def idle_stock(book: Book, until: date) -> list[Idle]:
    """What lies in the programme's own hands on a day, by fund and unit."""
    with connection.cursor() as cursor:
        cursor.execute(
            _IDLE, {"organisation": book.organisation_id, "book": book.id, "until": until}
        )
        return [Idle(*row) for row in cursor.fetchall()]


def waiting(organisation_id: UUID, group_id: UUID) -> QuerySet[Waiting]:
    """Who still waits in a group's queue, the next one first."""
    return (
        Waiting.objects.filter(
            organisation_id=organisation_id, group_id=group_id, served_by=None, left_on=None
        )
        .select_related("party")
        .order_by("species", "position", "since", "id")
    )


def tagged(organisation_id: UUID, placement_id: UUID | None) -> QuerySet[Animal]:
    """The live tagged animals of a lot; None: of the programme's own pool."""
    animals = Animal.objects.filter(organisation_id=organisation_id, left_on=None)
    if placement_id is None:
        animals = animals.filter(placement=None)
    else:
        animals = animals.filter(placement_id=placement_id)
    return animals.select_related("mother").order_by("tag")


def alive(organisation_id: UUID, placement_ids: Collection[UUID]) -> QuerySet[Animal]:
    """The live tagged animals of some lots and of the programme's own pool, by tag."""
    return Animal.objects.filter(
        Q(placement=None) | Q(placement_id__in=placement_ids),
        organisation_id=organisation_id,
        left_on=None,
    ).order_by("tag")
