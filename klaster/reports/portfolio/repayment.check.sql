-- What stands with mitra by the checkpointed balances; the months' net changes must add up to it.
select '' as key, coalesce(sum(account.balance), 0) as figure
  from ledger_book book
 cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
  join ledger_chartline line on line.id = account.line_id
  left join report.contract contract
    on contract.id = account.contract_id and contract.organisation_id = book.organisation_id
 where book.organisation_id = %(organisation)s and account.unit_id = 'IDR'
   and line.role in ('receivable', 'deferred_margin', 'rent_receivable', 'salam_receivable',
                     'investment', 'managed_asset', 'accumulated_depreciation')
   and (%(programme)s::text is null or contract.programme = %(programme)s)
