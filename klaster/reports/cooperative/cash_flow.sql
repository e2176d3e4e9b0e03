-- Cash flows of the book year up to a day, and of the year before up to the same day.
-- grain: flow × other account; unit: rupiah, paid out below zero; source: every transfer that
-- touches cash or bank, by the other side. The cash box is the main fund's, so a business unit's
-- cash passes through the account between units: that account is followed to its own other side.
with book as materialized (
    select book.id, book.organisation_id, book.chart,
           report.year_start(%(until)s::date, book.fiscal_year_start) as first
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
),
moved as (
    select other.code, other.name_id as line, other.role, other.category, movement.amount,
           movement.posting_date >= book.first as is_current
      from book
      join report.movement movement
        on movement.organisation_id = book.organisation_id and movement.book_id = book.id
      join ledger_chartline other
        on other.role = movement.other_role and other.chart = book.chart
     where movement.role in ('fund_cash', 'bank', 'interfund') and movement.unit_id = 'IDR'
       and movement.other_role not in ('fund_cash', 'bank', 'interfund')
       and movement.kind <> 'year.closed'
       and (movement.posting_date between book.first and %(until)s::date
            or movement.posting_date between book.first - interval '1 year'
                                         and %(until)s::date - interval '1 year')
)
select case when role in ('fixed_asset', 'fixed_depreciation') then 'investing'
            when category = 'net_assets' or role like 'savings%%' or role like 'pot_%%'
              or role in ('shu_payable', 'group_cash', 'conditional_liability') then 'financing'
            else 'operating' end as flow,
       line,
       coalesce(sum(amount) filter (where is_current), 0)::bigint as current,
       coalesce(sum(amount) filter (where not is_current), 0)::bigint as previous,
       code as accounts
  from moved
 group by code, line, role, category
having coalesce(sum(amount) filter (where is_current), 0) <> 0
    or coalesce(sum(amount) filter (where not is_current), 0) <> 0
 order by 1 desc, code
