-- What the institution's books distributed as asset reform.
select '' as key, coalesce(sum(movement.amount), 0) as figure
  from report.movement movement
 where movement.organisation_id = %(organisation)s and movement.role = 'asset_reform'
   and movement.event_date <= %(until)s
