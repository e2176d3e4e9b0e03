-- Statement of results of the book year up to a day, and of the year before up to the same day.
-- grain: part × statement line; unit: rupiah, costs below zero; source: transfers on income and
-- expense accounts, the entry that closes a year left out.
with book as materialized (
    select book.id, book.organisation_id,
           report.year_start(%(until)s::date, book.fiscal_year_start) as first
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
),
moved as (
    select movement.code, movement.role, movement.line_id, -movement.amount as amount,
           movement.posting_date >= book.first as is_current
      from book
      join report.movement movement
        on movement.organisation_id = book.organisation_id and movement.book_id = book.id
     where movement.category in ('income', 'expense') and movement.unit_id = 'IDR'
       and movement.kind <> 'year.closed'
       and (movement.posting_date between book.first and %(until)s::date
            or movement.posting_date between book.first - interval '1 year'
                                         and %(until)s::date - interval '1 year')
),
placed as (
    select case when moved.role in ('margin_income', 'profit_share_income', 'rent_income',
                                    'sales_member') then 'member_income'
                when moved.role in ('cogs_member', 'savings_share') then 'member_cost'
                when moved.role in ('sales_nonmember', 'nonmember_income') then 'other_income'
                when moved.role = 'cogs_nonmember' then 'other_cost'
                when moved.role in ('fund_received', 'cost_recovery', 'fund_distributed')
                    then 'outside'
                when moved.role = 'cooperative_cost' then 'cooperative'
                when moved.role = 'tax_cost' then 'tax'
                else 'operating' end as part,
           line.name_id as line, moved.code, moved.amount, moved.is_current
      from moved
      join ledger_chartline line on line.id = moved.line_id
)
select part, line,
       coalesce(sum(amount) filter (where is_current), 0)::bigint as current,
       coalesce(sum(amount) filter (where not is_current), 0)::bigint as previous,
       string_agg(distinct code, ' ' order by code) as accounts
  from placed
 group by part, line
having coalesce(sum(amount) filter (where is_current), 0) <> 0
    or coalesce(sum(amount) filter (where not is_current), 0) <> 0
 order by min(code)
