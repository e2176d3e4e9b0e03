-- Whose a contract or a shared lot is, where reports count families instead of naming them.
-- grain: contract × family; source: report.contract, programme. What a group shares is its mitra's;
-- the village is that of the party, or else of the group.
create view report.family as
select contract.organisation_id, contract.id as contract_id, contract.programme,
       coalesce(contract.sector_name, '') as sector,
       coalesce(contract.village, village.name, '') as village,
       coalesce(enrolment.party_id, contract.party_id) as family_id
  from report.contract contract
  left join programme_group working
    on working.party_id = contract.group_id and working.sector_id = contract.sector_id
   and working.organisation_id = contract.organisation_id
  left join places_area village on village.code = working.village_id
  left join programme_enrolment enrolment
    on contract.party_id = contract.group_id and enrolment.group_id = working.id
   and enrolment.organisation_id = contract.organisation_id;
