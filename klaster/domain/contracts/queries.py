"""Reading contracts: where one stands, its schedule with what was paid, arrears, statements.

What is owed comes from the rules and the contract's events; the ledger is only compared with.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from klaster.domain.contracts import history
from klaster.domain.contracts.models import Collection, Contract, Event, Instalment, Settlement
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book
from klaster.domain.programme.models import Programme
from klaster.rules import ageing, payoff
from klaster.rules import instalment as rows
from klaster.rules.contracts import financing, kind, lease, livestock_share, pass_on, reform
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import Refused


class NoPayOff(Refused):
    code = "no_pay_off"
    message = "Kontrak {number} tidak berjadwal angsuran, sehingga tidak dapat dilunasi di muka."


@dataclass(frozen=True, slots=True)
class Position:
    """Where a contract stands: status, what is owed by unit, and the terms in force."""

    contract: Contract
    status: str
    owed: Mapping[str, int]
    terms: Any


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """An instalment of the terms in force and what of it was settled; rupiah."""

    n: int
    due_date: date
    principal: int
    margin: int
    principal_settled: int
    margin_settled: int

    @property
    def left(self) -> int:
        """What is still to be settled."""
        return self.principal + self.margin - self.principal_settled - self.margin_settled


@dataclass(frozen=True, slots=True)
class Standing:
    """How late a contract with instalments is on a day, and its class under a rule set."""

    contract: Contract
    arrears: ageing.Arrears
    collectability: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A sub-account that does not hold what the contract's events say."""

    contract: UUID
    number: str
    role: str
    unit: str
    events: int
    ledger: int


def of_organisation(organisation_id: UUID) -> QuerySet[Contract]:
    """All contracts with what a list shows."""
    return Contract.objects.filter(organisation_id=organisation_id).select_related(
        "party", "group", "fund", "sector"
    )


def contract(organisation_id: UUID, id: UUID) -> Contract | None:
    """Return one contract, or None."""
    return of_organisation(organisation_id).select_related("book").filter(id=id).first()


def of_party(organisation_id: UUID, party_id: UUID) -> QuerySet[Contract]:
    """A party's contracts, the latest first."""
    return of_organisation(organisation_id).filter(party_id=party_id).order_by("-signed_on", "id")


def events(contract: Contract) -> QuerySet[Event]:
    """A contract's events in the order they were accepted."""
    return Event.objects.filter(
        organisation_id=contract.organisation_id, contract=contract
    ).order_by("n")


def position(contract: Contract) -> Position:
    """Where a contract stands, from its terms and events."""
    return positions([contract])[0]


def positions(contracts: Sequence[Contract]) -> list[Position]:
    """Where contracts of one organisation stand, in the order given, in a few queries."""
    cases = history.cases(contracts)
    return [position_of(cases[contract.id]) for contract in contracts]


def position_of(case: history.Case) -> Position:
    """Where a contract stands whose case is at hand; asks nothing."""
    is_here = case.contract.status != Contract.Status.HANDED_OVER
    return Position(
        contract=case.contract,
        status=case.contract.status,
        owed=case.kind.owed(case.terms, case.history) if is_here else {},
        terms=case.kind.terms_now(case.terms, case.history),
    )


def pay_off_due(contract: Contract, on: date) -> int:
    """Rupiah that pays a contract off on a day, margin of the time not used left out."""
    case = history.case(contract)
    if not isinstance(case.terms, financing.Terms):
        raise NoPayOff(number=contract.number)
    return payoff.early(financing.position(case.terms, case.history).rows, on).due


def write_off_amount(contract: Contract) -> int:
    """Rupiah that a write-off names: all that is owed, and for a lease the asset's rest too.

    Animals are written off at their carrying value, which the event does not name.
    """
    case = history.case(contract)
    if contract.kind in (pass_on.KIND.code, livestock_share.KIND.code):
        return 0
    owed = case.kind.owed(case.terms, case.history).get(RUPIAH, 0)
    if isinstance(case.terms, lease.Terms):
        wear = sum(event.amount for event in case.history if event.kind == "depreciated")
        is_held = not any(event.kind in ("returned", "title_passed") for event in case.history)
        owed += case.terms.principal - wear if is_held else 0
    return owed


def rolled_value(contract: Contract, event: UUID, on: date, animals: Mapping[str, Any]) -> int:
    """Rupiah of the claim that goes with offspring passed on by `event`, recorded or not yet."""
    case = history.case(contract)
    before = case.history[: case.ids.index(event)] if event in case.ids else case.history
    outcome = case.kind.apply(case.terms, before, kind.Event("passed_on", on, 0, animals))
    return sum(each.amount for each in outcome.transfers if each.debit == "goods_stock")


