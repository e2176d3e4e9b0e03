-- Members before the period, who joined, and who left by cause.
-- grain: cause; unit: members, who left below zero; source: members.
with change as (
    select case when joined_on < %(since)s then 'opening' else 'joined' end as what, 1 as members
      from cooperative_member
     where organisation_id = %(organisation)s and joined_on <= %(until)s
       and (left_on is null or left_on >= %(since)s)
    union all
    select "end", -1
      from cooperative_member
     where organisation_id = %(organisation)s and left_on between %(since)s and %(until)s
)
select what, sum(members)::bigint as members
  from change
 group by what
 order by array_position(array['opening', 'joined', 'resigned', 'expelled', 'died'], what::text)
