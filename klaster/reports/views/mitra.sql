-- Who takes part, in which sector, group and village.
-- grain: enrolment (mitra × sector); source: programme, registry, places. The village is that of
-- the mitra, or else of the group.
create view report.mitra as
select enrolment.organisation_id, enrolment.id, enrolment.party_id, party.name,
       enrolment.programme_id, programme.code as programme, enrolment.sector_id,
       sector.code as sector, sector.name as sector_name, enrolment.group_id,
       group_party.id as group_party_id, group_party.name as group_name,
       village.code as village_code, village.name as village, enrolment.enrolled_on
  from programme_enrolment enrolment
  join registry_party party
    on party.id = enrolment.party_id and party.organisation_id = enrolment.organisation_id
  join programme_programme programme
    on programme.id = enrolment.programme_id
   and programme.organisation_id = enrolment.organisation_id
  join programme_sector sector
    on sector.id = enrolment.sector_id and sector.organisation_id = enrolment.organisation_id
  left join programme_group working
    on working.id = enrolment.group_id and working.organisation_id = enrolment.organisation_id
  left join registry_party group_party
    on group_party.id = working.party_id and group_party.organisation_id = working.organisation_id
  left join places_area village on village.code = coalesce(party.village_id, working.village_id);
