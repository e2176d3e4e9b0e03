-- What a programme may say of itself in public, by sector.
-- grain: programme × sector; unit: as named; source: enrolments, groups, report.flow, deeds.
with sector as (
    select sector.id, sector.organisation_id, programme.code as programme, sector.code,
           sector.name, implementer.name as implementer, programme.exited_on
      from programme_sector sector
      join programme_programme programme
        on programme.id = sector.programme_id
       and programme.organisation_id = sector.organisation_id
      left join access_organisation implementer on implementer.id = sector.implementer_id
     where sector.organisation_id = %(organisation)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
),
standing as (
    select mitra.sector_id, mitra.party_id, last.stage
      from report.mitra mitra
     cross join lateral (
        select step.stage
          from programme_enrolmentstep step
         where step.enrolment_id = mitra.id and step.organisation_id = mitra.organisation_id
           and step.on <= %(until)s
         order by step.number desc
         limit 1
     ) last
     where mitra.organisation_id = %(organisation)s
       and exists (select from programme_enrolmentstep step
                    where step.enrolment_id = mitra.id
                      and step.organisation_id = mitra.organisation_id
                      and step.stage = 'active' and step.on <= %(until)s)
),
people as (
    select sector_id, count(distinct party_id) filter (where stage <> 'left') as mitra,
           count(distinct party_id) filter (where stage in ('independent', 'followed'))
               as independent,
           count(distinct party_id) filter (where stage = 'left') as "left"
      from standing
     group by sector_id
),
working as (
    select sector_id, count(*) as groups
      from programme_group
     where organisation_id = %(organisation)s and formed_on <= %(until)s
       and (dissolved_on is null or dissolved_on > %(until)s)
     group by sector_id
),
-- Added up before it is joined: there are far more movements than contracts.
moved as materialized (
    select contract_id, step, sum(amount) as amount
      from report.flow
     where organisation_id = %(organisation)s and posting_date <= %(until)s
     group by contract_id, step
),
flow as (
    select contract.sector_id,
           sum(moved.amount) filter (where moved.step = 'placed') as rolled,
           sum(moved.amount) filter (where moved.step in ('returned_cash', 'returned_kind'))
               as returned,
           sum(moved.amount) filter (where moved.step = 'handed_over') as handed_over
      from moved
      join report.contract contract
        on contract.id = moved.contract_id and contract.organisation_id = %(organisation)s
     group by contract.sector_id
),
deed as (
    select deed.sector_id, count(distinct deed.receiver_id) as cooperatives,
           min(receiver.name) as cooperative, min(deed.on) as handed_over_on
      from graduation_deed deed
      join access_organisation receiver on receiver.id = deed.receiver_id
     where deed.organisation_id = %(organisation)s and deed.on <= %(until)s
     group by deed.sector_id
)
select sector.programme, sector.code as sector, sector.name as sector_name,
       coalesce(sector.implementer, '') as implementer,
       coalesce(people.mitra, 0) as mitra, coalesce(people.independent, 0) as independent,
       coalesce(people."left", 0) as "left", coalesce(working.groups, 0) as groups,
       coalesce(flow.rolled, 0)::bigint as rolled, coalesce(flow.returned, 0)::bigint as returned,
       coalesce(flow.handed_over, 0)::bigint as handed_over,
       coalesce(deed.cooperatives, 0) as cooperatives,
       coalesce(deed.cooperative, '') as cooperative, deed.handed_over_on
  from sector
  left join people on people.sector_id = sector.id
  left join working on working.sector_id = sector.id
  left join flow on flow.sector_id = sector.id
  left join deed on deed.sector_id = sector.id
 order by sector.programme, sector.code
