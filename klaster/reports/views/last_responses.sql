-- What each household answered last in each round of a programme, up to a day, to an instrument.
-- grain: programme × round × household; source: responses, those of merged parties as one household.
-- `price` is the index of the month of the answer, `base_price` that of the month in which the
-- programme began: the one base of all real figures. Either is null where it is not on record.
create function report.last_responses(organisation uuid, instrument text, until date)
returns table (
    id uuid, organisation_id uuid, programme_id uuid, programme text, round text, "on" date,
    answers jsonb, party_id uuid, household_id uuid, area_id text, began_on date,
    price numeric, base_price numeric
)
language sql stable parallel safe
begin atomic
    select last.id, last.organisation_id, last.programme_id, programme.code, last.round, last.on,
           last.answers, last.party_id, last.household_id,
           coalesce(last.village_id, programme.area_id), programme.starts_on, price.index, base.index
      from (
        select distinct on (response.programme_id, response.round,
                            coalesce(party.merged_into_id, party.id))
               response.id, response.organisation_id, response.programme_id, response.round,
               response.on, response.answers, party.id as party_id,
               coalesce(party.merged_into_id, party.id) as household_id, party.village_id
          from surveys_response response
          join surveys_instrument asked
            on asked.id = response.instrument_id
           and asked.organisation_id = last_responses.organisation
           and asked.code = last_responses.instrument
          join registry_party party
            on party.id = response.party_id
           and party.organisation_id = last_responses.organisation
         where response.organisation_id = last_responses.organisation
           and response.on <= last_responses.until
         order by response.programme_id, response.round,
                  coalesce(party.merged_into_id, party.id), response.on desc, response.id
           ) last
      join programme_programme programme
        on programme.id = last.programme_id
       and programme.organisation_id = last_responses.organisation
      left join surveys_priceindex price
        on price.organisation_id = last_responses.organisation
       and price.month = date_trunc('month', last.on)::date
      left join surveys_priceindex base
        on base.organisation_id = last_responses.organisation
       and base.month = date_trunc('month', programme.starts_on)::date;
end;
