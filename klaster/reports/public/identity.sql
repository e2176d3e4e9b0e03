-- What was placed with families of a programme and what became of it, as everyone may read it.
-- grain: programme × step; unit: families and rupiah; source: movements of claims (report.flow),
-- except `with_mitra`, which is what the ledger's accounts hold. Families count once in a row.
with family as materialized (
    select contract_id, programme, family_id
      from report.family
     where organisation_id = %(organisation)s and programme is not null
       and (%(programme)s::text is null or programme = %(programme)s)
),
moved as materialized (
    select contract_id, case step when 'returned_kind' then 'returned'
                                  when 'returned_cash' then 'returned' else step end as step,
           sum(amount) as amount
      from report.flow
     where organisation_id = %(organisation)s and posting_date <= %(until)s
     group by 1, 2
    having sum(amount) <> 0
    union all
    select balance.contract_id, 'with_mitra', sum(balance.balance)
      from ledger_book book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s) balance
      join ledger_chartline line on line.id = balance.line_id
     where book.organisation_id = %(organisation)s and balance.unit_id = 'IDR'
       and line.role in ('receivable', 'deferred_margin', 'rent_receivable', 'salam_receivable',
                         'investment', 'managed_asset', 'accumulated_depreciation')
     group by balance.contract_id
    having sum(balance.balance) <> 0
),
-- What a group shares has a line for each of its families: its money counts once.
line as (
    select family.programme, moved.step, family.family_id, moved.amount,
           count(*) over (partition by moved.contract_id, moved.step) as shared
      from moved
      join family on family.contract_id = moved.contract_id
)
select programme, step, count(distinct family_id) as families,
       round(sum(amount / shared))::bigint as amount
  from line
 group by programme, step
 order by programme, array_position(array['placed', 'taken_over', 'earned', 'with_mitra',
                                          'returned', 'passed', 'used', 'handed_over', 'lost'],
                                    step)
