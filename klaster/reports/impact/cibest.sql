-- What each household answered to CIBEST in each round, and the line it is held against.
-- grain: household × round; source: report.last_responses, lines of the kind asked for. Answers on
-- worship only where the consent stands. Counted by the rules (`finish`).
select last.programme, last.round, (last.answers ->> 'income')::numeric as income,
       (select line.monthly_rp
          from surveys_line line
         where line.organisation_id = last.organisation_id and line.kind = %(line)s
           and line.valid_from <= last.on
           and starts_with(last.area_id || '.', line.area_id || '.')
         order by length(line.area_id) desc, line.valid_from desc
         limit 1) as line,
       coalesce((select apart.answers
          from surveys_sensitiveanswers apart
         where apart.organisation_id = last.organisation_id and apart.response_id = last.id
           and exists (select from registry_consent consent
                        where consent.organisation_id = last.organisation_id
                          and consent.party_id in (last.party_id, last.household_id)
                          and consent.purpose = 'spiritual'
                          and consent.withdrawn_on is null)), '{}'::jsonb) as worship
  from report.last_responses(%(organisation)s, 'cibest', %(until)s) last
 where %(programme)s::text is null or last.programme = %(programme)s
 order by last.programme, last.round, last.household_id