def schedule(contract: Contract) -> list[ScheduleRow]:
    """The instalments of the terms in force with what was settled of each."""
    return _schedules([contract.id], contract.organisation_id).get(contract.id, [])


def to_collect(contracts: Sequence[Contract], on: date) -> dict[UUID, int]:
    """Rupiah to ask for at a meeting, by contract: all that fell due, or else the next instalment.

    Contracts whose instalments are all settled are left out.
    """
    if not contracts:
        return {}
    asked: dict[UUID, int] = {}
    plans = _schedules((each.id for each in contracts), contracts[0].organisation_id)
    for contract_id, plan in plans.items():
        left = [row for row in plan if row.left]
        due = sum(row.left for row in left if row.due_date <= on)
        if left:
            asked[contract_id] = due or left[0].left
    return asked


def collections(organisation_id: UUID, group: UUID, until: date) -> QuerySet[Collection]:
    """The collection sheets of a group by a day, the latest first."""
    return Collection.objects.filter(
        organisation_id=organisation_id, group_id=group, on__lte=until
    ).order_by("-on", "-id")


def _schedules(
    ids: Iterable[UUID], organisation_id: UUID, until: date | None = None
) -> dict[UUID, list[ScheduleRow]]:
    found: dict[UUID, list[ScheduleRow]] = defaultdict(list)
    for batch in history.batches(ids):
        paid = Settlement.objects.filter(
            organisation_id=organisation_id, instalment__contract_id__in=batch
        )
        plan = Instalment.objects.filter(organisation_id=organisation_id, contract_id__in=batch)
        if until is not None:
            paid = paid.filter(event__on__lte=until)
            plan = plan.filter(terms__valid_from__lte=until)
        settled = {
            row: (principal, margin)
            for row, principal, margin in paid.values_list("instalment_id").annotate(
                Sum("principal"), Sum("margin")
            )
        }
        versions: dict[UUID, int] = {}
        for contract_id, version, row, n, due, principal, margin in plan.order_by(
            "contract_id", "-terms__version", "n"
        ).values_list(
            "contract_id", "terms__version", "id", "n", "due_date", "principal", "margin"
        ):
            if versions.setdefault(contract_id, version) == version:
                found[contract_id].append(
                    ScheduleRow(n, due, principal, margin, *settled.get(row, (0, 0)))
                )
    return found


def arrears(
    contracts: Sequence[Contract], on: date, rule_set: str = ageing.COOP_2009.code
) -> list[Standing]:
    """How late active contracts with instalments are on a day, those ended by then left out.

    `rule_set` is a key of `ageing.RULE_SETS`. Events and terms after the day do not count, nor do
    contracts that an asset reform brings only later.
    """
    if not contracts:
        return []
    rules = ageing.RULE_SETS[rule_set]
    organisation_id = contracts[0].organisation_id
    to_come = set(
        Event.objects.filter(
            organisation_id=organisation_id, kind=reform.TAKEN_OVER, on__gt=on
        ).values_list("contract_id", flat=True)
    )
    there = [
        each
        for each in contracts
        if each.signed_on <= on
        and each.id not in to_come
        and (each.closed_on is None or each.closed_on > on)
    ]
    plans = _schedules((each.id for each in there), organisation_id, until=on)
    cases = history.cases([each for each in there if each.id in plans])
    standings = []
    for each in there:
        plan, case = plans.get(each.id), cases.get(each.id)
        if not plan or case is None:
            continue
        past = tuple(event for event in case.history if event.on <= on)
        if not past:
            continue  # nothing handed over yet
        timing = _timing(case.kind.terms_now(case.terms, past))
        late = ageing.arrears(
            [rows.Instalment(row.n, row.due_date, row.principal, row.margin) for row in plan],
            [rows.Settlement(row.n, row.principal_settled, row.margin_settled) for row in plan],
            on,
        )
        standings.append(Standing(each, late, ageing.collectability(rules, late, timing)))
    return standings


def _timing(terms: Any) -> Any:
    return terms.plan.timing if isinstance(terms, financing.Terms) else terms.timing


