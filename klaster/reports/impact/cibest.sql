-- What each household answered to CIBEST in each round, and the line it is held against.
-- grain: household × round; source: the last response of the round up to the day, lines of the
-- kind asked for. Answers on worship only where the consent stands. Counted by the rules (`finish`).
with last as (
    select distinct on (response.programme_id, response.round,
                        coalesce(party.merged_into_id, party.id))
           response.id, response.organisation_id, response.programme_id, response.round,
           response.on, response.answers, party.id as party_id,
           coalesce(party.merged_into_id, party.id) as stands_for, party.village_id
      from surveys_response response
      join surveys_instrument instrument
        on instrument.id = response.instrument_id
       and instrument.organisation_id = response.organisation_id and instrument.code = 'cibest'
      join registry_party party
        on party.id = response.party_id and party.organisation_id = response.organisation_id
     where response.organisation_id = %(organisation)s and response.on <= %(until)s
     order by response.programme_id, response.round, coalesce(party.merged_into_id, party.id),
              response.on desc, response.id
)
select programme.code as programme, last.round, (last.answers ->> 'income')::numeric as income,
       (select line.monthly_rp
          from surveys_line line
         where line.organisation_id = last.organisation_id and line.kind = %(line)s
           and line.valid_from <= last.on
           and starts_with(coalesce(last.village_id, programme.area_id) || '.', line.area_id || '.')
         order by length(line.area_id) desc, line.valid_from desc
         limit 1) as line,
       coalesce((select apart.answers
          from surveys_sensitiveanswers apart
         where apart.organisation_id = last.organisation_id and apart.response_id = last.id
           and exists (select from registry_consent consent
                        where consent.organisation_id = last.organisation_id
                          and consent.party_id in (last.party_id, last.stands_for)
                          and consent.purpose = 'spiritual'
                          and consent.withdrawn_on is null)), '{}'::jsonb) as worship
  from last
  join programme_programme programme
    on programme.id = last.programme_id and programme.organisation_id = last.organisation_id
 where %(programme)s::text is null or programme.code = %(programme)s
 order by programme.code, last.round, last.stands_for
