-- Budget against what was spent.
-- grain: programme × sector × kind of spending; unit: rupiah; source: budget lines; for assets what
-- was placed in the sector (report.flow), for the rest the programme's costs by kind of entry.
with planned as (
    select programme.code as programme, coalesce(sector.code, '') as sector, budget.kind,
           sum(budget.amount_rp) as budget, 0::numeric as actual
      from programme_budgetline budget
      join programme_programme programme
        on programme.id = budget.programme_id
       and programme.organisation_id = budget.organisation_id
      left join programme_sector sector
        on sector.id = budget.sector_id and sector.organisation_id = budget.organisation_id
     where budget.organisation_id = %(organisation)s
     group by programme.code, sector.code, budget.kind
),
-- Added up before it is joined: there are far more movements than contracts.
moved as materialized (
    select contract_id, sum(amount) as amount
      from report.flow
     where organisation_id = %(organisation)s and step = 'placed' and posting_date <= %(until)s
     group by contract_id
),
placed as (
    select contract.programme, coalesce(contract.sector, '') as sector, 'assets' as kind,
           0::numeric as budget, sum(moved.amount) as actual
      from moved
      join report.contract contract
        on contract.id = moved.contract_id and contract.organisation_id = %(organisation)s
     where contract.programme is not null
     group by contract.programme, contract.sector
),
fund_of as (
    select distinct on (source.fund_id) source.fund_id, programme.code as programme
      from programme_fundsource source
      join programme_programme programme
        on programme.id = source.programme_id
       and programme.organisation_id = source.organisation_id
     where source.organisation_id = %(organisation)s and source.fund_id is not null
     order by source.fund_id, programme.code
),
cost as (
    select fund_of.programme, '' as sector,
           case when movement.kind in ('training', 'mentoring', 'institution')
                then movement.kind else 'operations' end as kind,
           0::numeric as budget, sum(movement.amount) as actual
      from report.movement movement
      join fund_of on fund_of.fund_id = movement.fund_id
     where movement.organisation_id = %(organisation)s and movement.role = 'programme_cost'
       and movement.posting_date <= %(until)s
     group by 1, 2, 3
),
added as (
    select programme, sector, kind, sum(budget)::bigint as budget, sum(actual)::bigint as actual
      from (select * from planned union all select * from placed union all select * from cost) line
     where %(programme)s::text is null or programme = %(programme)s
     group by programme, sector, kind
)
select programme, sector, kind, budget, actual, budget - actual as left_over,
       round(actual::numeric * 100 / nullif(budget, 0), 1) as percent
  from added
 order by programme, sector, kind
