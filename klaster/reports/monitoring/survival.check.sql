-- By programme: everyone handed over and independent ends or is censored once.
with decided as (
    select programme.code, decision.party_id, decision.programme_id, decision.outcome,
           row_number() over (partition by decision.programme_id, decision.party_id
                              order by decision.on desc) as n
      from graduation_decision decision
      join programme_programme programme
        on programme.id = decision.programme_id
       and programme.organisation_id = decision.organisation_id
     where decision.organisation_id = %(organisation)s and decision.on <= programme.exited_on
       and programme.exited_on <= %(until)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
)
select decided.code as key, count(*) as figure
  from decided
  join programme_enrolment enrolment
    on enrolment.organisation_id = %(organisation)s
   and enrolment.programme_id = decided.programme_id and enrolment.party_id = decided.party_id
  join graduation_deed deed
    on deed.organisation_id = %(organisation)s and deed.sector_id = enrolment.sector_id
 where decided.n = 1 and decided.outcome = 'independent'
 group by decided.code
