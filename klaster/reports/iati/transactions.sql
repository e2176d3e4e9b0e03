-- What came in, was placed with mitra and was spent, by month.
-- grain: step × what for × month; unit: rupiah; source: report.movement for what came in (per fund)
-- and for costs (per kind of budget), report.flow for what was placed, with the mitra it went to.
with source_of as (
    select distinct on (source.fund_id) source.fund_id, source.code, programme.id as programme_id
      from programme_fundsource source
      join programme_programme programme
        on programme.id = source.programme_id
       and programme.organisation_id = source.organisation_id
     where source.organisation_id = %(organisation)s and source.fund_id is not null
     order by source.fund_id, programme.code
),
of_fund as (
    select case movement.role when 'fund_received' then 'incoming' else 'expenditure' end as step,
           case when movement.role = 'fund_received' then source_of.code
                when movement.kind in ('training', 'mentoring', 'institution') then movement.kind
                else 'operations' end as about,
           date_trunc('month', movement.posting_date)::date as month,
           movement.posting_date,
           case movement.role when 'fund_received' then -movement.amount
                else movement.amount end as amount,
           null::uuid as party_id
      from report.movement movement
      join source_of on source_of.fund_id = movement.fund_id
     where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
       and movement.role in ('fund_received', 'programme_cost')
       and source_of.programme_id = %(programme)s and movement.posting_date <= %(on)s
),
placed as (
    select 'disbursement' as step, '' as about,
           date_trunc('month', flow.posting_date)::date as month, flow.posting_date, flow.amount,
           contract.party_id
      from report.flow
      join report.contract contract
        on contract.id = flow.contract_id and contract.organisation_id = flow.organisation_id
     where flow.organisation_id = %(organisation)s and flow.step = 'placed'
       and contract.programme_id = %(programme)s and flow.posting_date <= %(on)s
)
select step, about, max(posting_date) as last_on, sum(amount)::bigint as amount,
       coalesce(array_agg(distinct party_id) filter (where party_id is not null), '{}') as parties
  from (select * from of_fund union all select * from placed) line
 group by step, about, month
 order by step, about, month
