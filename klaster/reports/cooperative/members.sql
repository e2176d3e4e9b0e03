-- Every membership up to a day.
-- grain: membership; unit: 1 in `standing` for who is a member on the day; source: members.
select member.number, party.name, coalesce(village.name, '') as place, member.joined_on,
       case when member.left_on <= %(until)s then member.left_on end as left_on,
       case when member.left_on <= %(until)s then member.end else '' end as ended,
       case when member.left_on <= %(until)s then 0 else 1 end as standing
  from cooperative_member member
  join registry_party party
    on party.id = member.party_id and party.organisation_id = member.organisation_id
  left join places_area village on village.code = party.village_id
 where member.organisation_id = %(organisation)s and member.joined_on <= %(until)s
 order by member.number
