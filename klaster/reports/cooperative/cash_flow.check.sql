-- What cash and bank hold on the day, less what they held before the year began.
with book as (
    select book.id, book.organisation_id,
           report.year_start(%(until)s::date, book.fiscal_year_start) as first
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
),
held as (
    select account.balance
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s::date) account
      join ledger_chartline line
        on line.id = account.line_id and line.role in ('fund_cash', 'bank')
     where account.unit_id = 'IDR'
    union all
    select -account.balance
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, book.first - 1) account
      join ledger_chartline line
        on line.id = account.line_id and line.role in ('fund_cash', 'bank')
     where account.unit_id = 'IDR'
)
select flow.key, sum(held.balance) as figure
  from held
 cross join (values ('')) as flow (key)
 group by flow.key
