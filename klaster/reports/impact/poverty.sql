-- What each household earned in each round, and every line that held for it.
-- grain: household × round; source: report.last_responses, lines of the day of the answer and of
-- the day the programme began. Measured by the rules (`finish`).
select last.programme, last.round, (last.answers ->> 'income')::numeric as income,
       last.price, last.base_price, last.began_on,
       (select coalesce(jsonb_object_agg(found.kind, jsonb_build_array(found.now, found.at_first)),
                        '{}'::jsonb)
          from (select line.kind,
                       (array_agg(line.monthly_rp
                                  order by length(line.area_id) desc, line.valid_from desc)
                        filter (where line.valid_from <= last.on))[1] as now,
                       (array_agg(line.monthly_rp
                                  order by length(line.area_id) desc, line.valid_from desc)
                        filter (where line.valid_from <= last.began_on))[1] as at_first
                  from surveys_line line
                 where line.organisation_id = last.organisation_id
                   and starts_with(last.area_id || '.', line.area_id || '.')
                 group by line.kind) found) as lines
  from report.last_responses(%(organisation)s, 'household_economy', %(until)s) last
 where %(programme)s::text is null or last.programme = %(programme)s
 order by last.programme, last.round, last.household_id
