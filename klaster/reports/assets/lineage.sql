-- Which lot came from which, with the families they reached.
-- grain: lot of livestock placed; unit: head; source: placements. Generation 1 was bought; each
-- further one is offspring passed on. A lot of both sexes is two rows.
with recursive lot as (
    select placement.id, placement.organisation_id, placement.came_from_id, placement.id as first_id,
           1 as generation
      from assets_placement placement
      join ledger_unit unit on unit.code = placement.unit_id and unit.kind = 'animal'
     where placement.organisation_id = %(organisation)s and placement.came_from_id is null
       and placement."end" <> 'undone' and placement.placed_on <= %(until)s
    union all
    select placement.id, placement.organisation_id, placement.came_from_id, lot.first_id,
           lot.generation + 1
      from lot
      join assets_placement placement
        on placement.came_from_id = lot.id and placement.organisation_id = lot.organisation_id
     where placement."end" <> 'undone' and placement.placed_on <= %(until)s
)
select lot.id::text as lot, lot.came_from_id::text as came_from, lot.first_id::text as first,
       lot.generation, party.name as mitra, coalesce(contract.group_name, '') as "group",
       coalesce(contract.number, '') as contract, placement.unit_id as unit, placement.quantity,
       placement.placed_on, party.id::text as party_id, contract.id::text as contract_id
  from lot
  join assets_placement placement
    on placement.id = lot.id and placement.organisation_id = lot.organisation_id
  join registry_party party
    on party.id = placement.party_id and party.organisation_id = lot.organisation_id
  left join report.contract contract
    on contract.id = placement.contract_id and contract.organisation_id = lot.organisation_id
 order by lot.first_id, lot.generation, placement.placed_on, lot.id
