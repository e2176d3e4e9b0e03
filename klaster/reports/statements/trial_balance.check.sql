-- The debit side by another way: every transfer added up anew, without checkpoints.
with moved as (
    select movement.book_id, movement.fund_id, movement.line_id, movement.unit_id,
           sum(movement.amount) as amount
      from report.movement movement
      join ledger_book book
        on book.id = movement.book_id and book.organisation_id = movement.organisation_id
     where movement.organisation_id = %(organisation)s and movement.posting_date <= %(until)s
       and (%(book)s::text is null or book.code = %(book)s)
     group by movement.book_id, movement.fund_id, movement.line_id, movement.unit_id
)
select unit_id as key, sum(-amount) as figure
  from moved
 where amount < 0
 group by unit_id
