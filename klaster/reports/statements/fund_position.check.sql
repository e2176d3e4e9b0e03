-- What the fund is worth by its sources: everything ever received less everything distributed,
-- from each transfer anew. It must equal assets less liabilities.
select fund.code as key, sum(-movement.amount) as figure
  from report.movement movement
  join ledger_fund fund
    on fund.id = movement.fund_id and fund.organisation_id = movement.organisation_id
  join ledger_book book
    on book.id = movement.book_id and book.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.category in ('income', 'expense', 'net_assets')
   and movement.posting_date <= %(until)s
   and (%(book)s::text is null or book.code = %(book)s)
 group by fund.code
