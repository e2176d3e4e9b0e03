"""What the ledger holds under a party's or a contract's own accounts, on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.ledger import queries as ledger

_HELD = """
select account.contract_id, line.role, line.code, line.id, line.normal_side, pool.unit_id,
       book.code, fund.code,
       sum(ledger_balance(account.id, account.organisation_id, %(until)s))::bigint as balance
  from ledger_account account
  join ledger_chartline line on line.id = account.line_id
  join ledger_pool pool
    on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
  join ledger_book book
    on book.id = pool.book_id and book.organisation_id = pool.organisation_id
  join ledger_fund fund
    on fund.id = pool.fund_id and fund.organisation_id = pool.organisation_id
 where account.organisation_id = %(organisation)s
   and (account.party_id = any(%(parties)s) or account.contract_id = any(%(contracts)s))
 group by account.contract_id, line.role, line.code, line.id, line.normal_side,
          pool.unit_id, book.code, fund.code
 order by pool.unit_id <> 'IDR', line.code, fund.code
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What one line of a chart holds for a contract or party, in a unit, on its normal side."""

    contract: UUID | None
    role: str
    code: str
    line: str
    unit: str
    book: str
    fund: str
    amount: int


def held(
    organisation_id: UUID,
    until: date,
    *,
    parties: tuple[UUID, ...] = (),
    contracts: tuple[UUID, ...] = (),
) -> list[Held]:
    """Return what stands under parties and contracts, zeros left out; one query."""
    given: dict[str, Any] = {
        "organisation": organisation_id,
        "until": until,
        "parties": list(parties),
        "contracts": list(contracts),
    }
    return [
        Held(contract, role, code, line, unit, book, fund, balance * side)
        for contract, role, code, line, side, unit, book, fund, balance in ledger.rows(_HELD, given)
        if balance
    ]


def claim(rows: list[Held]) -> int:
    """Rupiah that a mitra still owes or keeps for the fund: claims less their contra accounts."""
    return sum(row.amount * CLAIMS[row.role] for row in rows if row.role in CLAIMS)


CLAIMS = {
    "receivable": 1,
    "deferred_margin": -1,
    "rent_receivable": 1,
    "salam_receivable": 1,
    "investment": 1,
    "managed_asset": 1,
    "accumulated_depreciation": -1,
}
