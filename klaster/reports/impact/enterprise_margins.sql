-- What the mitra's enterprises earn, comparable across sectors.
-- grain: sector × kind of enterprise; unit: rupiah; source: the mitra's own books, in which own use
-- counts as turnover, and report.flow for what was placed with the same mitra.
with recorded as (
    select enterprise.sector_id, enterprise.kind, enterprise.id as enterprise_id,
           enterprise.party_id, cycle.id as cycle_id, record.what, record.amount
      from enterprises_enterprise enterprise
      join enterprises_cycle cycle
        on cycle.enterprise_id = enterprise.id
       and cycle.organisation_id = enterprise.organisation_id
      join enterprises_record record
        on record.cycle_id = cycle.id and record.organisation_id = cycle.organisation_id
     where enterprise.organisation_id = %(organisation)s and record.on <= %(until)s
       and (%(since)s::date is null or record.on >= %(since)s::date)
),
added as (
    select sector_id, kind, count(distinct enterprise_id) as enterprises,
           count(distinct cycle_id) as cycles,
           coalesce(sum(amount) filter (where what = 'money_in'), 0)::bigint as money_in,
           coalesce(sum(amount) filter (where what = 'own_use'), 0)::bigint as own_use,
           coalesce(sum(amount) filter (where what = 'money_out'), 0)::bigint as money_out
      from recorded
     group by sector_id, kind
)
select coalesce(sector.code, '') as sector, added.kind, added.enterprises, added.cycles,
       added.money_in, added.own_use, added.money_out,
       added.money_in + added.own_use - added.money_out as margin,
       round((added.money_in + added.own_use - added.money_out)::numeric / added.cycles)::bigint
           as margin_per_cycle,
       round((added.money_in + added.own_use - added.money_out)::numeric * 100
                 / nullif(added.money_in + added.own_use, 0), 1) as margin_percent
  from added
  left join programme_sector sector
    on sector.id = added.sector_id and sector.organisation_id = %(organisation)s
 order by sector.code nulls last, added.kind
