-- Mitra whose last decision up to the day is that they are independent.
-- grain: programme × sector; unit: mitra; source: decisions, enrolments. Who works in two sectors
-- counts in both; the row without a sector is the whole programme and counts each once. What was
-- spent is added from the budget report (`finish`).
with last as (
    select distinct on (decision.programme_id, decision.party_id)
           decision.programme_id, decision.party_id, decision.outcome
      from graduation_decision decision
     where decision.organisation_id = %(organisation)s and decision.on <= %(until)s
     order by decision.programme_id, decision.party_id, decision.on desc, decision.id desc
)
select mitra.programme, mitra.sector, count(distinct mitra.party_id) as independent
  from last
  join report.mitra mitra
    on mitra.organisation_id = %(organisation)s and mitra.programme_id = last.programme_id
   and mitra.party_id = last.party_id
 where last.outcome = 'independent'
   and (%(programme)s::text is null or mitra.programme = %(programme)s)
 group by grouping sets ((mitra.programme, mitra.sector), (mitra.programme))
 order by mitra.programme, mitra.sector
