-- The movements of all accounts that the plan budgets, each once.
select '' as key, sum(movement.amount * chart.normal_side) as figure
  from report.movement movement
  join ledger_book book
    on book.id = movement.book_id and book.organisation_id = movement.organisation_id
   and book.code = %(book)s
  join ledger_chartline chart on chart.id = movement.line_id
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.kind <> 'year.closed'
   and movement.posting_date between make_date(%(year)s::text::int, 1, 1)
                                 and least(make_date(%(year)s::text::int, 12, 31), %(until)s::date)
   and movement.code in (
        select plan.account
          from meetings_planline plan
         where plan.organisation_id = %(organisation)s and plan.year = %(year)s::text::int
           and plan.account <> '')
having count(*) > 0
