-- Programmes with something placed, each of which must close to the rupiah.
select contract.programme as key, 1 as figure
  from report.movement movement
  join report.contract contract
    on contract.id = coalesce(movement.contract_id, movement.other_contract_id)
   and contract.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.posting_date <= %(until)s and contract.programme is not null
   and (%(programme)s::text is null or contract.programme = %(programme)s)
 group by contract.programme
