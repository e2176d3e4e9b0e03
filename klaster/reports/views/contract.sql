-- What was agreed or placed, with the names around it.
-- grain: contract, or lot shared by a group without a contract (kind = its akad); source:
-- contracts, placements, programme, registry. No sector: not tied to one.
create view report.contract as
with agreed as (
    select contract.organisation_id, contract.id, contract.number, contract.kind,
           contract.programme_id, contract.sector_id, contract.party_id, contract.group_id,
           contract.book_id, contract.fund_id, contract.signed_on, contract.status,
           contract.closed_on
      from contracts_contract contract
    union all
    select placement.organisation_id, placement.id, placement.deed_number,
           placement.akad, placement.programme_id, working.sector_id, placement.party_id,
           placement.party_id, fund.book_id, placement.fund_id, placement.placed_on,
           case when placement.ended_on is null then 'active' else 'fulfilled' end,
           placement.ended_on
      from assets_placement placement
      join ledger_fund fund
        on fund.id = placement.fund_id and fund.organisation_id = placement.organisation_id
      left join lateral (
        select working.sector_id
          from programme_group working
         where working.party_id = placement.party_id
           and working.organisation_id = placement.organisation_id
         order by working.formed_on, working.id
         limit 1
      ) working on true
     where placement.contract_id = placement.id
)
select agreed.organisation_id, agreed.id, agreed.number, agreed.kind, agreed.programme_id,
       programme.code as programme, programme.name as programme_name, agreed.sector_id,
       sector.code as sector, sector.name as sector_name, agreed.party_id,
       party.name as party_name, village.name as village, agreed.group_id,
       grouping_party.name as group_name, agreed.book_id, agreed.fund_id, agreed.signed_on,
       agreed.status, agreed.closed_on
  from agreed
  join registry_party party
    on party.id = agreed.party_id and party.organisation_id = agreed.organisation_id
  left join registry_party grouping_party
    on grouping_party.id = agreed.group_id
   and grouping_party.organisation_id = agreed.organisation_id
  left join places_area village on village.code = party.village_id
  left join programme_programme programme
    on programme.id = agreed.programme_id and programme.organisation_id = agreed.organisation_id
  left join programme_sector sector
    on sector.id = agreed.sector_id and sector.organisation_id = agreed.organisation_id;
