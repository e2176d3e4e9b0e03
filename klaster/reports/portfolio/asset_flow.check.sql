-- What is with mitra and what was received, by each transfer anew.
select 'with_mitra' as key, coalesce(sum(movement.amount), 0) as figure
  from report.movement movement
  join report.contract contract
    on contract.id = movement.contract_id
   and contract.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.role in ('receivable', 'deferred_margin', 'rent_receivable', 'salam_receivable',
                         'investment', 'managed_asset', 'accumulated_depreciation')
   and movement.posting_date <= %(until)s
   and (%(programme)s::text is null or contract.programme = %(programme)s)
union all
select 'received', coalesce(sum(-movement.amount), 0)
  from report.movement movement
 where movement.organisation_id = %(organisation)s and movement.role = 'fund_received'
   and movement.posting_date <= %(until)s
   and exists (select from programme_fundsource source
                 join programme_programme programme
                   on programme.id = source.programme_id
                  and programme.organisation_id = source.organisation_id
                where source.fund_id = movement.fund_id
                  and source.organisation_id = movement.organisation_id
                  and (%(programme)s::text is null or programme.code = %(programme)s))
