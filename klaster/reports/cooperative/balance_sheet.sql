-- Statement of financial position: what the cooperative has, owes, and what is its members' own.
-- grain: section × statement line; unit: rupiah, each section on its normal side, contra accounts
-- off; source: ledger_balances on both days, all funds together (what funds owe each other cancels).
with book as (
    select book.id, book.organisation_id, book.fiscal_year_start
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
),
balance as (
    select account.line_id, sum(account.balance) as amount, 0::numeric as earlier
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s::date) account
     where account.unit_id = 'IDR'
     group by account.line_id
    union all
    select account.line_id, 0, sum(account.balance)
      from book
     cross join lateral ledger_balances(
         book.organisation_id, book.id, (%(until)s::date - interval '1 year')::date
     ) account
     where account.unit_id = 'IDR'
     group by account.line_id
),
placed as (
    select case when line.category = 'asset' then 'asset'
                when line.category = 'liability' then 'liability'
                else 'equity' end as section,
           case when line.category in ('income', 'expense') then 'SHU tahun berjalan'
                else line.statement_line end as line,
           line.code, line.category, balance.amount, balance.earlier
      from balance
      join ledger_chartline line on line.id = balance.line_id
)
select section, line,
       sum(case when section = 'asset' then amount else -amount end)::bigint as current,
       sum(case when section = 'asset' then earlier else -earlier end)::bigint as previous,
       string_agg(distinct code, ' ' order by code) as accounts
  from placed
 group by section, line
having sum(amount) <> 0 or sum(earlier) <> 0
 order by case section when 'asset' then 1 when 'liability' then 2 else 3 end, min(code)
