-- What the ledger holds as receivable of the same kinds of contract, by the day of the event.
select contract.kind as key, sum(movement.amount) as figure
  from report.movement movement
  join report.contract contract
    on contract.id = movement.contract_id
   and contract.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and movement.role = 'receivable'
   and movement.event_date <= %(until)s
   and contract.kind in ('qardh', 'murabahah', 'conventional')
   and (%(programme)s::text is null or contract.programme = %(programme)s)
 group by contract.kind
