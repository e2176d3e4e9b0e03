-- How much of what mitra owe they have confirmed, beside what they dispute.
-- grain: programme × sector; unit: contracts, rupiah; source: receivables in the ledger by the day
-- they count, last confirmations. A contract that was handed over stays as it stood that day. As
-- for the exit, a confirmation counts from the first day of the last full month before.
with owed as (
    select movement.organisation_id, movement.contract_id,
           coalesce(sum(movement.amount) filter (where movement.kind <> 'handed_over'), 0)::bigint
               as amount,
           coalesce(min(movement.posting_date) filter (where movement.kind = 'handed_over'),
                    %(until)s::date) as as_of
      from report.movement movement
     where movement.organisation_id = %(organisation)s and movement.posting_date <= %(until)s
       and movement.role in ('receivable', 'rent_receivable', 'salam_receivable')
       and movement.unit_id = 'IDR'
     group by movement.organisation_id, movement.contract_id
),
asked as (
    select contract.programme, contract.sector, owed.amount, said.id is not null as is_said,
           coalesce(said.acknowledged_rp = said.book_rp, false) as agrees,
           said.acknowledged_rp - said.book_rp as more
      from owed
      join report.contract contract
        on contract.id = owed.contract_id and contract.organisation_id = owed.organisation_id
      left join lateral (
        select confirmation.id, confirmation.acknowledged_rp, confirmation.book_rp
          from graduation_confirmation confirmation
         where confirmation.organisation_id = owed.organisation_id
           and confirmation.contract_id = owed.contract_id
           and confirmation.on <= owed.as_of
           and confirmation.on >= date_trunc('month', owed.as_of) - interval '1 month'
         order by confirmation.on desc
         limit 1
      ) said on true
     where owed.amount <> 0 and contract.programme is not null
       and (%(programme)s::text is null or contract.programme = %(programme)s)
)
select programme, sector, count(*) as contracts, sum(amount)::bigint as receivable,
       count(*) filter (where agrees) as confirmed,
       coalesce(sum(amount) filter (where agrees), 0)::bigint as confirmed_rp,
       count(*) filter (where is_said and not agrees) as disputed,
       coalesce(sum(amount) filter (where is_said and not agrees), 0)::bigint as disputed_rp,
       coalesce(sum(more), 0)::bigint as acknowledged_more,
       count(*) filter (where not is_said) as unconfirmed,
       coalesce(sum(amount) filter (where not is_said), 0)::bigint as unconfirmed_rp
  from asked
 group by programme, sector
 order by programme, sector
