-- grain: movement of one account line; unit: smallest step of `unit`, debits less credits;
-- source: the ledger's transfers. The first row is the balance brought forward.
with chosen as (
    select book.id as book_id, book.organisation_id, fund.id as fund_id, line.id as line_id
      from ledger_book book
      join ledger_fund fund
        on fund.book_id = book.id and fund.organisation_id = book.organisation_id
      join ledger_chartline line on line.chart = book.chart
     where book.organisation_id = %(organisation)s
       and (%(book)s::text is null or book.code = %(book)s)
       and (%(fund)s::text is null or fund.code = %(fund)s)
       and %(account)s in (line.code, line.role)
),
moved as (
    select movement.posting_date, movement.event_date, movement.entry_id, movement.n,
           regexp_replace(movement.kind, '^.*[.]', '') as kind, movement.memo,
           party.name as party, contract.number as contract,
           movement.amount
      from chosen
      join report.movement movement
        on movement.organisation_id = chosen.organisation_id
       and movement.book_id = chosen.book_id and movement.fund_id = chosen.fund_id
       and movement.line_id = chosen.line_id
      left join registry_party party
        on party.id = movement.party_id and party.organisation_id = movement.organisation_id
      left join contracts_contract contract
        on contract.id = movement.contract_id
       and contract.organisation_id = movement.organisation_id
     where movement.unit_id = coalesce(%(unit)s, 'IDR') and movement.posting_date <= %(until)s
),
forward as (
    select sum(amount) as amount
      from moved
     where posting_date < %(since)s::date
),
listed as (
    select null::date as posting_date, null::date as event_date, null::uuid as entry,
           null::smallint as n, 'brought_forward' as kind, '' as memo, null::text as party,
           null::text as contract, amount
      from forward
     where amount is not null
    union all
    select posting_date, event_date, entry_id, n, kind, memo, party, contract, amount
      from moved
     where %(since)s::date is null or posting_date >= %(since)s::date
)
select posting_date, event_date, entry, kind, memo, party, contract,
       greatest(amount, 0)::bigint as debit, greatest(-amount, 0)::bigint as credit,
       (sum(amount) over (order by posting_date nulls first, entry, n))::bigint as balance
  from listed
 order by posting_date nulls first, entry, n
