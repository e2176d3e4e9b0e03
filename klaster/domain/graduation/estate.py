"""What a programme still holds on a day, by sector: the estate that an asset reform passes on.

Read from the ledger, so that nothing can be forgotten: every account of the programme's funds that
holds value is either in one sector's estate or named as what stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from klaster.domain.assets.models import Placement, Waiting
from klaster.domain.contracts.models import Contract
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.programme.models import Enrolment, FundSource, Group, Programme, Sector
from klaster.rules.amount import share_out
from klaster.rules.contracts.reform import Holding, value
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import Refused

# Sub-accounts of contracts and placements; what a contract holds passes whole.
OF_CONTRACTS = (
    "receivable",
    "deferred_margin",
    "rent_receivable",
    "salam_receivable",
    "investment",
    "managed_asset",
    "accumulated_depreciation",
    "payable_party",
    "with_keeper",
)
# What the fund holds itself. The social fund's money stays with the institution.
OF_FUNDS = ("fund_cash", "goods_stock", "produce_stock", "stock", "risk_pool", "social_fund")
GROUP_CASH = "group_cash"


class StockOfNoSector(Refused):
    code = "stock_of_no_sector"
    message = (
        "Dana {fund} melayani beberapa sektor dan masih menyimpan {role} ({unit}). "
        "Tempatkan atau jual dahulu, sebab tidak jelas koperasi mana yang menerimanya."
    )


class NoFund(Refused):
    code = "programme_without_fund"
    message = "Program {programme} belum mempunyai dana di buku besar."


@dataclass(frozen=True, slots=True)
class Lot:
    """What one contract, or one shared asset, still holds in one fund, and what it placed."""

    contract_id: UUID
    party_id: UUID
    fund_id: UUID
    holdings: tuple[Holding, ...]
    contract: Contract | None
    placements: tuple[Placement, ...]

    @property
    def value(self) -> int:
        """Rupiah carried, contra accounts taken off."""
        return value(self.holdings)


@dataclass(slots=True)
class Estate:
    """Everything of one sector that passes: lots, what its funds hold, and group cash by mitra.

    `queue` are the families that still wait for offspring in the sector's groups.
    """

    sector: Sector
    lots: list[Lot] = field(default_factory=list)
    funds: dict[UUID, list[Holding]] = field(default_factory=dict)
    group_cash: dict[tuple[UUID, UUID], int] = field(default_factory=dict)
    queue: list[Waiting] = field(default_factory=list)

    @property
    def value(self) -> int:
        """Rupiah carried in lots and funds; members' own group cash is not the programme's."""
        return sum(lot.value for lot in self.lots) + sum(map(value, self.funds.values()))

    def stock(self) -> dict[str, int]:
        """What the funds have in their own hands, by unit, in its smallest step."""
        stock: dict[str, int] = defaultdict(int)
        for one in (one for parts in self.funds.values() for one in parts):
            if one.role == "stock":
                stock[one.unit] += one.amount
        return stock


def of_programme(programme: Programme, book: Book, until: date) -> dict[UUID, Estate]:
    """Return the estate of every sector of a programme, by sector id.

    A fund that paid the contracts of one sector passes to that sector's cooperative. The cash of
    a fund that paid several is shared by what each sector's contracts brought back (largest
    remainder); other stock of such a fund raises `StockOfNoSector`.
    """
    sectors = Sector.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).order_by("code")
    estates = {sector.id: Estate(sector) for sector in sectors}
    balances = ledger.sub_balances(book, [*OF_CONTRACTS, *OF_FUNDS, GROUP_CASH], until)
    funds = _funds(programme)
    contracts = {
        contract.id: contract
        for contract in Contract.objects.filter(
            organisation_id=programme.organisation_id, programme=programme
        ).select_related("party", "sector", "fund")
    }
    sector_of_group: dict[UUID | None, UUID] = dict(
        Group.objects.filter(
            organisation_id=programme.organisation_id, sector__in=estates
        ).values_list("party_id", "sector_id")
    )
    _add_lots(estates, programme, balances, contracts, sector_of_group)
    _add_funds(estates, funds, balances, contracts.values(), book, until)
    _add_group_cash(estates, programme, balances)
    _add_queues(estates, programme, sector_of_group)
    return estates


def book_of(programme: Programme) -> Book:
    """Return the book that carries the programme's funds; raises `NoFund` without any."""
    fund = next(iter(_funds(programme).values()), None)
    if fund is None:
        raise NoFund(programme=programme.name)
    return fund.book


def _funds(programme: Programme) -> dict[UUID, Fund]:
    ids = FundSource.objects.filter(
        organisation_id=programme.organisation_id, programme=programme, fund_id__isnull=False
    ).values_list("fund_id", flat=True)
    found = Fund.objects.select_related("book").filter(
        organisation_id=programme.organisation_id, id__in=list(ids)
    )
    return {fund.id: fund for fund in found}