def differences(book: Book, until: date, since: date | None = None) -> list[Difference]:
    """Control 1: sub-accounts of contracts that differ from what their events say on a day.

    Every contract's history is applied anew and its transfers are added up; the ledger's
    sub-accounts must hold just that. Empty when the books are right. With `since` those contracts
    are left out that ended before it and to which nothing happened from then on: earlier month
    ends have looked at them.
    """
    chosen = Contract.objects.filter(organisation_id=book.organisation_id, book=book)
    if since is not None:
        later = Event.objects.filter(
            organisation_id=book.organisation_id, contract=OuterRef("id"), on__gte=since
        )
        chosen = chosen.filter(Q(closed_on=None) | Q(closed_on__gte=since) | Exists(later))
    contracts = list(chosen.order_by("id"))
    said: dict[tuple[UUID, str, str], int] = defaultdict(int)
    for case in history.cases(contracts).values():
        if case.status != Contract.Status.HANDED_OVER:  # then nothing may be left here
            _add_up(case, book.chart, until, said)
    roles = sorted({role for _, role, _ in said} | set(_roles_of_contracts(book.chart)))
    held: dict[tuple[UUID, str, str], int] = defaultdict(int)
    numbers = {contract.id: contract.number for contract in contracts}
    for part in ledger.sub_balances(book, roles, until):
        if part.contract in numbers:
            held[part.contract, part.role, part.unit] += part.balance
    return [
        Difference(key[0], numbers[key[0]], key[1], key[2], said.get(key, 0), held.get(key, 0))
        for key in sorted(said.keys() | held.keys())
        if said.get(key, 0) != held.get(key, 0)
    ]


def out_of_step(programme: Programme, book: Book, until: date) -> Iterator[tuple[str, str]]:
    """The differences of a programme's contracts as (number, what is wrong) in plain words."""
    own = set(
        Contract.objects.filter(
            organisation_id=programme.organisation_id, programme=programme
        ).values_list("number", flat=True)
    )
    for each in differences(book, until):
        if each.number in own:
            what = f"{charts.find(book.chart, each.role).name_id} ({each.unit})"
            yield each.number, f"{what}: kontrak {each.events}, buku besar {each.ledger}"


def _add_up(
    case: history.Case, chart: str, until: date, said: dict[tuple[UUID, str, str], int]
) -> None:
    outcomes = case.kind.replay(case.terms, case.history)
    for event, outcome in zip(case.history, outcomes, strict=True):
        if event.on > until:
            continue
        for each in outcome.transfers:
            if charts.find(chart, each.debit).needs_contract:
                said[case.contract.id, each.debit, each.unit] += each.amount
            if charts.find(chart, each.credit).needs_contract:
                said[case.contract.id, each.credit, each.unit] -= each.amount


def _roles_of_contracts(chart: str) -> Iterable[str]:
    return (line.role for line in charts.rows(chart) if line.needs_contract and line.role)


@dataclass(frozen=True, slots=True)
class Dues:
    """What fell due of a party's instalments before a day, and what became of it; rupiah.

    `paid` leaves out what was waived or written off; `late` is what nothing has settled, the
    oldest of it due on `since` (None: nothing is late).
    """

    due: int
    paid: int
    late: int
    since: date | None


_DUES = """
with terms as (
    select distinct on (terms.contract_id) terms.id, contract.party_id
      from contracts_contract contract
      join contracts_terms terms
        on terms.contract_id = contract.id and terms.organisation_id = contract.organisation_id
     where contract.organisation_id = %(organisation)s and contract.party_id = any(%(parties)s)
       and contract.signed_on <= %(on)s and contract.status not in ('pending', 'cancelled')
       and terms.valid_from <= %(on)s
     order by terms.contract_id, terms.version desc
),
fallen_due as (
    select terms.party_id, row.id, row.due_date, row.principal + row.margin as amount
      from terms
      join contracts_instalment row
        on row.terms_id = terms.id and row.organisation_id = %(organisation)s
     where row.due_date < %(on)s
),
settled as (
    select settlement.instalment_id, sum(settlement.principal + settlement.margin) as amount,
           sum(settlement.principal + settlement.margin) filter (
               where coalesce(mistaken.kind, event.kind) not in ('waived', 'written_off')
           ) as paid
      from fallen_due
      join contracts_settlement settlement
        on settlement.instalment_id = fallen_due.id
       and settlement.organisation_id = %(organisation)s
      join contracts_event event
        on event.id = settlement.event_id and event.organisation_id = %(organisation)s
      left join contracts_event mistaken
        on event.kind = 'undone' and mistaken.id = (event.data ->> 'event')::uuid
       and mistaken.organisation_id = %(organisation)s
     where event.on <= %(on)s
     group by settlement.instalment_id
)
select fallen_due.party_id, sum(fallen_due.amount)::bigint,
       coalesce(sum(settled.paid), 0)::bigint,
       sum(fallen_due.amount - coalesce(settled.amount, 0))::bigint,
       min(fallen_due.due_date) filter (where fallen_due.amount > coalesce(settled.amount, 0))
  from fallen_due
  left join settled on settled.instalment_id = fallen_due.id
 group by fallen_due.party_id
"""


def dues(organisation_id: UUID, parties: Iterable[UUID], on: date) -> dict[UUID, Dues]:
    """Return what fell due before a day by party, in one query; who had nothing due is left out."""
    given = {"organisation": organisation_id, "parties": list(parties), "on": on}
    return {party: Dues(*found) for party, *found in ledger.rows(_DUES, given)}
