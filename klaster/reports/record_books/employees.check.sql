-- Employed less ended, each counted by itself.
select '' as key,
       count(*) filter (where valid_from <= %(until)s)
     - count(*) filter (where valid_until <= %(until)s) as figure
  from cooperative_employee
 where organisation_id = %(organisation)s
having count(*) filter (where valid_from <= %(until)s) > 0
