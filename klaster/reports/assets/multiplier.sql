-- How far the first animals have reached.
-- grain: species × generation; unit: head and families; source: placements. `reached` adds the
-- families of this and all earlier generations, each once. `per_first_head` is families reached
-- per animal of generation 1; `turns_a_year` the lots passed on per first lot and year.
with recursive lot as (
    select placement.id, placement.organisation_id, placement.party_id, placement.contract_id,
           split_part(placement.unit_id, '_', 1) as species, placement.quantity,
           placement.placed_on, 1 as generation
      from assets_placement placement
      join ledger_unit unit on unit.code = placement.unit_id and unit.kind = 'animal'
     where placement.organisation_id = %(organisation)s and placement.came_from_id is null
       and placement."end" <> 'undone' and placement.placed_on <= %(until)s
    union all
    select placement.id, placement.organisation_id, placement.party_id, placement.contract_id,
           lot.species, placement.quantity, placement.placed_on, lot.generation + 1
      from lot
      join assets_placement placement
        on placement.came_from_id = lot.id and placement.organisation_id = lot.organisation_id
     where placement."end" <> 'undone' and placement.placed_on <= %(until)s
),
entered as (
    select species, party_id, min(generation) as generation
      from lot
     group by species, party_id
),
family as (
    select species, generation, count(*) as families
      from entered
     group by species, generation
),
generation as (
    select species, generation, count(distinct contract_id) as lots, sum(quantity) as head,
           min(placed_on) as since
      from lot
     group by species, generation
),
reached as (
    select generation.species, generation.generation, generation.lots, generation.head,
           generation.since, coalesce(family.families, 0) as families,
           sum(coalesce(family.families, 0)) over (partition by generation.species
                                                       order by generation.generation) as reached,
           sum(generation.lots) over (partition by generation.species
                                          order by generation.generation) as lots_so_far,
           first_value(generation.head) over species as first_head,
           first_value(generation.lots) over species as first_lots,
           first_value(generation.since) over species as first_since
      from generation
      left join family
        on family.species = generation.species and family.generation = generation.generation
    window species as (partition by generation.species order by generation.generation)
)
select species, generation, since, lots, head::bigint as head, families, reached::bigint as reached,
       round(reached::numeric / first_head, 2) as per_first_head,
       round((lots_so_far - first_lots)::numeric * 365
                 / (first_lots * greatest(%(until)s::date - first_since, 1)), 2) as turns_a_year
  from reached
 order by species, generation
