-- The closing carrying amount by each transfer anew.
select fund.code as key, sum(movement.amount) as figure
  from report.movement movement
  join ledger_fund fund
    on fund.id = movement.fund_id and fund.organisation_id = movement.organisation_id
  join ledger_book book
    on book.id = movement.book_id and book.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s
   and movement.role in ('managed_asset', 'accumulated_depreciation')
   and movement.posting_date <= %(until)s
   and (%(book)s::text is null or book.code = %(book)s)
 group by fund.code
