-- Who takes part and could become independent, with the group they work in.
-- grain: enrolment that became active and has not left; source: report.mitra and the last step of
-- each enrolment on or before the day. What the rules say of each is added by `finish`.
select mitra.programme_id, mitra.programme, mitra.sector,
       coalesce(mitra.group_name, '') as "group", mitra.name as mitra,
       coalesce(party.merged_into_id, party.id) as party_id, last.stage
  from report.mitra mitra
  join registry_party party
    on party.id = mitra.party_id and party.organisation_id = mitra.organisation_id
 cross join lateral (
    select step.stage
      from programme_enrolmentstep step
     where step.enrolment_id = mitra.id and step.organisation_id = mitra.organisation_id
       and step.on <= %(until)s
     order by step.number desc
     limit 1
 ) last
 where mitra.organisation_id = %(organisation)s and last.stage <> 'left'
   and exists (select from programme_enrolmentstep step
                where step.enrolment_id = mitra.id
                  and step.organisation_id = mitra.organisation_id
                  and step.stage = 'active' and step.on <= %(until)s)
   and (%(programme)s::text is null or mitra.programme = %(programme)s)
   and (%(sector)s::text is null or mitra.sector = %(sector)s)
 order by mitra.programme, mitra.sector, mitra.group_name, mitra.name, mitra.id
