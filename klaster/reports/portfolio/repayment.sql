-- How what was placed came back, month by month.
-- grain: month × sector; unit: rupiah; source: report.flow. `outstanding` is what stands with
-- mitra at the month's end.
with month as (
    select date_trunc('month', flow.posting_date)::date as month,
           coalesce(contract.sector, '') as sector, flow.step, sum(flow.amount) as amount
      from report.flow
      left join report.contract contract
        on contract.id = flow.contract_id and contract.organisation_id = flow.organisation_id
     where flow.organisation_id = %(organisation)s and flow.posting_date <= %(until)s
       and (%(programme)s::text is null or contract.programme = %(programme)s)
     group by 1, 2, 3
),
added as (
    select month, sector,
           coalesce(sum(amount) filter (where step = 'placed'), 0)::bigint as placed,
           coalesce(sum(amount) filter (where step = 'returned_cash'), 0)::bigint
               as returned_cash,
           coalesce(sum(amount) filter (where step = 'returned_kind'), 0)::bigint
               as returned_kind,
           coalesce(sum(amount) filter (where step = 'lost'), 0)::bigint as lost,
           sum(case when step in ('placed', 'earned', 'taken_over') then amount
                    else -amount end)::bigint as net
      from month
     group by month, sector
)
select month, sector, placed, returned_cash, returned_kind, lost, net,
       (sum(net) over (partition by sector order by month))::bigint as outstanding
  from added
 order by month, sector
