-- What each household earned in each round, and every line that held for it.
-- grain: household × round; source: the last answers on the household's economy up to the day,
-- lines and the price index of the month. Measured by the rules (`finish`).
with last as (
    select distinct on (response.programme_id, response.round,
                        coalesce(party.merged_into_id, party.id))
           response.organisation_id, response.programme_id, response.round, response.on,
           response.answers, coalesce(party.merged_into_id, party.id) as party_id, party.village_id
      from surveys_response response
      join surveys_instrument instrument
        on instrument.id = response.instrument_id
       and instrument.organisation_id = response.organisation_id
       and instrument.code = 'household_economy'
      join registry_party party
        on party.id = response.party_id and party.organisation_id = response.organisation_id
     where response.organisation_id = %(organisation)s and response.on <= %(until)s
     order by response.programme_id, response.round, coalesce(party.merged_into_id, party.id),
              response.on desc, response.id
)
select programme.code as programme, last.round, (last.answers ->> 'income')::numeric as income,
       (select price.index
          from surveys_priceindex price
         where price.organisation_id = last.organisation_id
           and price.month = date_trunc('month', last.on)::date) as price,
       (select price.index
          from surveys_priceindex price
         where price.organisation_id = last.organisation_id
           and price.month = date_trunc('month', programme.starts_on)::date) as first_price,
       (select coalesce(jsonb_object_agg(found.kind, jsonb_build_array(found.now, found.at_first)),
                        '{}'::jsonb)
          from (select line.kind,
                       (array_agg(line.monthly_rp
                                  order by length(line.area_id) desc, line.valid_from desc)
                        filter (where line.valid_from <= last.on))[1] as now,
                       (array_agg(line.monthly_rp
                                  order by length(line.area_id) desc, line.valid_from desc)
                        filter (where line.valid_from <= programme.starts_on))[1] as at_first
                  from surveys_line line
                 where line.organisation_id = last.organisation_id
                   and starts_with(coalesce(last.village_id, programme.area_id) || '.',
                                   line.area_id || '.')
                 group by line.kind) found) as lines
  from last
  join programme_programme programme
    on programme.id = last.programme_id and programme.organisation_id = last.organisation_id
 where %(programme)s::text is null or programme.code = %(programme)s
 order by programme.code, last.round, last.party_id
