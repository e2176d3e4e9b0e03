-- What every role holds on a day: the figures that ratios are made of.
-- grain: role; unit: rupiah, debits less credits; source: ledger_balances, all funds together.
select line.role, sum(account.balance)::bigint as amount
  from ledger_book book
 cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s::date) account
  join ledger_chartline line on line.id = account.line_id and line.role is not null
 where book.organisation_id = %(organisation)s and book.code = %(book)s
   and account.unit_id = 'IDR'
 group by line.role
 order by line.role
