-- What each household answered to the ten questions of the PPI in each round.
-- grain: household × round; source: the last response of the round up to the day. Scores and
-- likelihoods are added by the rules (`finish`).
with last as (
    select distinct on (response.programme_id, response.round,
                        coalesce(party.merged_into_id, party.id))
           response.organisation_id, response.programme_id, response.round, response.answers
      from surveys_response response
      join surveys_instrument instrument
        on instrument.id = response.instrument_id
       and instrument.organisation_id = response.organisation_id
       and instrument.code = 'ppi_indonesia_2010'
      join registry_party party
        on party.id = response.party_id and party.organisation_id = response.organisation_id
     where response.organisation_id = %(organisation)s and response.on <= %(until)s
     order by response.programme_id, response.round, coalesce(party.merged_into_id, party.id),
              response.on desc, response.id
)
select programme.code as programme, last.round, last.answers
  from last
  join programme_programme programme
    on programme.id = last.programme_id and programme.organisation_id = last.organisation_id
 where %(programme)s::text is null or programme.code = %(programme)s
 order by programme.code, last.round
