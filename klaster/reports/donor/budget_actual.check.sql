-- What was placed and what was spent, from cash and stock as they went out.
with fund_of as (
    select distinct on (source.fund_id) source.fund_id, programme.code as programme
      from programme_fundsource source
      join programme_programme programme
        on programme.id = source.programme_id
       and programme.organisation_id = source.organisation_id
     where source.organisation_id = %(organisation)s and source.fund_id is not null
     order by source.fund_id, programme.code
),
spent as (
    select contract.programme, -movement.amount as amount
      from report.movement movement
      left join contracts_event event
        on event.id = movement.entry_id and event.organisation_id = movement.organisation_id
      join report.contract contract
        on contract.id = coalesce(movement.other_contract_id, event.contract_id)
       and contract.organisation_id = movement.organisation_id
     where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
       and not movement.is_inward
       and movement.role in ('fund_cash', 'goods_stock', 'produce_stock')
       and movement.other_role in ('receivable', 'salam_receivable', 'investment', 'managed_asset',
                                   'fund_distributed')
       and movement.posting_date <= %(until)s
    union all
    select fund_of.programme, movement.amount
      from report.movement movement
      join fund_of on fund_of.fund_id = movement.fund_id
     where movement.organisation_id = %(organisation)s and movement.role = 'programme_cost'
       and movement.posting_date <= %(until)s
)
select programme as key, sum(amount) as figure
  from spent
 where programme is not null and (%(programme)s::text is null or programme = %(programme)s)
 group by programme
