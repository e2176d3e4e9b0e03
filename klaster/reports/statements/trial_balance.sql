-- grain: book × fund × account line × unit; unit: smallest step of `unit`, on the side it stands;
-- source: ledger_balances (last checkpoint and what came after).
with balance as (
    select book.code as book, fund.code as fund, account.line_id, account.unit_id as unit,
           sum(account.balance)::bigint as amount
      from ledger_book book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
      join ledger_fund fund
        on fund.id = account.fund_id and fund.organisation_id = book.organisation_id
     where book.organisation_id = %(organisation)s
       and (%(book)s::text is null or book.code = %(book)s)
     group by book.code, fund.code, account.line_id, account.unit_id
)
select balance.book, balance.fund, line.code as account, line.name_id as name, balance.unit,
       greatest(balance.amount, 0) as debit, greatest(-balance.amount, 0) as credit
  from balance
  join ledger_chartline line on line.id = balance.line_id
 where balance.amount <> 0
 order by balance.unit <> 'IDR', balance.unit, balance.book, balance.fund, line.code
