-- Head that ever went from the programme's hands to a keeper, less what was taken back as undone,
-- and what a deed brought from the programme's books, where it was placed.
with placed as (
    select split_part(movement.unit_id, '_', 1) as key, sum(movement.amount) as figure
      from report.movement movement
      join ledger_unit unit on unit.code = movement.unit_id and unit.kind = 'animal'
     where movement.organisation_id = %(organisation)s
       and movement.role in ('with_keeper', 'owned_by_keeper') and movement.other_role = 'stock'
       and movement.is_inward and movement.posting_date <= %(until)s
     group by 1
    union all
    select split_part(placement.unit_id, '_', 1), sum(placement.quantity)
      from assets_placement placement
      join ledger_unit unit on unit.code = placement.unit_id and unit.kind = 'animal'
     where placement.organisation_id = %(organisation)s and placement.taken_over_on <= %(until)s
       and placement.placed_on <= %(until)s
     group by 1
)
select key, sum(figure) as figure
  from placed
 group by key
