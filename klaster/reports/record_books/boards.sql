-- Terms of office of one board up to a day.
-- grain: term; unit: 1 in `standing` for who holds it on the day; source: officers.
select officer.office, party.name, member.number as member, officer.valid_from,
       case when officer.valid_until <= %(until)s then officer.valid_until end as valid_until,
       case when officer.valid_until <= %(until)s then 0 else 1 end as standing
  from cooperative_officer officer
  join registry_party party
    on party.id = officer.party_id and party.organisation_id = officer.organisation_id
  left join cooperative_member member
    on member.party_id = officer.party_id and member.organisation_id = officer.organisation_id
   and member.joined_on <= officer.valid_from
   and (member.left_on is null or member.left_on > officer.valid_from)
 where officer.organisation_id = %(organisation)s and officer.valid_from <= %(until)s
   and case when officer.office in ('ketua', 'sekretaris', 'bendahara') then 'pengurus'
            else 'pengawas' end = %(board)s
 order by array_position(array['ketua', 'sekretaris', 'bendahara', 'pengawas', 'dps'],
                         officer.office::text),
          officer.valid_from, party.name
