-- What was received, by each transfer anew.
select fund.code as key, sum(-movement.amount) as figure
  from report.movement movement
  join ledger_fund fund
    on fund.id = movement.fund_id and fund.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.role = 'fund_received'
   and movement.posting_date <= %(until)s
   and (%(fund)s::text is null or fund.code = %(fund)s or fund.id::text = %(fund)s)
   and exists (select from programme_fundsource source
                 join programme_programme programme
                   on programme.id = source.programme_id
                  and programme.organisation_id = source.organisation_id
                where source.fund_id = movement.fund_id
                  and source.organisation_id = movement.organisation_id
                  and (%(programme)s::text is null or programme.code = %(programme)s))
 group by fund.code
