-- What is known at each due month of all who are followed: the exit cohort, groups, receivers.
-- grain: mitra, group or cooperative × due month; source: exit cohort, groups, deeds, follow-ups up
-- to the day. Which months are due, and what a day says of each, is added by the rules (`finish`).
with handed_over as (
    select programme.organisation_id, programme.id as programme_id, programme.code as programme,
           programme.exited_on, sector.id as sector_id, sector.code as sector,
           sector.name as sector_name, deed.receiver_id
      from graduation_deed deed
      join programme_programme programme
        on programme.id = deed.programme_id and programme.organisation_id = deed.organisation_id
      join programme_sector sector
        on sector.id = deed.sector_id and sector.organisation_id = deed.organisation_id
     where deed.organisation_id = %(organisation)s and programme.exited_on <= %(until)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
),
mitra as (
    select 'mitra' as subject, cohort.organisation_id, cohort.programme_id, cohort.programme,
           cohort.exited_on, cohort.sector, cohort.sector_name, cohort.party_id
      from report.cohort cohort
     where cohort.organisation_id = %(organisation)s and cohort.exited_on <= %(until)s
       and (%(programme)s::text is null or cohort.programme = %(programme)s)
),
groups as (
    select 'group' as subject, sector.organisation_id, sector.programme_id, sector.programme,
           sector.exited_on, sector.sector, sector.sector_name, working.party_id
      from handed_over sector
      join programme_group working
        on working.sector_id = sector.sector_id
       and working.organisation_id = sector.organisation_id
     where working.formed_on <= sector.exited_on
       and (working.dissolved_on is null or working.dissolved_on > sector.exited_on)
),
cooperatives as (
    select distinct on (sector.programme_id, sector.receiver_id)
           'cooperative' as subject, sector.organisation_id, sector.programme_id,
           sector.programme, sector.exited_on, sector.sector, sector.sector_name,
           sector.receiver_id as party_id
      from handed_over sector
     order by sector.programme_id, sector.receiver_id, sector.sector
),
followed as (
    select * from mitra
    union all
    select * from groups
    union all
    select * from cooperatives
)
select followed.subject, followed.programme, followed.sector, followed.sector_name,
       followed.exited_on,
       coalesce((select bool_and(consent.withdrawn_on is not null)
                        and max(consent.withdrawn_on) <= %(until)s
                   from registry_consent consent
                  where consent.organisation_id = followed.organisation_id
                    and consent.party_id = followed.party_id
                    and consent.purpose = 'follow_up'), false) as is_withdrawn,
       coalesce((select jsonb_object_agg(
                            follow_up.due_month::text,
                            jsonb_build_array(follow_up.outcome, follow_up.business))
                   from monitoring_followup follow_up
                  where follow_up.organisation_id = followed.organisation_id
                    and follow_up.programme_id = followed.programme_id
                    and follow_up.party_id = followed.party_id and follow_up.on <= %(until)s),
                '{}'::jsonb) as reported
  from followed
 where %(subject)s::text is null or followed.subject = %(subject)s
 order by followed.programme, followed.sector, followed.party_id
