-- All assets, from every transfer.
select '' as key, sum(movement.amount) as figure
  from report.movement movement
  join ledger_book book
    on book.id = movement.book_id and book.organisation_id = movement.organisation_id
 where movement.organisation_id = %(organisation)s and book.code = %(book)s
   and movement.unit_id = 'IDR' and movement.category = 'asset'
   and movement.posting_date <= %(until)s
having count(*) > 0
