-- The balance of the account on the last day.
select '' as key, sum(account.balance) as figure
  from ledger_book book
 cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s::date) account
  join ledger_chartline line on line.id = account.line_id and line.role = %(place)s
 where book.organisation_id = %(organisation)s and book.code = %(book)s
   and account.unit_id = 'IDR'
having count(*) > 0
