-- Households of mitra that told a measure when last asked before, and when last asked later.
with told as (
    select response.programme_id, response.round, measure.code,
           coalesce(party.merged_into_id, party.id) as party_id
      from surveys_response response
      join surveys_instrument instrument
        on instrument.id = response.instrument_id
       and instrument.organisation_id = response.organisation_id
      join registry_party party
        on party.id = response.party_id and party.organisation_id = response.organisation_id
     cross join unnest(array['income', 'spending', 'savings_value', 'assets_value', 'debts_value'])
           measure (code)
     where response.organisation_id = %(organisation)s and instrument.code = 'household_economy'
       and response.on <= %(until)s and response.answers ->> measure.code is not null
       and not exists (
            select from surveys_response later
              join surveys_instrument asked
                on asked.id = later.instrument_id
               and asked.organisation_id = later.organisation_id
               and asked.code = 'household_economy'
              join registry_party again
                on again.id = later.party_id and again.organisation_id = later.organisation_id
             where later.organisation_id = response.organisation_id
               and later.programme_id = response.programme_id and later.round = response.round
               and coalesce(again.merged_into_id, again.id)
                   = coalesce(party.merged_into_id, party.id)
               and later.on > response.on and later.on <= %(until)s)
)
select programme.code || ' ' || earlier.code || ' ' || later.round as key,
       count(distinct later.party_id) as figure
  from told earlier
  join told later
    on later.programme_id = earlier.programme_id and later.party_id = earlier.party_id
   and later.code = earlier.code and later.round in ('exit', 'after')
  join programme_programme programme
    on programme.id = earlier.programme_id and programme.organisation_id = %(organisation)s
 where earlier.round = 'before'
   and exists (
        select from programme_enrolment enrolment
          join programme_enrolmentstep step
            on step.enrolment_id = enrolment.id
           and step.organisation_id = enrolment.organisation_id
          join registry_party party
            on party.id = enrolment.party_id and party.organisation_id = enrolment.organisation_id
         where enrolment.organisation_id = %(organisation)s
           and enrolment.programme_id = earlier.programme_id
           and earlier.party_id in (party.id, party.merged_into_id)
           and step.stage = 'active' and step.on <= %(until)s)
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code, earlier.code, later.round
