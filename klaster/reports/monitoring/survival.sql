-- How long each business of the exit cohort was seen to go on.
-- grain: mitra of the cohort; unit: days from the exit; source: follow-ups up to the day. It ends
-- with the first report that it closed; else it is censored when last found, or on day 0.
select cohort.programme, cohort.sector, cohort.sector_name,
       coalesce(seen.closed_on, seen.last_on, cohort.exited_on) - cohort.exited_on as days,
       seen.closed_on is not null as is_ended
  from report.cohort cohort
 cross join lateral (
    select min(follow_up.on) filter (where follow_up.business = 'closed') as closed_on,
           max(follow_up.on) as last_on
      from monitoring_followup follow_up
     where follow_up.organisation_id = cohort.organisation_id
       and follow_up.programme_id = cohort.programme_id
       and follow_up.party_id = cohort.party_id
       and follow_up.outcome = 'found' and follow_up.on <= %(until)s
 ) seen
 where cohort.organisation_id = %(organisation)s and cohort.exited_on <= %(until)s
   and (%(programme)s::text is null or cohort.programme = %(programme)s)
 order by cohort.programme, cohort.sector, cohort.name
