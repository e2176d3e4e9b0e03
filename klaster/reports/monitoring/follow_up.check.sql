-- The cohort counted from decisions and deeds, and the follow-ups counted one by one.
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
)
select 'cohort' as key, count(*) * 6 as figure from independent having count(*) > 0
union all
select follow_up.outcome, count(*)
  from monitoring_followup follow_up
  join independent on independent.party_id = follow_up.party_id
 where follow_up.organisation_id = %(organisation)s and follow_up.on <= %(until)s
   and exists (select from programme_programme programme
                where programme.id = follow_up.programme_id
                  and programme.organisation_id = follow_up.organisation_id
                  and (%(programme)s::text is null or programme.code = %(programme)s))
 group by follow_up.outcome
