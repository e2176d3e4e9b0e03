-- Changes in funds and their position, after the layout of PSAK 409: what came in, what was
-- distributed, what is left, and in which form it stands.
-- grain: fund × statement line; unit: rupiah, each line on its own normal side (a distribution is
-- above zero where it lowers the fund); source: ledger_balances before and after the period.
with book as (
    select book.id, book.organisation_id, book.code
      from ledger_book book
     where book.organisation_id = %(organisation)s
       and (%(book)s::text is null or book.code = %(book)s)
),
opening as (
    select account.fund_id, account.line_id, sum(account.balance) as amount
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id,
                                        coalesce(%(since)s::date - 1, '-infinity')) account
     where account.unit_id = 'IDR'
     group by account.fund_id, account.line_id
),
closing as (
    select account.fund_id, account.line_id, sum(account.balance) as amount
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
     where account.unit_id = 'IDR'
     group by account.fund_id, account.line_id
),
line as (
    select book.code as book, fund.code as fund, fund.name as fund_name, line.category,
           line.statement_line,
           min(line.code) as first_code,
           sum(sign.sign * coalesce(opening.amount, 0))::bigint as opening,
           sum(sign.sign * coalesce(closing.amount, 0))::bigint as closing
      from closing
      join ledger_fund fund
        on fund.id = closing.fund_id and fund.organisation_id = %(organisation)s
      join book on book.id = fund.book_id
      join ledger_chartline line on line.id = closing.line_id
      left join opening
        on opening.fund_id = closing.fund_id and opening.line_id = closing.line_id
     cross join lateral (
        select case when line.category in ('asset', 'expense') then 1 else -1 end as sign
     ) sign
     group by book.code, fund.code, fund.name, line.category, line.statement_line
),
ordered as (
    select line.*,
           case category when 'income' then 1 when 'expense' then 2 when 'net_assets' then 3
                         when 'asset' then 4 else 5 end as place
      from line
)
select book, fund, fund_name, category, statement_line, opening, closing - opening as change,
       closing,
       case category when 'asset' then closing when 'liability' then -closing end as position
  from ordered
 where opening <> 0 or closing <> 0
 order by book, fund, place, first_code
