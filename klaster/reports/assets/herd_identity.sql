-- Opening + births + in − losses − out = closing, for every unit of livestock in every place.
-- grain: sector × group × unit (no group: in the programme's own hands); unit: head; source: the
-- ledger's custody accounts: balances before and after, movements between.
-- Moves between the accounts of one group (title passing) are within its place and not counted.
with book as (
    select id, organisation_id
      from ledger_book
     where organisation_id = %(organisation)s
),
place as (
    select id, coalesce(sector, '') as sector, coalesce(group_name, '') as group_name
      from report.contract
     where organisation_id = %(organisation)s
),
step as (
    select 'opening' as step, account.contract_id, account.unit_id, account.balance as amount
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id,
                                        coalesce(%(since)s::date - 1, '-infinity')) account
      join ledger_chartline line on line.id = account.line_id
     where line.category = 'custody'
    union all
    select 'closing', account.contract_id, account.unit_id, account.balance
      from book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) account
      join ledger_chartline line on line.id = account.line_id
     where line.category = 'custody'
    union all
    select case
               when movement.other_role in ('stock', 'with_keeper', 'owned_by_keeper')
                    then case when here.group_name is not distinct from there.group_name
                              then 'within'
                              when movement.is_inward then 'moved_in' else 'moved_out' end
               else movement.other_role
           end,
           movement.contract_id, movement.unit_id, movement.amount
      from report.movement movement
      left join place here on here.id = movement.contract_id
      left join place there on there.id = movement.other_contract_id
     where movement.organisation_id = %(organisation)s and movement.category = 'custody'
       and movement.posting_date <= %(until)s
       and (%(since)s::date is null or movement.posting_date >= %(since)s::date)
),
added as (
    select coalesce(place.sector, '') as sector, coalesce(place.group_name, '') as group_name,
           step.unit_id as unit, step.step, sum(step.amount) as amount
      from step
      join ledger_unit unit on unit.code = step.unit_id and unit.kind = 'animal'
      left join place on place.id = step.contract_id
     group by 1, 2, 3, 4
),
laid as (
    select sector, group_name, unit,
           coalesce(sum(amount) filter (where step = 'opening'), 0)::bigint as opening,
           coalesce(sum(amount) filter (where step in ('acquired', 'received_over')), 0)::bigint
               as acquired,
           coalesce(sum(amount) filter (where step = 'born'), 0)::bigint as born,
           coalesce(sum(amount) filter (where step = 'moved_in'), 0)::bigint as moved_in,
           coalesce(sum(-amount) filter (where step = 'died'), 0)::bigint as died,
           coalesce(sum(-amount) filter (where step in ('stolen', 'lost')), 0)::bigint as stolen,
           coalesce(sum(-amount) filter (where step in ('sold', 'slaughtered', 'consumed')),
                    0)::bigint as sold,
           coalesce(sum(-amount) filter (where step = 'moved_out'), 0)::bigint as moved_out,
           coalesce(sum(-amount) filter (where step = 'handed_over'), 0)::bigint as handed_over,
           coalesce(sum(amount) filter (where step = 'closing'), 0)::bigint as closing
      from added
     group by sector, group_name, unit
)
select sector, group_name as "group", unit, opening, acquired, born, moved_in, died, stolen, sold,
       moved_out, handed_over, closing,
       opening + acquired + born + moved_in - died - stolen - sold - moved_out - handed_over
           - closing as difference
  from laid
 order by sector, group_name, unit
