-- What each household answered on its economy in the rounds that are compared.
-- grain: household × measure; unit: rupiah; source: report.last_responses. `is_mitra` ever became
-- active, whatever came of it; other candidates are the comparison group. Compared by the rules
-- (`finish`).
with enrolled as (
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
select last.programme, measure.code as measure, enrolled.is_mitra, last.began_on,
       jsonb_object_agg(last.round, jsonb_build_array(
           last.answers ->> measure.code, last.price::text, last.base_price::text
       )) as rounds
  from report.last_responses(%(organisation)s, 'household_economy', %(until)s) last
  join enrolled
    on enrolled.programme_id = last.programme_id and enrolled.party_id = last.household_id
 cross join measure
 where last.round in ('before', 'exit', 'after')
   and (%(programme)s::text is null or last.programme = %(programme)s)
 group by last.programme, last.began_on, measure.n, measure.code, last.household_id,
          enrolled.is_mitra
 order by last.programme, measure.n, last.household_id
