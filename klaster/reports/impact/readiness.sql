-- Who was judged independent, who was held back, and why.
-- grain: decision; source: the last decision of each mitra on or before the day.
with last as (
    select distinct on (decision.programme_id, decision.party_id) decision.*
      from graduation_decision decision
     where decision.organisation_id = %(organisation)s and decision.on <= %(until)s
     order by decision.programme_id, decision.party_id, decision.on desc
)
select programme.code as programme, coalesce(mitra.sector, '') as sector, party.name as mitra,
       coalesce(mitra.group_name, '') as "group", last.outcome, last.on as decided_on,
       last.reason, last.sat, last.rule
  from last
  join programme_programme programme
    on programme.id = last.programme_id and programme.organisation_id = last.organisation_id
  join registry_party party
    on party.id = last.party_id and party.organisation_id = last.organisation_id
  left join lateral (
    select mitra.sector, mitra.group_name
      from report.mitra mitra
     where mitra.party_id = last.party_id and mitra.programme_id = last.programme_id
       and mitra.organisation_id = last.organisation_id
     order by mitra.enrolled_on, mitra.id
     limit 1
  ) mitra on true
 where %(programme)s::text is null or programme.code = %(programme)s
 order by programme.code, last.outcome, mitra.sector, party.name, party.id
