-- What passed to the cooperatives by deed.
-- grain: deed; unit: rupiah; source: deeds and their items. `book_value` is what the institution
-- gave up, `fair_value` what the deed values it at; items of state C were the mitra's own already.
with item as (
    select deed_id, count(*) as items,
           sum(book_value_rp) as book_value, sum(fair_value_rp) as fair_value,
           sum(fair_value_rp) filter (where state = 'A') as controlled,
           sum(fair_value_rp) filter (where state = 'B') as portfolio,
           sum(fair_value_rp) filter (where state = 'C') as owned
      from graduation_deeditem
     where organisation_id = %(organisation)s
     group by deed_id
)
select programme.code as programme, sector.code as sector, deed.number, deed.on, deed.place,
       receiver.name as cooperative, coalesce(item.items, 0) as items,
       coalesce(item.controlled, 0)::bigint as controlled,
       coalesce(item.portfolio, 0)::bigint as portfolio, coalesce(item.owned, 0)::bigint as owned,
       coalesce(item.book_value, 0)::bigint as book_value,
       coalesce(item.fair_value, 0)::bigint as fair_value
  from graduation_deed deed
  join programme_programme programme
    on programme.id = deed.programme_id and programme.organisation_id = deed.organisation_id
  join programme_sector sector
    on sector.id = deed.sector_id and sector.organisation_id = deed.organisation_id
  join access_organisation receiver on receiver.id = deed.receiver_id
  left join item on item.deed_id = deed.id
 where deed.organisation_id = %(organisation)s and deed.on <= %(until)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 order by programme.code, sector.code
