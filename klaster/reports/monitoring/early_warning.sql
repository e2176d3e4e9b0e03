-- The sectors that were handed over, each with the cooperative that received it.
-- grain: deed; source: deeds on or before the day. What is amiss is added by the rules (`finish`).
select programme.code as programme, sector.code as sector, sector.name as sector_name,
       receiver.name as cooperative
  from graduation_deed deed
  join programme_programme programme
    on programme.id = deed.programme_id and programme.organisation_id = deed.organisation_id
  join programme_sector sector
    on sector.id = deed.sector_id and sector.organisation_id = deed.organisation_id
  join access_organisation receiver on receiver.id = deed.receiver_id
 where deed.organisation_id = %(organisation)s and deed.on <= %(until)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 order by programme.code, sector.code
