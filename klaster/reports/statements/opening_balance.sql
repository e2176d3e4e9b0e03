-- What each cooperative begins with: its balance sheet on the day of its deed, and how much of it
-- the deed brought.
-- grain: deed × statement line; unit: rupiah, each line on the normal side of its half; source:
-- ledger_balances of the receiver, and the entries that name the deed. `credited` is the part of
-- `by_deed` that the deed's policies credit: own capital, conditional liability, members' savings.
with deed as (
    select deed.id, deed.number, deed.on, deed.receiver_id, receiver.name as cooperative
      from graduation_deed deed
      join programme_programme programme
        on programme.id = deed.programme_id and programme.organisation_id = deed.organisation_id
      join access_organisation receiver on receiver.id = deed.receiver_id
     where %(organisation)s in (deed.organisation_id, deed.receiver_id)
       and deed.on <= %(until)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
),
held as (
    select deed.id as deed_id, account.line_id, sum(account.balance) as amount, 0 as by_deed
      from deed
      join ledger_book book on book.organisation_id = deed.receiver_id
     cross join lateral ledger_balances(deed.receiver_id, book.id, deed.on) account
     where account.unit_id = 'IDR'
     group by deed.id, account.line_id
    union all
    select deed.id, movement.line_id, 0, sum(movement.amount)
      from deed
      join ledger_entry entry
        on entry.organisation_id = deed.receiver_id
       and entry.source like 'deed:' || deed.id || ':%%'
      join report.movement movement
        on movement.entry_id = entry.id and movement.organisation_id = entry.organisation_id
     where movement.unit_id = 'IDR'
     group by deed.id, movement.line_id
),
laid as (
    select held.deed_id,
           case when line.category = 'asset' then 'assets' else 'claims' end as side,
           case when line.category in ('income', 'expense') then 'net_assets' else line.category
           end as category,
           case when line.category in ('income', 'expense') then 'Sisa hasil usaha berjalan'
                else line.statement_line end as statement_line,
           line.code,
           case when line.category = 'asset' then 1 else -1 end as sign,
           line.role in ('donated_capital', 'conditional_liability', 'savings_special',
                         'savings_voluntary') as is_credited,
           held.amount, held.by_deed
      from held
      join ledger_chartline line on line.id = held.line_id
)
select deed.number, deed.cooperative, deed.on, laid.side, laid.category, laid.statement_line,
       sum(laid.sign * laid.amount)::bigint as amount,
       sum(laid.sign * laid.by_deed)::bigint as by_deed,
       coalesce(sum(laid.sign * laid.by_deed) filter (where laid.is_credited), 0)::bigint
           as credited
  from laid
  join deed on deed.id = laid.deed_id
 group by deed.number, deed.cooperative, deed.on, laid.side, laid.category, laid.statement_line
having sum(laid.amount) <> 0 or sum(laid.by_deed) <> 0
 order by deed.number, laid.side, min(laid.code)
