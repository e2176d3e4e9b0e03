-- What each household answered on its economy in the rounds that are compared.
-- grain: household × measure; unit: rupiah; source: the last answers of each round up to the day,
-- the price index of the month of each and of the month the programme first asked. `is_mitra` ever
-- became active, whatever came of it; other candidates are the comparison group. Compared by the
-- rules (`finish`).
with last as (
    select distinct on (response.programme_id, response.round,
                        coalesce(party.merged_into_id, party.id))
           response.organisation_id, response.programme_id, response.round, response.on,
           response.answers, coalesce(party.merged_into_id, party.id) as party_id,
           min(response.on) over (partition by response.programme_id) as first_on
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
),
enrolled as (
    select enrolment.programme_id, coalesce(party.merged_into_id, party.id) as party_id,
           bool_or(step.stage = 'active') as is_mitra
      from programme_enrolment enrolment
      join registry_party party
        on party.id = enrolment.party_id and party.organisation_id = enrolment.organisation_id
      join programme_enrolmentstep step
        on step.enrolment_id = enrolment.id and step.organisation_id = enrolment.organisation_id
       and step.on <= %(until)s
     where enrolment.organisation_id = %(organisation)s
     group by enrolment.programme_id, coalesce(party.merged_into_id, party.id)
),
measure (n, code) as (
    values (1, 'income'), (2, 'spending'), (3, 'savings_value'), (4, 'assets_value'),
           (5, 'debts_value')
)
select programme.code as programme, measure.code as measure, enrolled.is_mitra,
       jsonb_object_agg(last.round, jsonb_build_array(
           last.answers ->> measure.code, price.index::text, first_price.index::text
       )) as rounds
  from last
  join programme_programme programme
    on programme.id = last.programme_id and programme.organisation_id = last.organisation_id
  join enrolled
    on enrolled.programme_id = last.programme_id and enrolled.party_id = last.party_id
 cross join measure
  left join surveys_priceindex price
    on price.organisation_id = last.organisation_id
   and price.month = date_trunc('month', last.on)::date
  left join surveys_priceindex first_price
    on first_price.organisation_id = last.organisation_id
   and first_price.month = date_trunc('month', last.first_on)::date
 where last.round in ('before', 'exit', 'after')
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code, measure.n, measure.code, last.party_id, enrolled.is_mitra
 order by programme.code, measure.n, last.party_id
