-- The exit cohort: mitra decided independent by the day of the exit, in a sector handed over.
-- grain: mitra × sector; source: decisions, deeds.
create view report.cohort as
with last as (
    select distinct on (decision.organisation_id, decision.programme_id, decision.party_id)
           decision.organisation_id, decision.programme_id, decision.party_id, decision.outcome,
           programme.exited_on
      from graduation_decision decision
      join programme_programme programme
        on programme.id = decision.programme_id
       and programme.organisation_id = decision.organisation_id
     where decision.on <= programme.exited_on
     order by decision.organisation_id, decision.programme_id, decision.party_id,
              decision.on desc
)
select mitra.organisation_id, mitra.party_id, mitra.name, mitra.programme_id, mitra.programme,
       mitra.sector_id, mitra.sector, mitra.sector_name, last.exited_on
  from last
  join report.mitra mitra
    on mitra.organisation_id = last.organisation_id and mitra.programme_id = last.programme_id
   and mitra.party_id = last.party_id
  join graduation_deed deed
    on deed.organisation_id = last.organisation_id and deed.programme_id = last.programme_id
   and deed.sector_id = mitra.sector_id
 where last.outcome = 'independent';
