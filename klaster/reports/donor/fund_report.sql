-- What became of each fund that was given to a programme, and in whose hands it is.
-- grain: fund × step × kind × sector × village; unit: families and rupiah; source: fund sources,
-- report.flow, the ledger's balances (what is with mitra), enrolments (who shares a lot).
-- Money first received is placed first: what is placed beyond it, or came from another lot, rolls
-- again. Families count once in a row; the families of a lot shared by a group are its mitra.
with fund as (
    select fund.id, fund.book_id, fund.code, fund.name, sum(source.promised_rp) as promised
      from programme_fundsource source
      join programme_programme programme
        on programme.id = source.programme_id
       and programme.organisation_id = source.organisation_id
      join ledger_fund fund
        on fund.id = source.fund_id and fund.organisation_id = source.organisation_id
     where source.organisation_id = %(organisation)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
       and (%(fund)s::text is null or fund.code = %(fund)s or fund.id::text = %(fund)s)
     group by fund.id, fund.book_id, fund.code, fund.name
),
contract as materialized (
    select family.contract_id as id, family.sector, family.village, family.family_id,
           exists (select from assets_placement lot
                    where lot.contract_id = family.contract_id and lot.came_from_id is not null
                      and lot.organisation_id = family.organisation_id) as is_passed_on
      from report.family
     where family.organisation_id = %(organisation)s
),
moved as materialized (
    select flow.fund_id, flow.contract_id, flow.step, flow.posting_date, flow.entry_id,
           sum(flow.amount) as amount
      from report.flow
      join fund on fund.id = flow.fund_id
     where flow.organisation_id = %(organisation)s and flow.posting_date <= %(until)s
     group by flow.fund_id, flow.contract_id, flow.step, flow.posting_date, flow.entry_id
),
-- Of the fund itself, about nobody in particular.
own as materialized (
    select movement.fund_id, movement.posting_date,
           case movement.role when 'fund_received' then 'received' else 'spent' end as step,
           case movement.role when 'programme_cost' then movement.kind else '' end as kind,
           sum(case movement.role when 'fund_received' then -movement.amount
                                  else movement.amount end) as amount
      from report.movement movement
      join fund on fund.id = movement.fund_id
     where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
       and movement.role in ('fund_received', 'programme_cost')
       and movement.posting_date <= %(until)s
     group by movement.fund_id, movement.posting_date, movement.role, movement.kind
),
spending as (
    select fund_id, posting_date, 0 as turn, null::uuid as contract_id, null::uuid as entry_id,
           case step when 'received' then -amount else amount end as amount
      from own
    union all
    select moved.fund_id, moved.posting_date, 1, moved.contract_id, moved.entry_id, moved.amount
      from moved
     where moved.step = 'placed'
       and not exists (select from contract
                        where contract.id = moved.contract_id and contract.is_passed_on)
),
rolling as (
    select fund_id, contract_id, amount,
           sum(amount) over (partition by fund_id order by posting_date, turn, entry_id
                             rows unbounded preceding) as beyond
      from spending
),
again as (
    select fund_id, contract_id,
           sum(greatest(0, least(amount, beyond))) as amount
      from rolling
     where contract_id is not null
     group by fund_id, contract_id
    union all
    select moved.fund_id, moved.contract_id, sum(moved.amount)
      from moved
     where moved.step = 'placed'
       and exists (select from contract
                    where contract.id = moved.contract_id and contract.is_passed_on)
     group by moved.fund_id, moved.contract_id
),
stepped as (
    select fund_id, contract_id, step, '' as kind, sum(amount) as amount
      from moved
     where step not in ('placed', 'lost')
     group by fund_id, contract_id, step
    union all
    select moved.fund_id, moved.contract_id, 'lost',
           regexp_replace(coalesce(original.kind, entry.kind), '^.*\.', '') as kind,
           sum(moved.amount)
      from moved
      join ledger_entry entry
        on entry.id = moved.entry_id and entry.organisation_id = %(organisation)s
      left join ledger_entry original
        on original.id = entry.reverses_id and original.organisation_id = entry.organisation_id
     where moved.step = 'lost'
     group by 1, 2, 4
    union all
    select fund_id, contract_id, 're_rolled', '', amount
      from again
    union all
    select moved.fund_id, moved.contract_id, 'rolled', '',
           sum(moved.amount) - coalesce(min(again.amount), 0)
      from moved
      left join again
        on again.fund_id = moved.fund_id and again.contract_id = moved.contract_id
     where moved.step = 'placed'
     group by moved.fund_id, moved.contract_id
),
told as (
    select stepped.fund_id, stepped.step, stepped.kind, '*' as sector, '*' as village,
           contract.family_id, stepped.contract_id, stepped.amount
      from stepped
      left join contract on contract.id = stepped.contract_id
     where stepped.amount <> 0
    union all
    select account.fund_id, 'with_mitra', '', coalesce(contract.sector, ''),
           coalesce(contract.village, ''), contract.family_id, account.contract_id, account.balance
      from fund
     cross join lateral (
        select balance.fund_id, balance.contract_id, sum(balance.balance) as balance
          from ledger_balances(%(organisation)s, fund.book_id, %(until)s) balance
          join ledger_chartline line on line.id = balance.line_id
         where balance.fund_id = fund.id and balance.unit_id = 'IDR'
           and line.role in ('receivable', 'deferred_margin', 'rent_receivable',
                             'salam_receivable', 'investment', 'managed_asset',
                             'accumulated_depreciation')
         group by balance.fund_id, balance.contract_id
        having sum(balance.balance) <> 0
     ) account
      left join contract on contract.id = account.contract_id
),
-- A contract of a group has a line for each of its families: its money counts once.
added as (
    select fund_id, step, kind, sector, village,
           count(distinct coalesce(family_id, contract_id)) as families,
           sum(amount / shared) as amount
      from (select told.*,
                   count(*) over (partition by fund_id, step, kind, contract_id) as shared
              from told) line
     group by fund_id, step, kind, sector, village
    union all
    select fund_id, step, kind, '*', '*', null, sum(amount)
      from own
     group by fund_id, step, kind
    union all
    select id, 'promised', '', '*', '*', null, promised
      from fund
)
select fund.id as fund_id, fund.code as fund, fund.name as fund_name, added.step, added.kind,
       added.sector, added.village, added.families, round(added.amount)::bigint as amount
  from added
  join fund on fund.id = added.fund_id
 where added.amount <> 0
 order by fund.code, fund.id, added.step, added.kind, added.sector, added.village
