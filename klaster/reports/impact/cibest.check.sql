-- Households with a response in each round, each counted once.
select programme.code || ' ' || response.round as key,
       count(distinct coalesce(party.merged_into_id, party.id)) as figure
  from surveys_response response
  join surveys_instrument instrument
    on instrument.id = response.instrument_id
   and instrument.organisation_id = response.organisation_id
  join registry_party party
    on party.id = response.party_id and party.organisation_id = response.organisation_id
  join programme_programme programme
    on programme.id = response.programme_id
   and programme.organisation_id = response.organisation_id
 where response.organisation_id = %(organisation)s and instrument.code = 'cibest'
   and response.on <= %(until)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code, response.round
