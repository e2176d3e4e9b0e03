-- The plan of a year, line by line, with what its accounts moved in that calendar year.
-- grain: plan line; unit: rupiah on the account's normal side; source: plan, ledger transfers.
with line as (
    select plan.n, plan.text, plan.account, plan.amount as planned,
           sum(plan.amount) over (partition by plan.account) as of_account,
           sum(plan.amount) over (partition by plan.account order by plan.n) as so_far
      from meetings_planline plan
     where plan.organisation_id = %(organisation)s and plan.year = %(year)s::text::int
),
moved as (
    select movement.code, sum(movement.amount * chart.normal_side)::bigint as amount
      from report.movement movement
      join ledger_book book
        on book.id = movement.book_id and book.organisation_id = movement.organisation_id
       and book.code = %(book)s
      join ledger_chartline chart on chart.id = movement.line_id
     where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
       and movement.kind <> 'year.closed'
       and movement.posting_date between make_date(%(year)s::text::int, 1, 1)
                                     and least(make_date(%(year)s::text::int, 12, 31),
                                               %(until)s::date)
     group by movement.code
)
select line.n, line.text, line.account, nullif(line.planned, 0) as planned,
       case when line.account <> '' then
            (coalesce(moved.amount, 0) * line.so_far / line.of_account)::bigint
          - (coalesce(moved.amount, 0) * (line.so_far - line.planned) / line.of_account)::bigint
       end as actual,
       case when line.account <> '' then
            round(coalesce(moved.amount, 0) * 100.0 / line.of_account, 1) end as percent
  from line
  left join moved on moved.code = line.account
 order by line.n
