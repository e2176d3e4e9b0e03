-- The surplus as what net assets grew by in the year, less what reached them otherwise: every
-- transfer between assets or liabilities on one side and income or expense on the other.
with book as materialized (
    select book.id, book.organisation_id, book.chart,
           report.year_start(%(until)s::date, book.fiscal_year_start) as first
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
)
select '' as key, sum(movement.amount) as figure
  from book
  join report.movement movement
    on movement.organisation_id = book.organisation_id and movement.book_id = book.id
  join ledger_chartline other on other.role = movement.other_role and other.chart = book.chart
 where movement.unit_id = 'IDR' and movement.kind <> 'year.closed'
   and movement.posting_date between book.first and %(until)s::date
   and movement.category not in ('income', 'expense')
   and other.category in ('income', 'expense')
having count(*) > 0
