-- How long each business of the exit cohort was seen to go on.
-- grain: mitra of the cohort; unit: months of the plan since the exit; source: follow-ups up to the
-- day. It ends with the first round that found it closed; else it is censored at the round last
-- found at, or at month 0.
select cohort.programme, cohort.sector, cohort.sector_name,
       coalesce(seen.closed_at, seen.last_at, 0) as month,
       seen.closed_at is not null as is_ended
  from report.cohort cohort
 cross join lateral (
    select min(follow_up.due_month) filter (where follow_up.business = 'closed') as closed_at,
           max(follow_up.due_month) as last_at
      from monitoring_followup follow_up
     where follow_up.organisation_id = cohort.organisation_id
       and follow_up.programme_id = cohort.programme_id
       and follow_up.party_id = cohort.party_id
       and follow_up.outcome = 'found' and follow_up.on <= %(until)s
 ) seen
 where cohort.organisation_id = %(organisation)s and cohort.exited_on <= %(until)s
   and (%(programme)s::text is null or cohort.programme = %(programme)s)
 order by cohort.programme, cohort.sector, cohort.name
