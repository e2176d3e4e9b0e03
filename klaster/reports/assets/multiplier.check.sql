-- Head that ever went from the programme's hands to a keeper, less what was taken back as undone.
select split_part(movement.unit_id, '_', 1) as key, sum(movement.amount) as figure
  from report.movement movement
  join ledger_unit unit on unit.code = movement.unit_id and unit.kind = 'animal'
 where movement.organisation_id = %(organisation)s
   and movement.role in ('with_keeper', 'owned_by_keeper') and movement.other_role = 'stock'
   and movement.is_inward and movement.posting_date <= %(until)s
 group by 1
