-- Joined less left, each counted by itself.
select '' as key,
       count(*) filter (where joined_on <= %(until)s)
     - count(*) filter (where left_on <= %(until)s) as figure
  from cooperative_member
 where organisation_id = %(organisation)s
having count(*) filter (where joined_on <= %(until)s) > 0
