-- Nothing that was placed is missing: what was placed and earned is with mitra, came back, passed
-- to them, wore off, was handed over, or was lost.
-- grain: programme × sector × contract kind; unit: rupiah; source: movements of claims
-- (report.flow), except `with_mitra`, which is what the ledger's accounts hold.
with book as (
    select id, organisation_id
      from ledger_book
     where organisation_id = %(organisation)s
),
stepped as (
    select contract_id, step, amount
      from report.flow
     where organisation_id = %(organisation)s and posting_date <= %(until)s
    union all
    select account.contract_id, 'with_mitra', account.balance
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
      join ledger_chartline line on line.id = account.line_id
     where account.unit_id = 'IDR'
       and line.role in ('receivable', 'deferred_margin', 'rent_receivable', 'salam_receivable',
                         'investment', 'managed_asset', 'accumulated_depreciation')
),
added as (
    select coalesce(contract.programme, '') as programme, coalesce(contract.sector, '') as sector,
           coalesce(contract.kind, '') as kind,
           count(distinct stepped.contract_id) as contracts,
           coalesce(sum(amount) filter (where step = 'placed'), 0)::bigint as placed,
           coalesce(sum(amount) filter (where step = 'taken_over'), 0)::bigint as taken_over,
           coalesce(sum(amount) filter (where step = 'earned'), 0)::bigint as earned,
           coalesce(sum(amount) filter (where step = 'with_mitra'), 0)::bigint as with_mitra,
           coalesce(sum(amount) filter (where step = 'returned_cash'), 0)::bigint
               as returned_cash,
           coalesce(sum(amount) filter (where step = 'returned_kind'), 0)::bigint
               as returned_kind,
           coalesce(sum(amount) filter (where step = 'passed'), 0)::bigint as passed,
           coalesce(sum(amount) filter (where step = 'used'), 0)::bigint as used,
           coalesce(sum(amount) filter (where step = 'handed_over'), 0)::bigint as handed_over,
           coalesce(sum(amount) filter (where step = 'lost'), 0)::bigint as lost
      from stepped
      left join report.contract contract
        on contract.id = stepped.contract_id and contract.organisation_id = %(organisation)s
     where %(programme)s::text is null or contract.programme = %(programme)s
     group by 1, 2, 3
)
select programme, sector, kind, contracts, placed, taken_over, earned, with_mitra, returned_cash,
       returned_kind, passed, used, handed_over, lost,
       placed + taken_over + earned - with_mitra - returned_cash - returned_kind - passed - used
           - handed_over - lost as difference
  from added
 order by programme, sector, kind
