-- Each section from every transfer anew; equity is what is left of the assets after liabilities.
with sum_of as (
    select movement.category, sum(movement.amount) as amount
      from report.movement movement
      join ledger_book book
        on book.id = movement.book_id and book.organisation_id = movement.organisation_id
     where movement.organisation_id = %(organisation)s and book.code = %(book)s
       and movement.unit_id = 'IDR' and movement.category in ('asset', 'liability')
       and movement.posting_date <= %(until)s
     group by movement.category
)
select 'asset' as key, coalesce(sum(amount) filter (where category = 'asset'), 0) as figure
  from sum_of
having count(*) > 0
union all
select 'liability', -coalesce(sum(amount) filter (where category = 'liability'), 0)
  from sum_of
having count(*) > 0
union all
select 'equity', coalesce(sum(amount), 0)
  from sum_of
having count(*) > 0
