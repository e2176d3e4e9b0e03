-- Head in custody by each transfer anew: what ever came in from outside less what ever left.
select movement.unit_id as key, sum(-movement.amount) as figure
  from report.movement movement
  join ledger_unit unit on unit.code = movement.unit_id and unit.kind = 'animal'
 where movement.organisation_id = %(organisation)s
   and movement.category in ('source', 'sink') and movement.posting_date <= %(until)s
 group by movement.unit_id
