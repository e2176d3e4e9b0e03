-- Entries of closed months as they stand now; each must be under a seal.
select book.code as key, count(*) as figure
  from ledger_entry entry
  join ledger_book book
    on book.id = entry.book_id and book.organisation_id = entry.organisation_id
  join ledger_period period
    on period.book_id = entry.book_id and period.organisation_id = entry.organisation_id
   and period.month = entry.month and period.status = 'closed'
 where entry.organisation_id = %(organisation)s and entry.month <= %(until)s
   and (%(book)s::text is null or book.code = %(book)s)
 group by book.code
