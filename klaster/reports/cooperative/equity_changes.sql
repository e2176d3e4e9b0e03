-- Changes in equity over the book year up to a day.
-- grain: equity line (the year's own surplus is one, as a whole); unit: rupiah, equity above zero;
-- source: ledger_balances before the year, and each entry after it by what it added or took.
with book as (
    select book.id, book.organisation_id,
           report.year_start(%(until)s::date, book.fiscal_year_start) as first
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
),
moved as (
    select line.id as line_id, -sum(account.balance) as amount, true as is_opening,
           false as is_closing
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, book.first - 1) account
      join ledger_chartline line on line.id = account.line_id
     where account.unit_id = 'IDR' and line.category in ('net_assets', 'income', 'expense')
     group by line.id
    union all
    select movement.line_id, -sum(movement.amount), false, movement.kind = 'year.closed'
      from book
      join report.movement movement
        on movement.organisation_id = book.organisation_id and movement.book_id = book.id
     where movement.unit_id = 'IDR'
       and movement.category in ('net_assets', 'income', 'expense')
       and movement.posting_date between book.first and %(until)s::date
     group by movement.line_id, movement.entry_id, movement.kind
),
earned as (
    select string_agg(distinct line.code, ' ' order by line.code) as codes
      from moved
      join ledger_chartline line on line.id = moved.line_id
     where line.category <> 'net_assets'
),
placed as (
    select line.statement_line as line, line.code as place, line.code, moved.amount,
           moved.is_opening
      from moved
      join ledger_chartline line on line.id = moved.line_id
     where line.category = 'net_assets'
    union all
    select 'SHU tahun berjalan', '~', earned.codes, sum(moved.amount), moved.is_opening
      from moved
      join ledger_chartline line on line.id = moved.line_id
     cross join earned
     where line.category <> 'net_assets'
     group by earned.codes, moved.is_opening, moved.is_closing
)
select line,
       coalesce(sum(amount) filter (where is_opening), 0)::bigint as opening,
       coalesce(sum(amount) filter (where not is_opening and amount > 0), 0)::bigint as added,
       coalesce(-sum(amount) filter (where not is_opening and amount < 0), 0)::bigint as taken,
       sum(amount)::bigint as closing,
       string_agg(distinct code, ' ' order by code) as accounts
  from placed
 group by line
having sum(abs(amount)) <> 0
 order by min(place)
