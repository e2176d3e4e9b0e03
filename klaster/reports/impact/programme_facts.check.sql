-- What was rolled, from the ledger's other side: what left cash and stock for mitra's contracts.
select contract.programme as key,
       sum(-movement.amount) as figure
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
   and movement.posting_date <= %(until)s and contract.sector_id is not null
   and (%(programme)s::text is null or contract.programme = %(programme)s)
 group by contract.programme
