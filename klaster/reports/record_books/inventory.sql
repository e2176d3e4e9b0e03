-- The inventory on a day.
-- grain: asset; unit: rupiah; source: the register and its wear.
with item as (
    select asset.number, asset.name, asset.pieces, asset.acquired_on, asset.cost,
           coalesce((select sum(wear.amount)
                       from treasury_wear wear
                      where wear.asset_id = asset.id
                        and wear.organisation_id = asset.organisation_id
                        and wear.counted_on <= %(until)s::date), 0)::bigint as worn
      from treasury_fixedasset asset
     where asset.organisation_id = %(organisation)s and asset.acquired_on <= %(until)s::date
       and (asset.ended_on is null or asset.ended_on > %(until)s::date)
)
select number, name, pieces, acquired_on, cost, worn, cost - worn as carried
  from item
 order by number
