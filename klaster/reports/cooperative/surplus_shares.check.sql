-- What the entry that closed the year put on the surplus not yet distributed, where it is shared.
with shared as (
    select distribution.year, book.id, book.organisation_id, cooperative.rolling_fund_id,
           book.fiscal_year_start
      from surplus_distribution distribution
      join cooperative_cooperative cooperative
        on cooperative.id = distribution.cooperative_id
       and cooperative.organisation_id = distribution.organisation_id
      join ledger_book book
        on book.id = cooperative.book_id and book.organisation_id = cooperative.organisation_id
     where distribution.organisation_id = %(organisation)s
       and distribution.year = %(year)s::text::int and distribution.status <> 'reversed'
)
select '' as key, -sum(movement.amount) as figure
  from shared
  join report.movement movement
    on movement.organisation_id = shared.organisation_id and movement.book_id = shared.id
   and movement.fund_id = shared.rolling_fund_id
 where movement.role = 'undistributed' and movement.kind = 'year.closed'
   and movement.posting_date >= make_date(
           shared.year - case when shared.fiscal_year_start = 1 then 0 else 1 end,
           shared.fiscal_year_start, 1)
   and movement.posting_date < make_date(
           shared.year + case when shared.fiscal_year_start = 1 then 1 else 0 end,
           shared.fiscal_year_start, 1)
having count(*) > 0
