-- The cash (or bank) book: what was there before, then every entry that moved it.
-- grain: entry; unit: rupiah; source: transfers on the account in all funds of the book.
with book as (
    select book.id, book.organisation_id
      from ledger_book book
     where book.organisation_id = %(organisation)s and book.code = %(book)s
),
moved as (
    select movement.entry_id, movement.kind, movement.memo, movement.posting_date,
           sum(movement.amount)::bigint as amount
      from book
      join report.movement movement
        on movement.organisation_id = book.organisation_id and movement.book_id = book.id
     where movement.role = %(place)s and movement.unit_id = 'IDR'
       and movement.posting_date <= %(until)s::date
     group by movement.entry_id, movement.kind, movement.memo, movement.posting_date
    having sum(movement.amount) <> 0
),
line as (
    select (%(since)s::date - 1) as day, null::uuid as entry_id, '' as number,
           'brought_forward' as what, '' as memo, coalesce(sum(moved.amount), 0)::bigint as amount
      from moved
     where moved.posting_date < %(since)s::date
    having count(*) > 0
    union all
    select moved.posting_date, moved.entry_id,
           coalesce(voucher.kind || '-' || voucher.year || '-' || lpad(voucher.n::text, 4, '0'), ''),
           regexp_replace(moved.kind, '^.*[.]', ''), moved.memo, moved.amount
      from moved
      left join treasury_voucher voucher
        on voucher.id = moved.entry_id and voucher.organisation_id = %(organisation)s
     where moved.posting_date >= coalesce(%(since)s::date, '-infinity')
)
select day as "on", number, what, memo,
       case when what <> 'brought_forward' then greatest(amount, 0) end as paid_in,
       case when what <> 'brought_forward' then greatest(-amount, 0) end as paid_out,
       sum(amount) over (order by day, entry_id nulls first)::bigint as balance,
       amount as net
  from line
 order by day, entry_id nulls first