def _add_lots(
    estates: Mapping[UUID, Estate],
    programme: Programme,
    balances: Iterable[ledger.PartyBalance],
    contracts: Mapping[UUID, Contract],
    sector_of_group: Mapping[UUID | None, UUID],
) -> None:
    held: dict[tuple[UUID, UUID, UUID], list[Holding]] = defaultdict(list)
    for part in balances:
        if part.role in OF_CONTRACTS and part.contract and part.party:
            holding = Holding(part.role, part.unit, part.balance)
            held[part.contract, part.party, part.fund].append(holding)
    placements: dict[UUID, list[Placement]] = defaultdict(list)
    placed = Placement.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).exclude(end=Placement.End.UNDONE)
    for placement in placed.order_by("placed_on", "id"):
        placements[placement.contract_id].append(placement)
    for (contract_id, party_id, fund_id), holdings in sorted(held.items(), key=lambda one: one[0]):
        contract = contracts.get(contract_id)
        own = tuple(placements.get(contract_id, ()))
        if contract is not None and contract.sector_id:
            sector_id = contract.sector_id
        elif own:
            sector_id = sector_of_group[party_id]
        else:
            continue  # another programme's, in the same book
        lot = Lot(contract_id, party_id, fund_id, tuple(holdings), contract, own)
        estates[sector_id].lots.append(lot)


def _add_funds(
    estates: Mapping[UUID, Estate],
    funds: Mapping[UUID, Fund],
    balances: Iterable[ledger.PartyBalance],
    contracts: Iterable[Contract],
    book: Book,
    until: date,
) -> None:
    for fund_id, by_role in _held_by_funds(funds, balances).items():
        own = [one for one in contracts if one.fund_id == fund_id and one.sector_id in estates]
        sectors = sorted({one.sector_id for one in own if one.sector_id})
        if len(sectors) == 1:
            holdings = [Holding(*key, amount) for key, amount in by_role.items() if amount]
            estates[sectors[0]].funds[fund_id] = holdings
        elif sectors:
            cash = by_role.pop(("fund_cash", RUPIAH), 0)
            _require_no_stock(funds[fund_id], by_role)
            brought = ledger.brought_back(book, fund_id, until)
            weights = _brought_back_by(sectors, own, brought)
            for sector, share in zip(sectors, share_out(cash, weights), strict=True):
                if share:
                    estates[sector].funds[fund_id] = [Holding("fund_cash", RUPIAH, share)]


def _held_by_funds(
    funds: Mapping[UUID, Fund], balances: Iterable[ledger.PartyBalance]
) -> dict[UUID, dict[tuple[str, str], int]]:
    """Balances by fund, role and unit; the social fund's money is taken off the cash."""
    held: dict[UUID, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for part in balances:
        if part.role in OF_FUNDS and part.fund in funds:
            held[part.fund][part.role, part.unit] += part.balance
    for by_role in held.values():
        by_role["fund_cash", RUPIAH] += by_role.pop(("social_fund", RUPIAH), 0)
    return held


def _require_no_stock(fund: Fund, by_role: Mapping[tuple[str, str], int]) -> None:
    for (role, unit), amount in by_role.items():
        if amount:
            raise StockOfNoSector(fund=fund.name, role=role, unit=unit)


def _brought_back_by(
    sectors: Sequence[UUID], contracts: Iterable[Contract], brought: Mapping[UUID, int]
) -> list[int]:
    """Rupiah that the contracts of each sector paid into a fund; equal weights when none did."""
    total = dict.fromkeys(sectors, 0)
    for contract in contracts:
        if contract.sector_id in total:
            total[contract.sector_id] += brought.get(contract.id, 0)
    return list(total.values()) if any(total.values()) else [1] * len(sectors)


def _add_group_cash(
    estates: Mapping[UUID, Estate],
    programme: Programme,
    balances: Iterable[ledger.PartyBalance],
) -> None:
    sector_of = dict(
        Enrolment.objects.filter(
            organisation_id=programme.organisation_id, programme=programme
        ).values_list("party_id", "sector_id")
    )
    for part in balances:
        if part.role == GROUP_CASH and part.party in sector_of:
            estates[sector_of[part.party]].group_cash[part.fund, part.party] = -part.balance


def _add_queues(
    estates: Mapping[UUID, Estate],
    programme: Programme,
    sector_of_group: Mapping[UUID | None, UUID],
) -> None:
    waiting = Waiting.objects.filter(
        organisation_id=programme.organisation_id,
        group_id__in=[group for group in sector_of_group if group],
        served_by=None,
        left_on=None,
    )
    for family in waiting.order_by("id"):
        estates[sector_of_group[family.group_id]].queue.append(family)
