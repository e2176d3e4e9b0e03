-- Head that ever went from the programme's hands to a keeper, less what was taken back as undone.
select movement.unit_id as key, sum(movement.amount) as figure
  from report.movement movement
  join ledger_unit unit on unit.code = movement.unit_id and unit.kind = 'animal'
 where movement.organisation_id = %(organisation)s
   and movement.role in ('with_keeper', 'owned_by_keeper') and movement.other_role = 'stock'
   and movement.is_inward and movement.posting_date <= %(until)s
 group by movement.unit_id
