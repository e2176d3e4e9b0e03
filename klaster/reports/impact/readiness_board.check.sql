-- Enrolments that became active on or before the day, less those whose last step is to leave.
with step as (
    select step.enrolment_id, step.stage, step.number,
           max(step.number) over (partition by step.enrolment_id) as last
      from programme_enrolmentstep step
     where step.organisation_id = %(organisation)s and step.on <= %(until)s
)
select programme.code as key,
       count(distinct step.enrolment_id) filter (where step.stage = 'active')
           - count(*) filter (
               where step.stage = 'left' and step.number = step.last
                 and exists (select from step before
                              where before.enrolment_id = step.enrolment_id
                                and before.stage = 'active')
             ) as figure
  from step
  join programme_enrolment enrolment
    on enrolment.id = step.enrolment_id and enrolment.organisation_id = %(organisation)s
  join programme_sector sector
    on sector.id = enrolment.sector_id and sector.organisation_id = %(organisation)s
  join programme_programme programme
    on programme.id = enrolment.programme_id and programme.organisation_id = %(organisation)s
 where (%(programme)s::text is null or programme.code = %(programme)s)
   and (%(sector)s::text is null or sector.code = %(sector)s)
 group by programme.code
