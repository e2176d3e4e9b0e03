-- Liabilities and equity from each transfer anew, and what the deed's items are worth.
with deed as (
    select deed.id, deed.organisation_id, deed.number, deed.on, deed.receiver_id
      from graduation_deed deed
      join programme_programme programme
        on programme.id = deed.programme_id and programme.organisation_id = deed.organisation_id
     where %(organisation)s in (deed.organisation_id, deed.receiver_id)
       and deed.on <= %(until)s
       and (%(programme)s::text is null or programme.code = %(programme)s)
)
select deed.number || ', neraca' as key, sum(-movement.amount) as figure
  from deed
  join report.movement movement
    on movement.organisation_id = deed.receiver_id and movement.posting_date <= deed.on
 where movement.unit_id = 'IDR' and movement.category <> 'asset'
 group by deed.number
union all
select deed.number || ', berita acara', sum(item.fair_value_rp)
  from deed
  join graduation_deeditem item
    on item.deed_id = deed.id and item.organisation_id = deed.organisation_id
 group by deed.number
