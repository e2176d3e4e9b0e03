-- What is with mitra, by each transfer anew instead of the checkpointed balances.
select coalesce(contract.programme, '') as key, sum(movement.amount) as figure
  from report.movement movement
  left join report.contract contract
    on contract.id = movement.contract_id
   and contract.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.role in ('receivable', 'deferred_margin', 'rent_receivable', 'salam_receivable',
                         'investment', 'managed_asset', 'accumulated_depreciation')
   and movement.posting_date <= %(until)s
   and (%(programme)s::text is null or contract.programme = %(programme)s)
 group by contract.programme
