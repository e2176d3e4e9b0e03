-- What is known of the exit cohort at each due month.
-- grain: mitra of the cohort × due month; source: exit cohort and follow-ups up to the day. Which
-- months are due, and what a day says of each, is added by the rules (`finish`).
select cohort.programme, cohort.sector, cohort.sector_name, cohort.exited_on,
       cohort.withdrawn_on <= %(until)s as is_withdrawn,
       coalesce((select jsonb_object_agg(
                            follow_up.due_month::text,
                            jsonb_build_array(follow_up.outcome, follow_up.business))
                   from monitoring_followup follow_up
                  where follow_up.organisation_id = cohort.organisation_id
                    and follow_up.programme_id = cohort.programme_id
                    and follow_up.party_id = cohort.party_id and follow_up.on <= %(until)s),
                '{}'::jsonb) as reported
  from report.cohort cohort
 where cohort.organisation_id = %(organisation)s and cohort.exited_on <= %(until)s
   and (%(programme)s::text is null or cohort.programme = %(programme)s)
 order by cohort.programme, cohort.sector, cohort.name
