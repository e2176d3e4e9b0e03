-- Who is followed counted from decisions, deeds and groups, and the follow-ups one by one: those of
-- groups and bodies by what the party is, those of mitra where they are of the cohort.
with independent as (
    select enrolment.sector_id, decision.party_id, programme.exited_on
      from graduation_decision decision
      join programme_programme programme
        on programme.id = decision.programme_id
       and programme.organisation_id = decision.organisation_id
      join programme_enrolment enrolment
        on enrolment.party_id = decision.party_id
       and enrolment.programme_id = decision.programme_id
       and enrolment.organisation_id = decision.organisation_id
     where decision.organisation_id = %(organisation)s and decision.outcome = 'independent'
       and programme.exited_on <= %(until)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
       and decision.on = (select max(later.on) from graduation_decision later
                           where later.organisation_id = decision.organisation_id
                             and later.programme_id = decision.programme_id
                             and later.party_id = decision.party_id
                             and later.on <= programme.exited_on)
       and exists (select from graduation_deed deed
                    where deed.organisation_id = decision.organisation_id
                      and deed.programme_id = decision.programme_id
                      and deed.sector_id = enrolment.sector_id)
),
handed_over as (
    select deed.sector_id, deed.programme_id, deed.receiver_id, programme.exited_on
      from graduation_deed deed
      join programme_programme programme
        on programme.id = deed.programme_id
       and programme.organisation_id = deed.organisation_id
     where deed.organisation_id = %(organisation)s and programme.exited_on <= %(until)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
),
counted as (
    select 'mitra' as subject, 'cohort' as what, count(*) * 6 as figure from independent
    union all
    select 'group', 'cohort', count(*) * 6
      from programme_group working
      join handed_over on handed_over.sector_id = working.sector_id
     where working.organisation_id = %(organisation)s
       and daterange(working.formed_on, working.dissolved_on) @> handed_over.exited_on
    union all
    select 'cooperative', 'cohort', count(distinct (programme_id, receiver_id)) * 6
      from handed_over
    union all
    select case party.kind when 'group' then 'group' when 'body' then 'cooperative'
                           else 'mitra' end,
           follow_up.outcome, count(*)
      from monitoring_followup follow_up
      join registry_party party
        on party.id = follow_up.party_id and party.organisation_id = follow_up.organisation_id
     where follow_up.organisation_id = %(organisation)s and follow_up.on <= %(until)s
       and (party.kind in ('group', 'body')
            or exists (select from independent where independent.party_id = follow_up.party_id))
       and exists (select from programme_programme programme
                    where programme.id = follow_up.programme_id
                      and programme.organisation_id = follow_up.organisation_id
                      and (%(programme)s::text is null or programme.code = %(programme)s))
     group by 1, 2
)
select subject || ' ' || what as key, figure
  from counted
 where figure > 0 and (%(subject)s::text is null or subject = %(subject)s)
