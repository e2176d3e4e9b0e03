-- grain: fund × akad; unit: rupiah, carrying amount (cost less depreciation); source: the ledger's
-- movements of managed_asset and accumulated_depreciation, and its balances before and after.
with book as (
    select book.id, book.organisation_id
      from ledger_book book
     where book.organisation_id = %(organisation)s
       and (%(book)s::text is null or book.code = %(book)s)
),
held as (
    select 'opening' as step, account.fund_id, account.contract_id, account.balance as amount
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id,
                                        coalesce(%(since)s::date - 1, '-infinity')) account
      join ledger_chartline line on line.id = account.line_id
     where line.role in ('managed_asset', 'accumulated_depreciation')
    union all
    select 'closing', account.fund_id, account.contract_id, account.balance
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
      join ledger_chartline line on line.id = account.line_id
     where line.role in ('managed_asset', 'accumulated_depreciation')
),
moved as (
    select case
               when movement.other_role in ('managed_asset', 'accumulated_depreciation')
                    then 'between'
               when movement.role = 'accumulated_depreciation'
                and movement.other_role in ('asset_use', 'fund_distributed') then 'depreciated'
               when movement.other_role = 'asset_reform' then 'derecognised'
               when movement.is_inward then 'placed'
               when movement.other_role in ('loss', 'risk_pool') then 'lost'
               else 'derecognised'
           end as step,
           movement.fund_id, movement.contract_id, movement.amount
      from book
      join report.movement movement
        on movement.book_id = book.id and movement.organisation_id = book.organisation_id
     where movement.role in ('managed_asset', 'accumulated_depreciation')
       and movement.posting_date <= %(until)s
       and (%(since)s::date is null or movement.posting_date >= %(since)s::date)
),
added as (
    select fund.code as fund, fund.name as fund_name, coalesce(contract.kind, '') as akad,
           sum(amount) filter (where step = 'opening') as opening,
           sum(amount) filter (where step = 'placed') as placed,
           sum(-amount) filter (where step = 'depreciated') as depreciated,
           sum(-amount) filter (where step = 'derecognised') as derecognised,
           sum(-amount) filter (where step = 'lost') as lost,
           sum(amount) filter (where step = 'closing') as closing
      from (select * from held union all select * from moved) step
      join ledger_fund fund
        on fund.id = step.fund_id and fund.organisation_id = %(organisation)s
      left join report.contract contract
        on contract.id = step.contract_id and contract.organisation_id = %(organisation)s
     group by fund.code, fund.name, contract.kind
)
select fund, fund_name, akad, coalesce(opening, 0)::bigint as opening,
       coalesce(placed, 0)::bigint as placed, coalesce(depreciated, 0)::bigint as depreciated,
       coalesce(derecognised, 0)::bigint as derecognised, coalesce(lost, 0)::bigint as lost,
       coalesce(closing, 0)::bigint as closing,
       (coalesce(opening, 0) + coalesce(placed, 0) - coalesce(depreciated, 0)
        - coalesce(derecognised, 0) - coalesce(lost, 0) - coalesce(closing, 0))::bigint
           as difference
  from added
 where opening is not null or placed is not null
 order by fund, akad
