-- From the donor's rupiah to where it is now, as links between neighbouring stages.
-- grain: link; unit: rupiah; source: fund sources, report.flow, and the ledger's balances.
-- Stages: 1 donor → fund, 2 fund → sector, 3 sector → contract kind, 4 kind → outcome. What came
-- back feeds its fund again, so that a rupiah that rolled twice was placed twice. A donor is named
-- where a fund has one; otherwise they are told together.
with contract as materialized (
    select id, programme, coalesce(sector_name, '') as sector, kind
      from report.contract
     where organisation_id = %(organisation)s
       and (%(programme)s::text is null or programme = %(programme)s)
),
-- Added up before it is joined: there are far more movements than contracts.
moved as materialized (
    select contract_id, fund_id, step, sum(amount) as amount
      from report.flow
     where organisation_id = %(organisation)s and posting_date <= %(until)s
     group by contract_id, fund_id, step
),
placed as (
    select fund.name as fund_name, contract.sector, contract.kind, moved.step, moved.amount
      from moved
      join contract on contract.id = moved.contract_id
      join ledger_fund fund
        on fund.id = moved.fund_id and fund.organisation_id = %(organisation)s
),
held as (
    select contract.kind, sum(account.balance) as amount
      from ledger_book book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
      join ledger_chartline line on line.id = account.line_id
      join report.contract contract
        on contract.id = account.contract_id and contract.organisation_id = book.organisation_id
     where book.organisation_id = %(organisation)s and account.unit_id = 'IDR'
       and line.role in ('receivable', 'deferred_margin', 'rent_receivable', 'salam_receivable',
                         'investment', 'managed_asset', 'accumulated_depreciation')
       and (%(programme)s::text is null or contract.programme = %(programme)s)
     group by contract.kind
),
donor as (
    select source.fund_id,
           case when count(distinct coalesce(party.name, nullif(source.donor_name, ''))) = 1
                then min(coalesce(party.name, source.donor_name)) else '' end as name
      from programme_fundsource source
      join programme_programme programme
        on programme.id = source.programme_id
       and programme.organisation_id = source.organisation_id
      left join registry_party party
        on party.id = source.donor_id and party.organisation_id = source.organisation_id
     where source.organisation_id = %(organisation)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
     group by source.fund_id
),
received as (
    select donor.name as donor, fund.name as fund_name, sum(-movement.amount) as amount
      from report.movement movement
      join ledger_fund fund
        on fund.id = movement.fund_id and fund.organisation_id = movement.organisation_id
      join donor on donor.fund_id = fund.id
     where movement.organisation_id = %(organisation)s and movement.role = 'fund_received'
       and movement.posting_date <= %(until)s
     group by donor.name, fund.name
),
link as (
    select 1 as stage, donor as origin, fund_name as target, amount
      from received
    union all
    select 1, 'returned', fund_name, sum(amount)
      from placed
     where step in ('returned_cash', 'returned_kind')
     group by fund_name
    union all
    select 2, fund_name, sector, sum(amount)
      from placed
     where step = 'placed'
     group by fund_name, sector
    union all
    select 3, sector, kind, sum(amount)
      from placed
     where step = 'placed'
     group by sector, kind
    union all
    select 4, kind,
           case when step in ('returned_cash', 'returned_kind') then 'returned' else step end,
           sum(amount)
      from placed
     where step not in ('placed', 'earned', 'taken_over')
     group by 2, 3
    union all
    select 4, kind, 'with_mitra', amount
      from held
)
select stage, origin, target, sum(amount)::bigint as amount
  from link
 group by stage, origin, target
having sum(amount) <> 0
 order by stage, origin, target
