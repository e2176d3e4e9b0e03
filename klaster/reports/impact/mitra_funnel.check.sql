-- Enrolments that began on or before the day, counted from their first step.
select programme.code as key, count(*) as figure
  from programme_enrolmentstep step
  join programme_enrolment enrolment
    on enrolment.id = step.enrolment_id and enrolment.organisation_id = step.organisation_id
  join programme_programme programme
    on programme.id = enrolment.programme_id
   and programme.organisation_id = enrolment.organisation_id
 where step.organisation_id = %(organisation)s and step.number = 1 and step.on <= %(until)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code
