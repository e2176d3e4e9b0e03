-- Who is a member at the end.
select '' as key, count(*) as figure
  from cooperative_member
 where organisation_id = %(organisation)s and joined_on <= %(until)s
   and (left_on is null or left_on > %(until)s)
having count(*) > 0
