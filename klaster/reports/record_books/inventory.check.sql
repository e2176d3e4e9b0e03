-- The accounts of fixed assets and their accumulated depreciation.
select '' as key, sum(account.balance) as figure
  from ledger_book book
 cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s::date) account
  join ledger_chartline line
    on line.id = account.line_id and line.role in ('fixed_asset', 'fixed_depreciation')
 where book.organisation_id = %(organisation)s and account.unit_id = 'IDR'
having sum(account.balance) <> 0
