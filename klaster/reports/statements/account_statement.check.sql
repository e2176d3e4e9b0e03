-- What the account line holds by the checkpointed balance; the statement must end there.
select '' as key, coalesce(sum(account.balance), 0) as figure
  from ledger_book book
 cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
  join ledger_fund fund
    on fund.id = account.fund_id and fund.organisation_id = book.organisation_id
  join ledger_chartline line on line.id = account.line_id
 where book.organisation_id = %(organisation)s
   and (%(book)s::text is null or book.code = %(book)s)
   and (%(fund)s::text is null or fund.code = %(fund)s)
   and %(account)s in (line.code, line.role)
   and account.unit_id = coalesce(%(unit)s, 'IDR')
